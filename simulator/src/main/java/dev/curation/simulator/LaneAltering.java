package dev.curation.simulator;

import dev.curation.chain.ChainId;
import dev.curation.chain.LaneId;
import dev.curation.lanes.LaneChannels;
import dev.curation.lanes.TokensMessage;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Somebody alters messages of a lane, or makes some up: none of them may be taken in. */
final class LaneAltering {
  private final World world;
  private final LaneId lane;
  private final SortedMap<String, String> expected = new TreeMap<>();

  LaneAltering(World world, LaneId lane) {
    this.world = world;
    this.lane = lane;
  }

  /**
   * @param inbox what has arrived so far
   */
  void alter(SortedMap<String, Fields> inbox) {
    List<Topics.Posted> posted =
        world.topics().posted().stream().filter(each -> !isAltered(each.body())).toList();
    if (posted.isEmpty()) {
      return;
    }
    Dice dice = world.dice();
    switch (dice.below(4)) {
      case 0 -> strange();
      case 1 -> conflict(inbox);
      case 2 -> {
        Topics.Posted original = dice.any(posted);
        int length = dice.below(original.body().length());
        post(original.topic(), original.body().substring(0, Math.max(1, length)), "MALFORMED");
      }
      default -> {
        Topics.Posted original = dice.any(posted);
        post(original.topic(), withOtherDigit(original.body()), "MALFORMED");
      }
    }
  }

  private String withOtherDigit(String body) {
    int at = world.dice().below(body.length());
    while (!Character.isDigit(body.charAt(at))) {
      at = (at + 1) % body.length();
    }
    int digit = (body.charAt(at) - '0' + 1 + world.dice().below(9)) % 10;
    return body.substring(0, at) + digit + body.substring(at + 1);
  }

  private void strange() {
    LaneId other = new LaneId(lane.collection(), new ChainId(1 + lane.payoutChain().number()));
    tokens(other, "strange-" + world.id(), BigInteger.TEN, "MALFORMED");
  }

  /** A transfer that was credited comes once more, and is more. */
  private void conflict(SortedMap<String, Fields> inbox) {
    List<String> credited =
        inbox.entrySet().stream()
            .filter(entry -> entry.getValue().string("state").equals("CREDITED"))
            .map(Map.Entry::getKey)
            .toList();
    if (!credited.isEmpty()) {
      String id = world.dice().any(credited);
      BigInteger wei = LaneDocuments.wei(inbox.getOrDefault(id, Fields.EMPTY), "amountWei");
      tokens(lane, id, wei.add(BigInteger.ONE), "TRANSFER_CONFLICT");
    }
  }

  private void tokens(LaneId to, String id, BigInteger wei, String code) {
    String body = new TokensMessage(to, Denom.NATIVE, id, Wei.of(wei), LaneMoney.SENDER).encode();
    post(LaneChannels.TOKENS, body, code);
  }

  private void post(String topic, String body, String code) {
    expected.put(body, code);
    world.topics().post(topic, body);
  }

  boolean isAltered(String body) {
    return expected.containsKey(body);
  }

  /**
   * Each is kept with the reason, and of the others only those that came before the lane was there.
   *
   * @param openFrom when messages of the lane could be taken in
   */
  void check(SortedMap<String, Fields> rejected, long openFrom) {
    SortedMap<String, String> actual = new TreeMap<>();
    rejected.forEach((id, fields) -> actual.put(id, fields.string("code")));
    SortedMap<String, String> right = new TreeMap<>();
    for (Topics.Posted message : world.topics().posted()) {
      String id = message.topic() + ":" + sha256(message.body());
      String code = expected.get(message.body());
      Fields kept = rejected.get(id);
      if (code != null) {
        right.put(id, code);
      } else if (kept != null && kept.integer("at") <= openFrom + 60_000) {
        right.put(id, "MALFORMED");
      }
    }
    Difference.check(right, actual, "rejected messages");
    world.count("messages rejected", right.size());
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
