package dev.curation.apr;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.VoteHours;
import dev.curation.money.Wei;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The annual percentage rate of a user or a collection over a window of time, and all that it
 * follows from (docs/apr.md). Exact; what is shown is rounded once, from the exact value. Write the
 * figures with {@link BigDecimal#toPlainString}: {@code toString} may use an exponent.
 *
 * @param interest what the votes earned in the window; of a collection, what its curators got
 * @param held the votes of the window's hours, each hour with those held in it
 * @param hours how many hours {@code held} sums up, at least 1
 * @param price of the staked token
 * @param durationMillis the window's length, at least 1
 */
public record Apr(Wei interest, VoteHours held, long hours, TokenPrice price, long durationMillis) {
  /** Of a percentage. */
  public static final int DECIMALS = 8;

  /** Significant ones, of every other figure shown. */
  public static final int DIGITS = 18;

  /** By how long a token is locked it gives 1, 2, 3 or 4 votes. */
  private static final int MOST_VOTES_PER_TOKEN = 4;

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final Ratio WEI_PER_ETH = Ratio.of(BigInteger.TEN.pow(18));
  private static final Ratio HUNDRED = Ratio.of(100);

  /** 365.25 days. */
  private static final long YEAR_MILLIS = Duration.ofHours(365 * 24 + 6).toMillis();

  /**
   * @throws InvalidValueException if there are no hours, or the window has no length
   */
  public Apr {
    if (hours < 1) {
      throw new InvalidValueException("hours", hours, "must be at least 1");
    }
    if (durationMillis < 1) {
      throw new InvalidValueException("durationMillis", durationMillis, "must be at least 1");
    }
  }

  /** Votes, as a mean over the hours; 18 significant digits. */
  public BigDecimal meanVotes() {
    return votes().digits(DIGITS);
  }

  /** The mean, weighted by votes; 0 where there were none; 18 significant digits. */
  public BigDecimal votesPerToken() {
    return perToken().digits(DIGITS);
  }

  /**
   * Token price / votes per token, in ETH per vote; 0 where no votes per token are known; 18
   * significant digits.
   */
  public BigDecimal costPerVoteEth() {
    return costPerVote().digits(DIGITS);
  }

  /** Cost per vote * mean votes, in ETH; 18 significant digits. */
  public BigDecimal principalEth() {
    return principal().digits(DIGITS);
  }

  /**
   * Interest / principal * (365.25 days / duration) * 100, rounded half-up to 8 decimals; 0 where
   * the principal or the votes per token are 0.
   */
  public BigDecimal percent() {
    return rate().decimals(DECIMALS);
  }

  /**
   * The percentage if every token had given 1, 2, 3 or 4 votes, which are the keys: the same
   * interest for the same votes, with more or fewer tokens staked for them.
   */
  public SortedMap<Integer, BigDecimal> byVotesPerToken() {
    SortedMap<Integer, BigDecimal> percents = new TreeMap<>();
    for (int each = 1; each <= MOST_VOTES_PER_TOKEN; each++) {
      BigInteger millionths = MILLION.multiply(BigInteger.valueOf(each));
      VoteHours as = new VoteHours(held.votes(), held.votes().multiply(millionths));
      percents.put(each, new Apr(interest, as, hours, price, durationMillis).percent());
    }
    return Collections.unmodifiableSortedMap(percents);
  }

  /** How the percentage comes about, with its figures, as text for a person. */
  public String method() {
    return AprMethod.of(this);
  }

  private Ratio votes() {
    return Ratio.of(held.votes()).over(Ratio.of(hours));
  }

  private Ratio perToken() {
    return held.votes().signum() == 0
        ? Ratio.ZERO
        : Ratio.of(held.weighted()).over(Ratio.of(held.votes().multiply(MILLION)));
  }

  private Ratio costPerVote() {
    Ratio perToken = perToken();
    return perToken.isZero() ? Ratio.ZERO : Ratio.of(price.priceEth()).over(perToken);
  }

  private Ratio principal() {
    return costPerVote().times(votes());
  }

  private Ratio rate() {
    Ratio principal = principal();
    if (principal.isZero()) {
      return Ratio.ZERO;
    }
    return Ratio.of(interest.value())
        .over(WEI_PER_ETH)
        .over(principal)
        .times(Ratio.of(YEAR_MILLIS).over(Ratio.of(durationMillis)))
        .times(HUNDRED);
  }
}
