package dev.curation.withdrawals;

import static dev.curation.withdrawals.SmallPool.USDC;
import static dev.curation.withdrawals.SmallPool.blocking;
import static dev.curation.withdrawals.SmallPool.percent;
import static dev.curation.withdrawals.SmallPool.wei;
import static dev.curation.withdrawals.SmallPool.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is paid what, where and when (specs/withdrawals.md, Rules and Checklist). */
class WithdrawalsTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 100", "50, 50, 50", "100, 100, 0"})
  void shouldSplitByCommission(int rate, long commission, long rest) {
    SmallPool pool = new SmallPool().operator("o1", rate, 0).delegate("ann", "o1", 1).fees(100);
    assertEquals(paid(commission, "own-o1"), pool.withdrawOperator("o1"));
    assertEquals(paid(rest, "ann"), pool.withdraw("ann", "o1", null));
  }

  @Test
  void shouldTakeANewCommissionOnlyOfWhatComesIn() {
    SmallPool pool = new SmallPool().operator("o1", 50, 0).delegate("ann", "o1", 1).fees(100);
    pool.run(r -> Pool.setCommission(r, "o1", percent(0)));
    pool.fees(100);
    assertEquals(Map.of("own-o1", wei(50), "ann", wei(150)), pool.claimableWei());
  }

  private static List<String> paid(long wei, String to) {
    return wei == 0 ? List.of() : List.of(wei + " native to " + to);
  }

  @Test
  void shouldPayWholeWeiAndKeepTheFractionsOfEachDenomination() {
    SmallPool pool = new SmallPool().operator("o1", 25, 0).delegate("ann", "o1", 1);
    pool.fees(wei(5).plus(USDC, whole(6)));
    assertEquals(List.of("1 native to own-o1", "1 usdc to own-o1"), pool.withdrawOperator("o1"));
    Amounts quarterAndHalf =
        Amounts.of(USDC, Scale.Q.shiftRight(1)).plus(wei(1).denom(0), Scale.Q.shiftRight(2));
    assertEquals(quarterAndHalf, pool.records.account("own-o1").creditQ());
    pool.fees(wei(3).plus(USDC, whole(2)));
    assertEquals(List.of("1 native to own-o1", "1 usdc to own-o1"), pool.withdrawOperator("o1"));
    assertEquals(Amounts.NONE, pool.records.account("own-o1").creditQ());
  }

  @Test
  void shouldPayNothingTheSecondTime() {
    SmallPool pool = new SmallPool().operator("o1", 10, 1).fees(100);
    assertEquals(List.of("90 native to own-o1"), pool.withdraw("own-o1", "o1", null));
    assertEquals(List.of(), pool.withdraw("own-o1", "o1", null));
    assertEquals(List.of("10 native to own-o1"), pool.withdrawOperator("o1"));
    assertEquals(List.of(), pool.withdrawOperator("o1"));
  }

  @Test
  void shouldPayCommissionOwnVotesAndCreditTogether() {
    SmallPool pool = new SmallPool().operator("o1", 10, 1).delegate("ann", "o1", 1).fees(100);
    pool.run(r -> Pool.credit(r, "own-o1", wei(3)));
    assertEquals(List.of("58 native to own-o1"), pool.withdrawOperator("o1"));
  }

  @Test
  void shouldPayOnlyTheOwnersVotesWithThatOperator() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1).operator("o2", 0, 0);
    pool.delegate("own-o1", "o2", 1).fees(100);
    assertEquals(List.of("50 native to own-o1"), pool.withdrawOperator("o1"));
    assertEquals(Map.of("own-o1", wei(50)), pool.claimableWei());
  }

  @Test
  void shouldEarnNothingFromBeforeTheFirstVote() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1).fees(100);
    pool.delegate("ann", "o1", 3);
    assertEquals(Map.of("own-o1", wei(100)), pool.claimableWei());
    pool.fees(100);
    assertEquals(Map.of("own-o1", wei(125), "ann", wei(75)), pool.claimableWei());
  }

  @Test
  void shouldPayTheOwnerOfARemovedOperatorAndLeaveNoRecordOfIt() {
    SmallPool pool = new SmallPool().operator("o1", 50, 0).delegate("ann", "o1", 1).fees(10);
    pool.run(r -> Pool.credit(r, "own-o1", wei(2)));
    pool.run(r -> Pool.undelegate(r, "ann", "o1", whole(1)));
    assertEquals(List.of("7 native to own-o1"), pool.run(r -> Pool.removeOperator(r, "o1")));
    assertNull(pool.records.operator("o1"));
    assertEquals(Map.of(), pool.records.delegations());
    assertEquals(whole(0), pool.records.book().totalVotes());
  }

  @Test
  void shouldPayAChangeOfVotesOnlyWhereThePoolSaysSo() {
    PoolParameters never = new PoolParameters(whole(0), false, true, Set.of());
    SmallPool pays = new SmallPool().operator("o1", 0, 2).fees(10);
    SmallPool keeps = new SmallPool(never).operator("o1", 0, 2).fees(10);
    assertEquals(
        List.of("10 native to own-o1"),
        pays.run(r -> Pool.undelegate(r, "own-o1", "o1", whole(2))));
    assertEquals(List.of(), keeps.run(r -> Pool.undelegate(r, "own-o1", "o1", whole(2))));
    assertEquals(List.of("10 native to own-o1"), keeps.withdrawAll("own-o1"));
  }

  @Test
  void shouldNotEvenPayCreditWithAFirstDelegation() {
    SmallPool pool = new SmallPool().operator("o1", 0, 0);
    pool.run(r -> Pool.credit(r, "ann", wei(5)));
    assertEquals(List.of(), pool.run(r -> Pool.delegate(r, "ann", "o1", whole(1))));
    assertEquals(
        List.of("5 native to ann"), pool.run(r -> Pool.delegate(r, "ann", "o1", whole(1))));
  }

  @Test
  void shouldPayWhereThePersonWantsUntilItTakesThatBack() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1).fees(10);
    pool.run(r -> Pool.setWithdrawAddress(r, "own-o1", "safe"));
    assertEquals(List.of("10 native to safe"), pool.withdrawAll("own-o1"));
    pool.fees(10);
    assertEquals(List.of("10 native to once"), pool.withdraw("own-o1", "o1", "once"));
    pool.fees(10).run(r -> Pool.setWithdrawAddress(r, "own-o1", "own-o1"));
    assertEquals(List.of("10 native to own-o1"), pool.withdrawAll("own-o1"));
  }

  @Test
  void shouldFallBackToThePersonWhereItsAddressIsBlockedLater() {
    SmallPool pool = new SmallPool().operator("o1", 0, 2).fees(10);
    pool.run(r -> Pool.setWithdrawAddress(r, "own-o1", "safe"));
    pool.records.setParameters(blocking("safe"));
    pool.refuses(Refusal.BLOCKED_ADDRESS, r -> Pool.withdraw(r, "own-o1", "o1", null));
    assertEquals(
        List.of("10 native to own-o1"), pool.run(r -> Pool.delegate(r, "own-o1", "o1", whole(1))));
  }

  @Test
  void shouldKeepAsCreditWhatABlockedPersonEarned() {
    SmallPool pool = new SmallPool().operator("o1", 50, 2).fees(10);
    pool.records.setParameters(blocking("own-o1"));
    assertEquals(List.of(), pool.run(r -> Pool.undelegate(r, "own-o1", "o1", whole(2))));
    assertEquals(List.of(), pool.run(r -> Pool.removeOperator(r, "o1")));
    assertEquals(Map.of("own-o1", wei(10)), pool.claimableWei());
    pool.records.setParameters(PoolParameters.DEFAULT);
    assertEquals(List.of("10 native to own-o1"), pool.withdrawAll("own-o1"));
  }

  @Test
  void shouldSayBeforehandWhatAWithdrawalPays() {
    SmallPool pool = new SmallPool().operator("o1", 30, 1).delegate("ann", "o1", 2).fees(1000);
    Amounts ann = Claimable.wholeWei(Claimable.ofDelegation(pool.records, "ann", "o1"));
    Amounts owner =
        Claimable.ofCommission(pool.records, "o1")
            .plus(Claimable.ofDelegation(pool.records, "own-o1", "o1"));
    assertEquals(Amounts.NONE, Claimable.ofDelegation(pool.records, "ann", "o2"));
    assertEquals(Amounts.NONE, Claimable.ofCommission(pool.records, "o2"));
    assertEquals(List.of(ann.value(0) + " native to ann"), pool.withdrawAll("ann"));
    assertEquals(
        List.of(Claimable.wholeWei(owner).value(0) + " native to own-o1"),
        pool.withdrawOperator("o1"));
  }

  @Test
  void shouldKeepAsManyRecordsAsThereAreDelegations() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1).delegate("ann", "o1", 1);
    for (int i = 0; i < 10; i++) {
      pool.fees(100).withdrawAll("ann");
    }
    assertEquals(2, pool.records.delegations().size());
    assertEquals(1, pool.records.operators().size());
  }
}
