package dev.curation.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A lane of alice, bob and cara; all equations are checked whenever something happened. */
final class SmallLane {
  static final Denom WETH = new Denom("WETH");

  final MemoryLane lane;

  private SmallLane(LaneParameters parameters) {
    lane =
        new MemoryLane(
            new MemoryAccrual(parameters, LaneHeights.before(1)),
            new MemoryPayout(Set.of("alice", "bob", "cara"), null));
  }

  /** A batch each so many blocks. */
  static SmallLane every(long blocks) {
    return new SmallLane(parameters(blocks, BigInteger.ZERO));
  }

  static LaneParameters parameters(long blocks, BigInteger fractionE18) {
    return new LaneParameters(blocks, fractionE18, null, false);
  }

  /** Votes from {@code "alice 1, bob 2"}. */
  static SortedMap<String, BigInteger> votes(String text) {
    SortedMap<String, BigInteger> votes = new TreeMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
      String[] parts = each.split(" ", -1);
      votes.put(parts[0], new BigInteger(parts[1]));
    }
    return votes;
  }

  /** The batch that goes out, if one does. */
  Optional<Batch> block(long height, String votes, long wei) {
    Map<Denom, Batch> batches =
        lane.accrual().block(height, votes(votes), Map.of(WETH, Wei.of(wei)));
    lane.check();
    return Optional.ofNullable(batches.get(WETH));
  }

  Batch batch(long seq) {
    return lane.accrual().of(WETH).batch(seq).batch();
  }

  /** A transfer of all that waits. */
  void send(long seq, String transferId) {
    send(seq, transferId, null);
  }

  void send(long seq, String transferId, @Nullable Wei wanted) {
    lane.accrual().send(WETH, seq, transferId, wanted);
    lane.check();
  }

  MemoryPayout.Received<MemoryPayout.WeightsNote> deliverWeights(long seq) {
    var received = lane.payout().receive(WETH, batch(seq));
    lane.check();
    return received;
  }

  /** The money of a transfer that was sent arrives. */
  MemoryPayout.Received<InboxEntry.Note> deliver(String transferId) {
    Wei sent = lane.accrual().of(WETH).transfer(transferId).amount();
    var received = lane.payout().receive(WETH, transferId, sent, true);
    lane.check();
    return received;
  }

  /** A batch of 80 wei, 10 of alice, 20 of bob, 50 of cara, whose weights have arrived. */
  SmallLane withWeightsOf80() {
    block(1, "alice 1, bob 2, cara 5", 80);
    deliverWeights(1);
    return this;
  }

  /** The same, paid. */
  SmallLane with80Paid() {
    withWeightsOf80().send(1, "t1");
    deliver("t1");
    return this;
  }

  PayoutBook paidBook() {
    return lane.payout().of(WETH).book();
  }

  AccrualBook accrualBook() {
    return lane.accrual().of(WETH).accrual().book();
  }

  void assertPaid(String expected) {
    assertEquals(expected, lane.payout().of(WETH).paid().toString());
  }

  void assertHeldWei(String expected) {
    SortedMap<String, Wei> held = new TreeMap<>();
    lane.accrual()
        .of(WETH)
        .accrual()
        .holdingsAtto()
        .forEach((curator, atto) -> held.put(curator, Atto.wholeWei(atto)));
    assertEquals(expected, held.toString());
  }

  /** All that both sides know. */
  static List<Object> state(MemoryLane lane) {
    return List.of(
        lane.accrual().parameters(),
        lane.accrual().heights(),
        new TreeMap<>(lane.accrual().denoms()),
        new TreeMap<>(lane.payout().denoms()),
        List.copyOf(lane.payout().curators()),
        String.valueOf(lane.payout().payoutDenoms()));
  }

  List<Object> state() {
    return state(lane);
  }

  /** Refused, and nothing has changed. */
  void assertRefused(LaneRefusal refusal, Runnable operation) {
    List<Object> before = state();
    var refused = assertThrows(LaneRefusedException.class, operation::run);
    assertEquals(refusal, refused.refusal(), refused.getMessage());
    assertEquals(before, state());
  }
}
