package dev.curation.evm;

import static dev.curation.evm.SampleAnswers.at;
import static dev.curation.evm.SampleAnswers.block;
import static dev.curation.evm.SampleAnswers.hex;
import static dev.curation.evm.SampleAnswers.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.apr.TokenPrice;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.NodeException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no pool gives. */
final class DamagedPoolTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Address POOL = new Address("0x" + "9".repeat(40));
  private static final Address TOKEN = new Address(String.format("0x%040x", 7));
  private static final String SLOT0 = "0x3850c7bd";
  private static final String TOKEN0 = "0x0dfe1681";
  private static final String TOKEN1 = "0xd21220a7";
  private static final String DECIMALS = "0x313ce567";
  private static final String Q96_WORD = "0".repeat(39) + "1" + "0".repeat(24);

  /** What each function returns, by its selector: a pool whose price is 1. */
  private final Map<String, String> returned =
      new HashMap<>(
          Map.of(
              SLOT0, "0x" + Q96_WORD + "0".repeat(6 * 64),
              TOKEN0, word(7),
              TOKEN1, word(8),
              DECIMALS, word(18)));

  private JsonElement answer(JsonObject call) {
    return switch (call.get("method").getAsString()) {
      case "eth_blockNumber" -> hex("0xb");
      case "eth_getBlockByNumber", "eth_getBlockByHash" -> block(0xb);
      case "eth_call" -> {
        JsonObject transaction = call.getAsJsonArray("params").get(0).getAsJsonObject();
        yield hex(returned.getOrDefault(transaction.get("data").getAsString(), "0x"));
      }
      default -> throw new AssertionError(call);
    };
  }

  private TokenPrice latest() {
    try (FakeNode fake = FakeNode.resulting(this::answer)) {
      return new UniswapV3Pool(CHAIN, at(fake.endpoint()), POOL, TOKEN).latest().orElseThrow();
    }
  }

  @Test
  void shouldReadWhatIsRight() {
    assertEquals(BigDecimal.ONE, latest().priceEth());
    assertEquals(0xb, latest().blockNumber());
  }

  @Test
  void shouldAskForTokensAndDecimalsOnce() {
    try (FakeNode fake = FakeNode.resulting(this::answer)) {
      UniswapV3Pool pool = new UniswapV3Pool(CHAIN, at(fake.endpoint()), POOL, TOKEN);
      assertEquals(pool.latest(), pool.latest());
      assertEquals(2 + 4, fake.asked("eth_call").size(), "slot0 twice, the others once");
      assertTrue(
          fake.asked("eth_call").stream()
              .allMatch(
                  call -> call.get(1).getAsJsonObject().get("blockHash").equals(hex(word(0xb)))),
          "all of one block");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x3850c7bd, 64, slot0",
    "0x3850c7bd, 384, slot0",
    "0x3850c7bd, 512, slot0",
    "0x3850c7bd, 446, slot0",
    "0x0dfe1681, 0, token0",
    "0x0dfe1681, 40, token0",
    "0xd21220a7, 128, token1",
    "0x313ce567, 2, decimals"
  })
  void shouldNameTheFunctionWhoseAnswerHasAnotherLength(String selector, int digits, String name) {
    returned.put(selector, "0x" + "1".repeat(digits));
    InvalidValueException e = assertThrows(InvalidValueException.class, this::latest);
    assertEquals(name, e.field());
    assertEquals("0x" + "1".repeat(digits), e.value());
  }

  @ParameterizedTest
  @CsvSource({"0x3850c7bd, 7, sqrtPriceX96", "0x0dfe1681, 1, token0", "0x313ce567, 1, decimals"})
  void shouldNameWhatIsTooLarge(String selector, int words, String name) {
    returned.put(selector, "0x" + "f".repeat(64 * words));
    assertEquals(name, assertThrows(InvalidValueException.class, this::latest).field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0x0", "0xzz", "1234"})
  void shouldRefuseWhatIsNoReturnedData(String data) {
    returned.put(SLOT0, data);
    NodeException e = assertThrows(NodeException.Refused.class, this::latest);
    assertTrue(String.valueOf(e.getMessage()).contains("result '" + data + "'"), e.getMessage());
  }
}
