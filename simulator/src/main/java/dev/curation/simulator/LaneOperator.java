package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What operators of a lane order, some of it without sense. */
final class LaneOperator {
  private static final long HOUR = 3_600_000;

  private final World world;
  private final LaneDesk desk;
  private final LaneDocuments documents;
  private final LaneMoney money;
  private final boolean isCareful;
  private boolean isOpen;
  private boolean isOpenThere;
  private boolean isClosed;

  LaneOperator(World world, LaneDesk desk, LaneDocuments documents, LaneMoney money) {
    this.world = world;
    this.desk = desk;
    this.documents = documents;
    this.money = money;
    // Then everybody gets what the rules' bounds say.
    this.isCareful = world.dice().oneIn(4);
  }

  /** Whether the lane was opened on the accrual side. */
  boolean isOpen() {
    return isOpen;
  }

  /** On the payout side too, now or later. */
  void open() {
    Dice dice = world.dice();
    Map<String, Object> order = new TreeMap<>(parameters());
    long from = (world.agenda().millis() / HOUR + dice.between(1, 5)) * HOUR;
    order.put("sender", LaneMoney.SENDER.hex());
    order.put("from", Long.toString(from));
    if (money.isTokens()) {
      order.put("token", Setting.TOKEN.hex());
      order.put("receiver", LaneMoney.RECEIVER.hex());
    }
    desk.order("open", order, () -> isOpen = true);
    if (!dice.oneIn(3)) {
      openThere();
    }
  }

  private Map<String, Object> parameters() {
    Dice dice = world.dice();
    BigInteger part = BigInteger.valueOf(dice.below(11)).multiply(BigInteger.TEN.pow(17));
    BigInteger odd = part.max(BigInteger.ONE).subtract(BigInteger.ONE);
    return Map.of(
        "blocksPerTransmission",
        Long.toString(dice.between(1, dice.oneIn(2) ? 2 : 12)),
        "redistributionFractionE18",
        (dice.oneIn(2) ? part : odd).toString());
  }

  private void openThere() {
    if (!isOpenThere) {
      isOpenThere = true;
      desk.order(
          "openPayout",
          Map.of(
              "sender",
              LaneMoney.SENDER.hex(),
              "receiver",
              LaneMoney.RECEIVER.hex(),
              "firstBlock",
              "0",
              "tokenTimeoutHours",
              Long.toString(world.dice().between(1, 48)),
              "tokens",
              Map.of("native", money.paidIn().name())));
    }
  }

  void order() {
    Dice dice = world.dice();
    if (!isOpenThere) {
      openThere();
      return;
    }
    switch (dice.below(isCareful ? 5 : 14)) {
      case 0, 1 -> desk.order("set", dice.oneIn(8) ? wrong() : parameters());
      case 2 -> desk.order("set", Map.of("paused", dice.oneIn(3)));
      case 3 -> desk.order("set", Map.of("accrualDenoms", dice.oneIn(3) ? List.of() : all()));
      case 4 -> refund(transfer());
      case 5 -> desk.order("cancelBatch", Map.of("seq", batch()));
      case 6, 7 -> bringHome();
      case 8 -> desk.order("resendWeights", Map.of("seq", batch()));
      case 9 -> desk.order("settleShort", Map.of("seq", head()));
      case 10 -> desk.order("releaseSurplus", Map.of("amountWei", surplus()));
      case 11 -> curators();
      case 12 -> desk.order("setPayout", Map.of("payoutDenoms", dice.oneIn(3) ? List.of() : all()));
      default -> rarely();
    }
  }

  private void rarely() {
    switch (world.dice().below(4)) {
      case 0 -> close();
      case 1 -> sweep(Setting.address(0x7ea5));
      default -> send();
    }
  }

  private static List<String> all() {
    return List.of("native");
  }

  private static Map<String, Object> wrong() {
    return Map.of("blocksPerTransmission", "0");
  }

  private void refund(String transferId) {
    desk.order("refund", Map.of("transferId", transferId));
  }

  /** Of any age and state, most of them on their way; or one that there is not. */
  private String transfer() {
    List<String> flying = new ArrayList<>();
    List<String> all = new ArrayList<>();
    documents
        .transfers()
        .forEach(
            (id, fields) -> {
              all.add(id);
              if (fields.string("state").equals("IN_FLIGHT")) {
                flying.add(id);
              }
            });
    List<String> from = flying.isEmpty() || world.dice().oneIn(4) ? all : flying;
    return from.isEmpty() ? "nothing" : world.dice().any(from);
  }

  /** One of which something waits; or any that there is, or the next. */
  private String batch() {
    List<String> waiting = new ArrayList<>();
    documents
        .batches()
        .forEach(
            (seq, fields) -> {
              if (LaneDocuments.wei(fields, "outboxWei").signum() > 0) {
                waiting.add(seq);
              }
            });
    if (!waiting.isEmpty() && !world.dice().oneIn(4)) {
      return world.dice().any(waiting);
    }
    Fields sums = documents.accrual();
    long next = sums.has("nextSeq") ? sums.integer("nextSeq") : 1;
    return Long.toString(world.dice().between(1, next));
  }

  private String head() {
    Fields sums = documents.payout();
    return Long.toString(1 + (sums.has("settledThrough") ? sums.integer("settledThrough") : 0));
  }

  private String surplus() {
    Fields sums = documents.payout();
    BigInteger all =
        LaneDocuments.wei(sums, "receivedWei").subtract(LaneDocuments.wei(sums, "appliedWei"));
    return (world.dice().oneIn(2) ? all : world.dice().amount(20)).toString();
  }

  private void curators() {
    Dice dice = world.dice();
    List<String> people = dice.shuffled(world.people()).stream().map(Person::hex).toList();
    int gone = dice.below(3);
    desk.order(
        "curators",
        Map.of("remove", people.subList(0, gone), "add", people.subList(gone, gone + 2)));
  }

  /** Nothing is sent any more, what is on its way comes back, and goes to the curators again. */
  private void bringHome() {
    Dice dice = world.dice();
    desk.order(
        "set",
        Map.of("paused", true),
        () ->
            documents
                .transfers()
                .forEach(
                    (id, fields) -> {
                      if (fields.string("state").equals("IN_FLIGHT")) {
                        refundAndMore(id, Long.toString(fields.integer("seq")));
                      }
                    }));
    desk.order("cancelBatch", Map.of("seq", batch()));
    if (!dice.oneIn(3)) {
      long wait = dice.between(1, 8) * HOUR;
      world
          .agenda()
          .after(Duration.ofMillis(wait), () -> desk.order("set", Map.of("paused", false)));
    }
  }

  private void refundAndMore(String transferId, String seq) {
    desk.order(
        "refund",
        Map.of("transferId", transferId),
        () -> {
          switch (world.dice().below(3)) {
            case 0 -> desk.order("cancelBatch", Map.of("seq", seq));
            case 1 -> sendSome(seq);
            default -> {
              // It goes out again when the lane goes on.
            }
          }
        });
  }

  private void send() {
    sendSome(batch());
  }

  private void sendSome(String seq) {
    BigInteger wei = world.dice().amount(12);
    Map<String, Object> order = new TreeMap<>(Map.of("seq", seq, "amountWei", wei.toString()));
    if (world.dice().oneIn(2)) {
      order.put("transferId", "hand-" + (world.dice().oneIn(4) ? "1" : world.id()));
    }
    desk.order("send", order);
  }

  private void close() {
    if (!isClosed && world.dice().oneIn(2)) {
      isClosed = true;
      desk.order("close", Map.of());
    }
  }

  /** Whatever is held up goes on. */
  void letGo() {
    openThere();
    isClosed = isClosed || world.dice().oneIn(3);
    desk.order(
        "set",
        Map.of("paused", false, "accrualDenoms", all(), "blocksPerTransmission", "1"),
        () -> {
          if (isClosed) {
            desk.order("close", Map.of());
          }
        });
    desk.order("setPayout", Map.of("payoutDenoms", all()));
  }

  /** What came for no batch is shared with the next one. */
  void releaseAll() {
    desk.order("releaseSurplus", Map.of("amountWei", surplus()));
  }

  void sweep(Address treasury) {
    desk.order("sweepExcess", Map.of("treasury", treasury.hex()));
  }

  /** What came before the lane was there is taken in after all; what was altered is not. */
  void retry(SortedMap<String, Fields> rejected, LaneAltering altering) {
    rejected.forEach(
        (id, fields) -> {
          if (fields.string("body").contains("\"" + documents.lane() + "\"")
              && (!altering.isAltered(fields.string("body")) || world.dice().oneIn(10))) {
            desk.order("retryMessage", Map.of("messageId", id));
          }
        });
  }
}
