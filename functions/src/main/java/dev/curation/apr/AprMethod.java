package dev.curation.apr;

import dev.curation.money.Wei;
import java.math.BigDecimal;
import java.time.Duration;

/** Tells how a rate comes about. */
final class AprMethod {
  private static final int ETH_DECIMALS = 18;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private AprMethod() {}

  static String of(Apr apr) {
    return String.join("; ", costPerVote(apr), principal(apr), rate(apr));
  }

  private static String costPerVote(Apr apr) {
    String price = plain(apr.price().priceEth()) + " ETH (" + apr.price().told() + ")";
    String perToken = " / votes per token " + plain(apr.votesPerToken());
    return "cost per vote = token price " + price + perToken + " = " + eth(apr.costPerVoteEth());
  }

  private static String principal(Apr apr) {
    String votes = plain(apr.meanVotes()) + " votes (mean of " + hours(apr.hours()) + ")";
    return "principal = cost per vote * " + votes + " = " + eth(apr.principalEth());
  }

  private static String rate(Apr apr) {
    if (apr.principalEth().signum() == 0) {
      return "APR = 0 %, as " + nothing(apr);
    }
    return "APR = interest "
        + eth(ofWei(apr.interest()))
        + " / principal * (365.25 days / "
        + duration(apr.durationMillis())
        + ") * 100 = "
        + plain(apr.percent())
        + " %";
  }

  private static String nothing(Apr apr) {
    if (apr.meanVotes().signum() == 0) {
      return "no votes were held";
    }
    return apr.votesPerToken().signum() == 0 ? "no votes per token are known" : "the token is free";
  }

  private static String hours(long hours) {
    return hours == 1 ? "1 hour" : hours + " hours";
  }

  private static String duration(long millis) {
    if (millis % HOUR_MILLIS != 0) {
      return millis + " milliseconds";
    }
    return millis % DAY_MILLIS == 0 && millis > DAY_MILLIS
        ? millis / DAY_MILLIS + " days"
        : hours(millis / HOUR_MILLIS);
  }

  private static BigDecimal ofWei(Wei wei) {
    return new BigDecimal(wei.value(), ETH_DECIMALS);
  }

  private static String eth(BigDecimal amount) {
    return plain(amount) + " ETH";
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
