package dev.curation.withdrawals;

import static dev.curation.withdrawals.SmallPool.USDC;
import static dev.curation.withdrawals.SmallPool.percent;
import static dev.curation.withdrawals.SmallPool.taxed;
import static dev.curation.withdrawals.SmallPool.wei;
import static dev.curation.withdrawals.SmallPool.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where fees, bonus, tax and dust go (specs/withdrawals.md, Rules). */
class FeesTest {
  private static BigInteger carry(SmallPool pool) {
    return pool.records.book().carryQ().get(Denom.NATIVE);
  }

  @Test
  void shouldCarryFeesUntilThereAreVotes() {
    SmallPool pool = new SmallPool().operator("o1", 0, 0).fees(100);
    assertEquals(whole(100).multiply(Scale.Q), carry(pool));
    pool.delegate("ann", "o1", 3);
    assertEquals(Map.of(), pool.claimableWei());
    pool.fees(Amounts.NONE);
    assertEquals(BigInteger.ZERO, carry(pool));
    assertEquals(List.of("99 native to ann"), pool.withdrawAll("ann"));
  }

  @Test
  void shouldTakeTaxFirstEvenWithoutVotes() {
    SmallPool pool = new SmallPool(taxed(2)).operator("o1", 0, 0).fees(100);
    assertEquals(whole(2).multiply(Scale.Q), pool.records.book().taxQ().get(Denom.NATIVE));
    assertEquals(whole(98).multiply(Scale.Q), carry(pool));
  }

  @Test
  void shouldGiveTheBonusOfAllFeesAndShareWhatTaxAndBonusLeave() {
    SmallPool pool = new SmallPool(taxed(10)).operator("o1", 0, 1).operator("o2", 0, 1);
    pool.run(r -> Pool.block(r, wei(1000), "o1", percent(5)));
    assertEquals(Map.of("own-o1", wei(50 + 425), "own-o2", wei(425)), pool.claimableWei());
  }

  @Test
  void shouldNotTakeABonusForAnOperatorWithoutVotesOrNoneAtAll() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1).operator("empty", 0, 0);
    pool.run(r -> Pool.block(r, wei(100), "empty", percent(50)));
    pool.run(r -> Pool.block(r, wei(100), "nobody", percent(50)));
    pool.run(r -> Pool.block(r, wei(100), null, percent(50)));
    assertEquals(Map.of("own-o1", wei(300)), pool.claimableWei());
  }

  @Test
  void shouldGiveAnOperatorWithVotesItsIntakeAsIncome() {
    SmallPool pool = new SmallPool(taxed(50)).operator("o1", 10, 0).delegate("ann", "o1", 1);
    pool.run(r -> Pool.intake(r, "o1", wei(100)));
    assertEquals(Map.of("own-o1", wei(10), "ann", wei(90)), pool.claimableWei());
  }

  @Test
  void shouldGiveTheIntakeOfAnOperatorWithoutVotesToItsOwner() {
    SmallPool pool = new SmallPool().operator("o1", 10, 0);
    pool.run(r -> Pool.intake(r, "o1", wei(100)));
    assertEquals(List.of("100 native to own-o1"), pool.withdrawOperator("o1"));
  }

  @Test
  void shouldPayACreditToWhomItIsMeant() {
    SmallPool pool = new SmallPool().operator("o1", 10, 1);
    pool.run(r -> Pool.credit(r, "ann", wei(7)));
    assertEquals(List.of("7 native to ann"), pool.withdrawAll("ann"));
    assertEquals(List.of(), pool.withdrawOperator("o1"));
  }

  @Test
  void shouldSweepTheWholeWeiOfTaxAndDustOnce() {
    SmallPool pool = new SmallPool(taxed(1)).operator("o1", 0, 3);
    pool.fees(150).fees(100);
    assertEquals(List.of("2 native to treasury"), pool.run(r -> Pool.sweep(r, "treasury")));
    assertEquals(List.of(), pool.run(r -> Pool.sweep(r, "treasury")));
    assertEquals(Scale.Q.shiftRight(1), pool.records.book().taxQ().get(Denom.NATIVE));
    pool.fees(50);
    assertEquals(List.of("1 native to treasury"), pool.run(r -> Pool.sweep(r, "treasury")));
    assertEquals(List.of("297 native to own-o1"), pool.withdrawAll("own-o1"));
  }

  @Test
  void shouldSweepTaxAndDustEachForItself() {
    SmallPool pool = new SmallPool();
    Amounts almost = Amounts.of(Denom.NATIVE, Scale.Q.subtract(BigInteger.ONE));
    Amounts more = Amounts.of(Denom.NATIVE, Scale.Q.add(BigInteger.ONE));
    PoolBook book = PoolBook.EMPTY.withReceived(wei(2)).withTax(almost).withDust(more);
    pool.records.put(book);
    assertEquals(List.of("1 native to treasury"), pool.run(r -> Pool.sweep(r, "treasury")));
    assertEquals(almost, pool.records.book().taxQ());
  }

  @Test
  void shouldShareLargeOddFeesByElevenTenTen() {
    SmallPool pool =
        new SmallPool().operator("o1", 0, 11).operator("o2", 0, 10).operator("o3", 0, 10);
    BigInteger fees = new BigInteger("634195840191764761830172650031");
    pool.fees(Amounts.of(Denom.NATIVE, fees));
    BigInteger paid = BigInteger.ZERO;
    for (int votes : new int[] {11, 10, 10}) {
      paid = paid.add(fees.multiply(whole(votes)).divide(whole(31)));
    }
    for (String operator : List.of("o3", "o1", "o2")) {
      pool.withdrawOperator(operator);
    }
    assertEquals(paid, pool.records.book().withdrawnWei().get(Denom.NATIVE));
    assertTrue(fees.subtract(paid).compareTo(whole(3)) < 0);
    assertEquals(Map.of(), pool.claimableWei());
  }

  @Test
  void shouldKeepDenominationsApart() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1).operator("o2", 0, 3);
    pool.fees(wei(100).plus(USDC, whole(8)));
    assertEquals(List.of("2 usdc to own-o1", "25 native to own-o1"), pool.withdrawAll("own-o1"));
    assertEquals(List.of("6 usdc to own-o2", "75 native to own-o2"), pool.withdrawAll("own-o2"));
  }
}
