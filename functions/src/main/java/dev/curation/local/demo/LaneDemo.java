package dev.curation.local.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.documents.LanePaths;
import dev.curation.lanes.LaneChannels;
import dev.curation.local.EmulatorException;
import dev.curation.local.FunctionRouter;
import dev.curation.local.LocalStack;
import dev.curation.local.Patience;
import dev.curation.local.demo.LaneMail.Posted;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Two simulated days of a collection whose curators are paid on another chain. Stakes and sales are
 * transactions on the one chain, votes are signed, transfers and a withdrawal are transactions on
 * the other; all of it reaches both sides through their functions. Of the three batches the first
 * is an ordinary one; the messages of the second come shuffled, doubled and altered, after one of
 * its curators has gone; the transfer of the third is refunded and sent again.
 */
public final class LaneDemo {
  public static final Instant GENESIS = Instant.parse("2026-03-02T00:00:00Z");
  public static final int CURATORS = 12;
  public static final int BATCHES = 3;

  /** Hours between two batches. */
  public static final int EVERY = 8;

  /** Until the last batch's hours are final. */
  public static final int HOURS = EVERY * BATCHES + 26;

  static final BigInteger LOCAL_E18 = BigInteger.TEN.pow(17);

  private final LocalStack stack;
  private final LaneChains chains;
  private final LaneMail mail;
  private final Random random;
  private final LaneDesk desk;
  private final LaneTime time;
  private final LaneMarket market;
  private final PoolPerson leaver;
  private final PoolPerson withdrawer;
  private final List<Posted> old = new ArrayList<>();
  private int posted;

  /**
   * @param clock is told the time, milliseconds since the epoch: the stack's clock
   */
  public LaneDemo(
      LocalStack stack, LaneChains chains, LaneMail mail, Random random, LongConsumer clock) {
    this.stack = stack;
    this.chains = chains;
    this.mail = mail;
    this.random = random;
    this.desk = new LaneDesk(stack, chains);
    this.time = new LaneTime(clock);
    this.market = new LaneMarket(chains, desk, random, time);
    int index = random.nextInt(CURATORS);
    this.leaver = market.curators().get(index);
    this.withdrawer = market.curators().get((index + 1) % CURATORS);
  }

  /**
   * Plays it to the end.
   *
   * @param progress is told the hours done
   * @param aggregated returns when what was flagged is aggregated
   */
  public void play(IntConsumer progress, Runnable aggregated) {
    desk.open(LaneTime.at(1));
    market.begin(stack);
    for (int hour = 1; hour <= HOURS; hour++) {
      market.trade(hour);
      // The hours of a batch are final a day after the last of them.
      if (hour > EVERY + 25 && (hour - 26) % EVERY == 0) {
        batch((hour - 26) / EVERY, hour, aggregated);
      }
      progress.accept(hour);
    }
    withdraw();
  }

  /** What the scheduler does on the side where fees are earned, and the batch that comes of it. */
  private void batch(int number, int hour, Runnable aggregated) {
    time.moveTo(LaneTime.at(hour) + 30 * LaneTime.MINUTE);
    market.rest();
    time.pass();
    var unusedPoll = stack.poll();
    var unusedFlags = stack.tick();
    aggregated.run();
    if (number == 2) {
      mail.hold();
    }
    expect(transmit(), "batches", 1);
    switch (number) {
      case 1 -> ordinary();
      case 2 -> shuffledAndLeft();
      default -> refunded();
    }
    mail.awaitAccepted();
    awaitSettled(number);
    expect(transmit(), "delivered", 1);
  }

  private void ordinary() {
    old.addAll(mail.take(LaneChannels.WEIGHTS, 1));
    fund(1);
    old.addAll(send());
  }

  /** The same messages several times, in any order, among old ones and altered ones. */
  private void shuffledAndLeft() {
    List<Posted> messages = new ArrayList<>(mail.take(LaneChannels.WEIGHTS, 1));
    fund(2);
    messages.addAll(send());
    desk.order(
        FunctionRouter.PAYOUT,
        "curators",
        "is gone from chain " + LaneChains.PAYOUT_CHAIN,
        Map.of("remove", List.of(leaver.hex())));
    List<Posted> chaos = new ArrayList<>(old);
    chaos.addAll(messages);
    chaos.addAll(messages);
    List<Posted> wrong = messages.stream().map(LaneDemo::altered).toList();
    chaos.addAll(wrong);
    Collections.shuffle(chaos, random);
    mail.publish(chaos);
    posted = chaos.size() + messages.size();
    mail.release();
  }

  /** The last digit of its amount is another one. */
  private static Posted altered(Posted message) {
    String name = message.topic().equals(LaneChannels.WEIGHTS) ? "totalTokensWei" : "amountWei";
    JsonObject json = JsonParser.parseString(message.body()).getAsJsonObject();
    BigInteger amount = json.get(name).getAsBigInteger();
    json.addProperty(name, amount.xor(BigInteger.ONE).toString());
    return new Posted(message.topic(), json.toString());
  }

  /** The sender has no tokens left; its transfer is taken back, and made when it has some. */
  private void refunded() {
    var unusedWeights = mail.take(LaneChannels.WEIGHTS, 1);
    expect(
        desk.call(FunctionRouter.SEND_PAYMENTS, LaneChains.PAYOUT_CHAIN.toString()), "putOff", 1);
    desk.order(
        "",
        "refund",
        "the sender's account on chain " + LaneChains.PAYOUT_CHAIN + " is empty",
        Map.of("transferId", LaneChains.LANE + "|native|3|1"));
    fund(3);
    expect(transmit(), "sent", 1);
    var unusedTokens = send();
  }

  private JsonObject transmit() {
    time.pass();
    return desk.call(FunctionRouter.TRANSMIT_BATCHES, LaneChains.LANE.toString());
  }

  /** Whoever runs the lane sees to it that its sender has the tokens. */
  private void fund(long seq) {
    StoredDocument batch =
        stack.store().get(LanePaths.batch(LaneChains.LANE, Denom.NATIVE, seq)).orElseThrow();
    chains.mint(
        LaneChains.SENDER.address(), new BigInteger(batch.fields().string("totalTokensWei")));
  }

  /** The transfer that is due is sent, and seen when it is final. */
  private List<Posted> send() {
    String chain = LaneChains.PAYOUT_CHAIN.toString();
    time.pass();
    expect(desk.call(FunctionRouter.SEND_PAYMENTS, chain), "sent", 1);
    chains.payout().mine(LaneChains.FINALITY + 1);
    time.pass();
    expect(desk.call(FunctionRouter.SEND_PAYMENTS, chain), "paid", 1);
    var unusedSeen = stack.call(FunctionRouter.PAYOUT + FunctionRouter.POLL_CHAIN);
    return mail.take(LaneChannels.TOKENS, 1);
  }

  private void awaitSettled(long number) {
    Patience.await(() -> isSettled(number), () -> "the settlement of batch " + number);
  }

  private boolean isSettled(long number) {
    Fields payout =
        stack
            .payouts()
            .get(LanePaths.payout(LaneChains.LANE, Denom.NATIVE))
            .map(StoredDocument::fields)
            .orElse(Fields.EMPTY);
    return payout.has("settledThrough")
        && payout.integer("settledThrough") >= number
        && !payout.has("crediting");
  }

  /** A curator has itself paid from the receiver's account. */
  private void withdraw() {
    String chain = LaneChains.PAYOUT_CHAIN.toString();
    time.pass();
    var unusedReceipt = desk.withdraw(withdrawer.wallet(), time.now());
    String pay = FunctionRouter.PAYOUT + FunctionRouter.SEND_PAYMENTS;
    expect(desk.call(pay, chain), "sent", 1);
    chains.payout().mine(LaneChains.FINALITY + 1);
    time.pass();
    expect(desk.call(pay, chain), "paid", 1);
  }

  private static void expect(JsonObject report, String what, int count) {
    if (report.get(what).getAsInt() != count) {
      throw new EmulatorException("Not " + count + " " + what + ": " + report, null);
    }
  }

  /** What it came to, beside a count of its own. */
  public LaneOutcome outcome() {
    LaneLedger ledger = new LaneLedger(stack.store(), stack.payouts());
    long first = LaneTime.at(1) / Duration.ofHours(1).toMillis();
    LaneRecount recount =
        LaneRecount.of(market.deeds(), first, ledger.lastHeight(), leaver.hex(), 2);
    return LaneOutcome.of(
        ledger,
        recount,
        chains,
        new LaneOutcome.Story(
            market.curators(), market.deeds(), desk, leaver, withdrawer, posted, mail.accepted()));
  }
}
