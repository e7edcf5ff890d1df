package dev.curation.apr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.apr.TokenPrice.Source;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenPriceTest {
  @Test
  void shouldBeTheSamePriceHoweverManyZerosAreWritten() {
    TokenPrice price = TokenPrice.fixed(new BigDecimal("0.000021000"));
    assertEquals(TokenPrice.fixed(new BigDecimal("0.000021")), price);
    assertEquals("0.000021", price.priceEth().toPlainString());
    assertEquals(Source.FIXED, price.source());
  }

  @Test
  void shouldRefuseANegativePrice() {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class, () -> TokenPrice.fixed(new BigDecimal("-0.00000001")));
    assertEquals("priceEth '-0.00000001': must not be negative", e.getMessage());
    assertEquals(BigDecimal.ZERO, TokenPrice.fixed(new BigDecimal("0.00")).priceEth());
  }

  @Test
  void shouldRefuseASourceThatIsHalfTold() {
    BigDecimal one = BigDecimal.ONE;
    ChainId chain = new ChainId(1);
    assertThrows(
        InvalidValueException.class,
        () -> new TokenPrice(one, Source.UNISWAP_V3, chain, null, null, null, null));
    assertThrows(
        InvalidValueException.class,
        () -> new TokenPrice(one, Source.FIXED, chain, null, null, null, null));
  }

  @Test
  void shouldBeFixedForEverOrUnknown() {
    BigDecimal eth = new BigDecimal("0.5");
    TokenPrices fixed = new FixedPrice(eth);
    assertEquals(Optional.of(TokenPrice.fixed(eth)), fixed.latest());
    assertEquals(fixed.latest(), fixed.at(7));
    assertEquals(Optional.empty(), TokenPrices.NONE.latest());
    assertEquals(Optional.empty(), TokenPrices.NONE.at(7));
  }
}
