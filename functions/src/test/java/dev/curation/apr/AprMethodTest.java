package dev.curation.apr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.apr.TokenPrice.Source;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.money.VoteHours;
import dev.curation.money.Wei;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way to a rate, in words. */
class AprMethodTest {
  private static final long HOUR = 3_600_000;
  private static final TokenPrice PRICE = TokenPrice.fixed(new BigDecimal("0.000020"));
  private static final Wei INTEREST = Wei.of(1_000_000_000_000_000L);

  private static VoteHours held(long votes, long weighted) {
    return new VoteHours(BigInteger.valueOf(votes), BigInteger.valueOf(weighted));
  }

  @Test
  void shouldTellEveryStepWithItsFigures() {
    Apr apr = new Apr(INTEREST, held(168_000, 420_000_000_000L), 168, PRICE, 168 * HOUR);
    assertEquals(
        "cost per vote = token price 0.00002 ETH (fixed) / votes per token 2.5 = 0.000008 ETH;"
            + " principal = cost per vote * 1000 votes (mean of 168 hours) = 0.008 ETH;"
            + " APR = interest 0.001 ETH / principal * (365.25 days / 7 days) * 100"
            + " = 652.23214286 %",
        apr.method());
  }

  @Test
  void shouldTellWhereThePriceWasRead() {
    TokenPrice read =
        new TokenPrice(
            new BigDecimal("0.00002"),
            Source.UNISWAP_V3,
            new ChainId(1),
            new Address("0x" + "a".repeat(40)),
            new Address("0x" + "b".repeat(40)),
            17L,
            1_000L);
    String method = new Apr(INTEREST, held(1, 1), 1, read, HOUR).method();
    String pool = "Uniswap V3 pool 0x" + "a".repeat(40) + " on chain 1 at block 17";
    assertTrue(method.contains("token price 0.00002 ETH (" + pool + ") /"), method);
    assertTrue(method.contains("1 votes (mean of 1 hour)"), method);
    assertTrue(method.contains("(365.25 days / 1 hour)"), method);
  }

  @ParameterizedTest
  @CsvSource({
    "3600000, 1 hour",
    "86400000, 24 hours",
    "90000000, 25 hours",
    "172800000, 2 days",
    "3600001, 3600001 milliseconds"
  })
  void shouldTellTheWindowExactly(long millis, String told) {
    String method = new Apr(INTEREST, held(1, 1), 1, PRICE, millis).method();
    assertTrue(method.contains("(365.25 days / " + told + ")"), method);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, no votes were held",
    "5, 0, 1, no votes per token are known",
    "5, 5, 0, the token is free"
  })
  void shouldTellWhyThereIsNoRate(long votes, long weighted, String eth, String why) {
    TokenPrice price = TokenPrice.fixed(new BigDecimal(eth));
    String method = new Apr(INTEREST, held(votes, weighted), 1, price, HOUR).method();
    assertTrue(method.endsWith("= 0 ETH; APR = 0 %, as " + why), method);
  }
}
