package dev.curation.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is paid depends neither on the order of messages nor on that of curators. */
class LaneMessageOrderTest {
  private static final int HISTORIES = 60;
  private static final int BLOCKS = 25;
  private static final int SHUFFLES = 8;

  private static MemoryAccrual accrual(Random random) {
    MemoryAccrual accrual =
        new MemoryAccrual(
            SmallLane.parameters(1 + random.nextInt(3), BigInteger.ZERO), LaneHeights.before(1));
    for (long height = 1; height <= BLOCKS; height++) {
      Map<String, BigInteger> votes = new LinkedHashMap<>();
      RandomLane.CURATORS.forEach(curator -> votes.put(curator, new BigInteger(3, random)));
      Map<Denom, Wei> fees = new LinkedHashMap<>();
      RandomLane.DENOMS.forEach(denom -> fees.put(denom, Wei.of(new BigInteger(20, random))));
      accrual.block(height, votes, fees);
    }
    return accrual;
  }

  /** All weights, and all money in one or two transfers for each batch. */
  private static List<Consumer<MemoryPayout>> messages(MemoryAccrual accrual) {
    List<Consumer<MemoryPayout>> messages = new ArrayList<>();
    for (Denom denom : List.copyOf(accrual.denoms().keySet())) {
      for (DenomAccrual.Sent sent : accrual.of(denom).batches().values()) {
        Batch batch = sent.batch();
        messages.add(payout -> payout.receive(denom, batch));
        Wei first = Wei.of(batch.totalTokens().value().add(BigInteger.ONE).shiftRight(1));
        Wei second = batch.totalTokens().minus(first);
        messages.add(payout -> payout.receive(denom, "a" + batch.seq(), first, true));
        if (!second.isZero()) {
          messages.add(payout -> payout.receive(denom, "b" + batch.seq(), second, true));
        }
      }
    }
    return messages;
  }

  private static MemoryPayout paid(List<Consumer<MemoryPayout>> messages) {
    MemoryPayout payout = new MemoryPayout(RandomLane.CURATORS.subList(1, 6), null);
    messages.forEach(message -> message.accept(payout));
    return payout;
  }

  @Test
  void shouldEndTheSameInWhateverOrderMessagesComeAndHoweverOften() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      MemoryAccrual accrual = accrual(random);
      List<Consumer<MemoryPayout>> messages = messages(accrual);
      MemoryPayout expected = paid(messages);
      for (Denom denom : accrual.denoms().keySet()) {
        assertTrue(
            expected.of(denom).settlements().size() == accrual.of(denom).batches().size(),
            "all are settled");
      }
      for (int i = 0; i < SHUFFLES; i++) {
        List<Consumer<MemoryPayout>> shuffled = new ArrayList<>(messages);
        shuffled.addAll(messages.subList(0, random.nextInt(messages.size())));
        Collections.shuffle(shuffled, random);
        assertEquals(expected.denoms(), paid(shuffled).denoms());
      }
    }
  }

  /** With other names, and so in another order, everybody gets the same. */
  @Test
  void shouldPayTheSameInWhateverOrderCuratorsAre() {
    List<String> names = new ArrayList<>(RandomLane.CURATORS);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(names, random);
      Map<String, BigInteger> votes = new LinkedHashMap<>();
      Map<String, BigInteger> renamed = new LinkedHashMap<>();
      for (int each = 0; each < names.size(); each++) {
        BigInteger own = new BigInteger(4, random);
        votes.put(RandomLane.CURATORS.get(each), own);
        renamed.put(names.get(each), own);
      }
      Wei fees = Wei.of(1000 + random.nextInt(1000));
      Settlement one = settled(votes, fees, "ann");
      Settlement other = settled(renamed, fees, names.get(RandomLane.CURATORS.indexOf("ann")));
      assertEquals(one.paid(), backTo(other.paid(), names));
      assertEquals(one.forfeited(), backTo(other.forfeited(), names));
      assertEquals(one.excessAfter(), other.excessAfter());
      assertNotEquals(Wei.ZERO, one.paidTotal());
    }
  }

  private static SortedMap<String, Wei> backTo(Map<String, Wei> amounts, List<String> names) {
    SortedMap<String, Wei> back = new TreeMap<>();
    amounts.forEach((name, wei) -> back.put(RandomLane.CURATORS.get(names.indexOf(name)), wei));
    return back;
  }

  private static Settlement settled(Map<String, BigInteger> votes, Wei fees, String gone) {
    Accrual accrued = Accrual.EMPTY.block(SmallLane.parameters(1, BigInteger.ZERO), votes, fees);
    Batch batch = accrued.transmit(1).orElseThrow().batch();
    PayoutBook book = PayoutBook.EMPTY.withCredited(batch.totalTokens());
    return Settlement.of(book, batch, curator -> !Set.of(gone).contains(curator)).settlement();
  }
}
