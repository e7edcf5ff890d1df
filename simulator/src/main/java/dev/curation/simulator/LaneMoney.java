package dev.curation.simulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LaneId;
import dev.curation.decoding.TokenTransfer;
import dev.curation.lanes.LaneChannels;
import dev.curation.lanes.TokensMessage;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The wei of a lane on their way: tokens of the payout chain, or announced by messages. */
final class LaneMoney {
  static final Address SENDER = Setting.senderKey().address();
  static final Address RECEIVER = Setting.treasuryKey().address();

  private final World world;
  private final LaneId lane;
  private final boolean isTokens;
  private int gifts;

  LaneMoney(World world, LaneId lane, boolean isTokens) {
    this.world = world;
    this.lane = lane;
    this.isTokens = isTokens;
  }

  boolean isTokens() {
    return isTokens;
  }

  /** What curators are paid in. */
  Denom paidIn() {
    return isTokens ? new Denom(Setting.TOKEN.hex()) : Denom.NATIVE;
  }

  /** Both accounts can pay for gas, and the receiver has what the pool brings in elsewhere. */
  void begin() {
    BigInteger plenty = BigInteger.TEN.pow(40);
    world.payer(lane.payoutChain(), SENDER).fund(Denom.NATIVE, plenty);
    world.payer(lane.payoutChain(), RECEIVER).fund(Denom.NATIVE, plenty);
    world.payer(lane.payoutChain(), RECEIVER).fund(new Denom(Setting.TOKEN.hex()), plenty);
  }

  /** The sender gets tokens to send. */
  void fund(BigInteger wei) {
    world.payer(lane.payoutChain(), SENDER).fund(new Denom(Setting.TOKEN.hex()), wei);
  }

  /**
   * Money comes that belongs to no batch.
   *
   * @param from nothing comes from the receiver itself
   */
  void give(Address from, BigInteger wei) {
    String name = "gift-" + ++gifts;
    if (isTokens) {
      world
          .chain(lane.payoutChain())
          .send(
              new Emitted(
                  name,
                  Setting.TOKEN,
                  List.of(TokenTransfer.TOPIC, Words.topic(from), Words.topic(RECEIVER)),
                  "0x" + Words.word(wei)));
    } else {
      announce(name, wei, from);
    }
  }

  /** Says that a transfer has come. */
  void announce(String transferId, BigInteger wei, Address from) {
    TokensMessage message = new TokensMessage(lane, Denom.NATIVE, transferId, Wei.of(wei), from);
    world.topics().post(LaneChannels.TOKENS, message.encode());
  }

  /** What the payout side has to know: of each transfer, whether it was credited, and how much. */
  SortedMap<String, String> arrivals(LaneDocuments documents, LaneAltering altering) {
    SortedMap<String, String> arrivals = new TreeMap<>();
    if (isTokens) {
      for (ChainLog log : world.chain(lane.payoutChain()).chain().logs()) {
        if (log.contract().equals(Setting.TOKEN)
            && log.topics().get(2).equals(Words.topic(RECEIVER))) {
          boolean isOwn = log.topics().get(1).equals(Words.topic(SENDER));
          BigInteger wei = new BigInteger(log.data().substring(2), 16);
          arrive(lane.payoutChain() + ":" + log.id().tx(), isOwn, wei, arrivals);
        }
      }
      return arrivals;
    }
    SortedMap<String, Fields> transfers = documents.transfers();
    for (Topics.Posted message : world.topics().posted()) {
      if (message.topic().equals(LaneChannels.TOKENS) && !altering.isAltered(message.body())) {
        JsonObject json = JsonParser.parseString(message.body()).getAsJsonObject();
        String id = json.get("transferId").getAsString();
        boolean isOwn = json.get("source").getAsString().equals(SENDER.hex());
        BigInteger wei = json.get("amountWei").getAsBigInteger();
        Fields transfer = transfers.getOrDefault(id, Fields.EMPTY);
        if ("REFUNDED".equals(transfer.get("state"))) {
          arrivals.put(id, "QUARANTINED " + wei); // It came after all.
          world.count("lanes: late after refund");
        } else {
          arrive(id, isOwn, wei, arrivals);
        }
      }
    }
    return arrivals;
  }

  private static void arrive(
      String id, boolean isOwn, BigInteger wei, SortedMap<String, String> arrivals) {
    if (wei.signum() > 0) {
      arrivals.put(isOwn ? id : "unknown|" + id, (isOwn ? "CREDITED " : "QUARANTINED ") + wei);
    }
  }

  /** Each transfer went out once, but those that were refunded, and nothing else did. */
  void checkSent(LaneDocuments documents) {
    BigInteger sent = BigInteger.ZERO;
    for (Map.Entry<String, Fields> each : documents.transfers().entrySet()) {
      String state = each.getValue().string("state");
      Difference.check(!state.equals("IN_FLIGHT"), "transfer " + each.getKey() + " never arrives");
      if (state.equals("DELIVERED")) {
        sent = sent.add(LaneDocuments.wei(each.getValue(), "amountWei"));
      }
    }
    if (isTokens) {
      Payer sender = world.payer(lane.payoutChain(), SENDER);
      Difference.check(sent, sender.sent(paidIn()), "what the sender has sent");
      Difference.check(sent, sender.received(RECEIVER, paidIn()), "and to the receiver");
    }
  }

  /** What was swept is with the treasury. */
  void checkSwept(Address treasury, BigInteger wei) {
    Payer receiver = world.payer(lane.payoutChain(), RECEIVER);
    Difference.check(wei, receiver.received(treasury, paidIn()), "what the treasury has got");
  }
}
