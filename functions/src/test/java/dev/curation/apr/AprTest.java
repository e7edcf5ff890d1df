package dev.curation.apr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates computed by hand. */
class AprTest {
  private static final long HOUR = 3_600_000;
  private static final long WEEK = 168 * HOUR;
  private static final long YEAR = 31_557_600_000L;
  private static final BigInteger MOST_WEI = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
  private static final Wei MILLI_ETH = Wei.of(1_000_000_000_000_000L);

  /** Votes held throughout, all at so many millionths per token. */
  private static VoteHours held(long votes, long perToken, long hours) {
    BigInteger weighted = BigInteger.valueOf(votes).multiply(BigInteger.valueOf(perToken));
    return VoteHours.ZERO.plusHours(Votes.of(votes), weighted, hours);
  }

  private static TokenPrice price(String eth) {
    return TokenPrice.fixed(new BigDecimal(eth));
  }

  /** A week of 1000 votes at 1 per token of 0.00002 ETH: a principal of 0.02 ETH. */
  private static Apr week(Wei interest) {
    return new Apr(interest, held(1_000, 1_000_000, 168), 168, price("0.00002"), WEEK);
  }

  private static void assertPercent(String percent, Apr apr) {
    assertEquals(new BigDecimal(percent), apr.percent());
  }

  @Test
  void shouldBeInterestOfPrincipalForAYear() {
    Apr apr = week(MILLI_ETH);
    assertEquals(new BigDecimal("1E+3"), apr.meanVotes());
    assertEquals(new BigDecimal("1"), apr.votesPerToken());
    assertEquals(new BigDecimal("0.00002"), apr.costPerVoteEth());
    assertEquals(new BigDecimal("0.02"), apr.principalEth());
    // 0.001 / 0.02 * 365.25 / 7 * 100 = 1826.25 / 7
    assertPercent("260.89285714", apr);
  }

  @Test
  void shouldShowEightDecimalsEvenWhereTheyAreZeros() {
    // 0.000001 / 0.02 * 8766 * 100
    Apr hour =
        new Apr(Wei.of(1_000_000_000_000L), held(1_000, 1_000_000, 1), 1, price("0.00002"), HOUR);
    assertPercent("43.83000000", hour);
    assertPercent("0.00000000", week(Wei.ZERO));
  }

  @Test
  void shouldCountHoursWithFewerVotesInTheMean() {
    // 10 votes in one hour, 30 in the other: 20; 2 votes per token of 1 ETH: a principal of 10 ETH.
    VoteHours two = held(10, 2_000_000, 1).plus(held(30, 2_000_000, 1));
    Apr apr = new Apr(Wei.of(1_000_000_000_000_000_000L), two, 2, price("1"), 2 * HOUR);
    assertEquals(new BigDecimal("2E+1"), apr.meanVotes());
    assertEquals(new BigDecimal("0.5"), apr.costPerVoteEth());
    assertEquals(new BigDecimal("1E+1"), apr.principalEth());
    // 1 / 10 * 8766 / 2 * 100
    assertPercent("43830.00000000", apr);
  }

  @Test
  void shouldWeighVotesPerTokenByVotes() {
    // 100 votes at 1, 300 at 4: (100 + 1200) / 400 = 3.25, and no mean of 1 and 4 alone.
    VoteHours mixed = held(100, 1_000_000, 1).plus(held(300, 4_000_000, 1));
    Apr apr = new Apr(MILLI_ETH, mixed, 1, price("0.0013"), HOUR);
    assertEquals(new BigDecimal("3.25"), apr.votesPerToken());
    assertEquals(new BigDecimal("0.0004"), apr.costPerVoteEth());
    assertEquals(new BigDecimal("0.16"), apr.principalEth());
    // 0.001 / 0.16 * 8766 * 100
    assertPercent("5478.75000000", apr);
  }

  @Test
  void shouldWeighVotesPerTokenByTheHoursOfTheVotesToo() {
    // 100 votes for 100 hours at 1, 300 for 68 at 4. Principal: 361 / 286250 ETH (worked out
    // apart).
    VoteHours mixed = held(100, 1_000_000, 100).plus(held(300, 4_000_000, 68));
    Apr apr = new Apr(Wei.of(123_456_789_012_345_678L), mixed, 168, price("0.000021"), WEEK);
    assertEquals(new BigDecimal("0.0012611353711790393"), apr.principalEth());
    assertPercent("510793.60955520", apr);
  }

  @Test
  void shouldRoundWhatIsShownTo18DigitsButComputeWithTheExactValue() {
    // A vote costs 2/3 ETH, and 3 votes exactly 2; of 2.000000000000000001 the tie would be below.
    Apr apr = new Apr(Wei.of(100_000_000), held(3, 3_000_000, 1), 1, price("2"), YEAR);
    assertEquals(new BigDecimal("0.666666666666666667"), apr.costPerVoteEth());
    assertEquals(new BigDecimal("2"), apr.principalEth());
    assertPercent("1E-8", apr);
  }

  @ParameterizedTest
  @CsvSource({
    "49999999, 0E-8",
    "50000000, 1E-8",
    "149999999, 1E-8",
    "150000000, 2E-8",
    "249999999, 2E-8",
    "250000000, 3E-8",
    "12345678950000000, 1.23456790",
    "12345678949999999, 1.23456789"
  })
  void shouldRoundTiesUp(long wei, String percent) {
    // A principal of 1 ETH for a year: 10^16 wei are 1 %.
    Apr apr = new Apr(Wei.of(wei), held(1, 1_000_000, 1), 1, price("1"), YEAR);
    assertPercent(percent, apr);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000000, 1", "1000, 0, 1", "1000, 1000000, 0", "0, 0, 0"})
  void shouldBeZeroWithoutVotesOrVotesPerTokenOrPrice(long votes, long perToken, String eth) {
    Apr apr = new Apr(MILLI_ETH, held(votes, perToken, 168), 168, price(eth), WEEK);
    assertEquals(0, apr.principalEth().signum());
    assertPercent("0E-8", apr);
  }

  @Test
  void shouldBeZeroForAWindowInWhichNobodyHeldVotes() {
    Apr apr = new Apr(MILLI_ETH, VoteHours.ZERO, 168, price("1"), WEEK);
    assertPercent("0E-8", apr);
    assertEquals(BigDecimal.ZERO, apr.meanVotes());
    assertEquals(BigDecimal.ZERO, apr.votesPerToken());
    assertEquals(BigDecimal.ZERO, apr.costPerVoteEth());
    BigDecimal none = new BigDecimal("0E-8");
    assertEquals(Map.of(1, none, 2, none, 3, none, 4, none), apr.byVotesPerToken());
  }

  @Test
  void shouldStayExactAtTheLargestAmounts() {
    VoteHours most = held(Long.MAX_VALUE, 4_000_000, 168);
    Apr apr = new Apr(Wei.of(MOST_WEI), most, 168, price("0.000000000000000001"), WEEK);
    assertPercent("262024161011426874198811240669982366407809276561266850196316571.42857143", apr);
    Apr small = new Apr(Wei.of(1), most, 168, price("100000000000000000"), HOUR);
    assertPercent("0E-8", small);
    Apr huge =
        new Apr(
            Wei.of(MOST_WEI),
            held(1, 4_000_000, 1),
            1,
            price("0.000000000000000000000000000000000001"),
            1);
    assertEquals(
        new BigInteger(
            "1461648174126211827479553486604067808348141147233767465492634661"
                + "23524775197008510240000000000000000000000000000000000"),
        huge.percent().unscaledValue());
  }

  @Test
  void shouldTellWhatStakersOfEachLockGet() {
    Map<Integer, BigDecimal> percents = week(MILLI_ETH).byVotesPerToken();
    // 1826.25 / 7 times the votes per token: each needs that many fewer tokens.
    assertEquals(
        Map.of(
            1, new BigDecimal("260.89285714"),
            2, new BigDecimal("521.78571429"),
            3, new BigDecimal("782.67857143"),
            4, new BigDecimal("1043.57142857")),
        percents);
  }

  @Test
  void shouldTellWhatStakersOfEachLockGetWhateverTheMeanIs() {
    Apr mixed = new Apr(MILLI_ETH, held(1_000, 3_013_157, 168), 168, price("0.00002"), WEEK);
    assertEquals(week(MILLI_ETH).byVotesPerToken(), mixed.byVotesPerToken());
    Apr unknown = new Apr(MILLI_ETH, held(1_000, 0, 168), 168, price("0.00002"), WEEK);
    assertEquals(week(MILLI_ETH).byVotesPerToken(), unknown.byVotesPerToken());
  }

  @Test
  void shouldRefuseAWindowOfNoTime() {
    VoteHours held = held(1, 1_000_000, 1);
    assertEquals(
        "hours",
        assertThrows(
                InvalidValueException.class, () -> new Apr(MILLI_ETH, held, 0, price("1"), HOUR))
            .field());
    assertEquals(
        "durationMillis",
        assertThrows(InvalidValueException.class, () -> new Apr(MILLI_ETH, held, 1, price("1"), 0))
            .field());
  }
}
