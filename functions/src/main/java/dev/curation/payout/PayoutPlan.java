package dev.curation.payout;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Who finally owns what, and how it gets there.
 *
 * @param exactFinal by asset and node, without zeros
 * @param finals the same in whole units, by asset and node
 * @param awardedFraction of each stakers' table that money came to, by node and source
 * @param swaps by payer and asset sold
 * @param transfers by asset, payer and payee
 * @param deferred what is still owed, in the same order
 * @param entitlements by payee and asset, after swaps, with what is deferred
 * @param stakerCredits the accounts inside STAKERS nodes, by staker and asset; under CONTRACT only
 * @param totals what was gained, by asset
 */
public record PayoutPlan(
    SortedMap<String, SortedMap<String, Rational>> exactFinal,
    SortedMap<String, SortedMap<String, BigInteger>> finals,
    SortedMap<String, SortedMap<String, Rational>> awardedFraction,
    List<Swap> swaps,
    List<Transfer> transfers,
    List<Deferral> deferred,
    SortedMap<String, SortedMap<String, BigInteger>> entitlements,
    SortedMap<String, SortedMap<String, BigInteger>> stakerCredits,
    Count count,
    Gas gas,
    SortedMap<String, BigInteger> totals) {

  /** Something sold for something else. */
  public record Swap(
      String at, String sell, BigInteger sellAmount, String buy, BigInteger buyAmount) {
    static final Comparator<Swap> ORDER = Comparator.comparing(Swap::at).thenComparing(Swap::sell);
  }

  /** One transaction. */
  public record Transfer(String from, String to, String asset, BigInteger amount) {
    static final Comparator<Transfer> ORDER =
        Comparator.comparing(Transfer::asset)
            .thenComparing(Transfer::from)
            .thenComparing(Transfer::to);
  }

  /** Why something is not sent now. */
  public enum Reason {
    BELOW_MIN_TRANSFER,
    BELOW_MIN_CONVERT
  }

  /** What the payer still holds and owes. */
  public record Deferral(String from, String to, String asset, BigInteger amount, Reason reason) {
    static final Comparator<Deferral> ORDER =
        Comparator.comparing(Deferral::asset)
            .thenComparing(Deferral::from)
            .thenComparing(Deferral::to)
            .thenComparing(Deferral::reason);
  }

  /** Transactions without a plan (a lower bound) and with it. */
  public record Count(
      long beforeTransfers, long beforeSwaps, long afterTransfers, long afterSwaps) {
    public long before() {
      return beforeTransfers + beforeSwaps;
    }

    public long after() {
      return afterTransfers + afterSwaps;
    }
  }

  /** Units of gas without a plan and with it. */
  public record Gas(BigInteger before, BigInteger after, BigInteger priceWei) {
    public BigInteger costBeforeWei() {
      return before.multiply(priceWei);
    }

    public BigInteger costAfterWei() {
      return after.multiply(priceWei);
    }
  }

  /** What the next plan has to take over. */
  public List<Carried> carriedOver() {
    return deferred.stream()
        .map(d -> new Carried(d.from(), d.to(), d.asset(), d.amount()))
        .toList();
  }
}
