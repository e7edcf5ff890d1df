package dev.curation.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.local.LocalChain;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.node.WrongChainException;
import dev.curation.payments.Fees;
import dev.curation.payments.Receipt;
import dev.curation.payments.SignedTransaction;
import dev.curation.payments.Transfer;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;

class Web3jTreasuryTest {
  private static final String SECRET = "5e".repeat(32);
  private static final TreasuryKey KEY = TreasuryKey.parse("treasury", "0x" + SECRET);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Address PERSON = new Address("0x" + "ab".repeat(20));
  private static final Address TOKEN = new Address("0x" + "70".repeat(20));
  private static final Fees FEES = new Fees(Wei.of(5_000_000_000L), Wei.of(2_000_000_000L));
  private static final TxHash HASH = new TxHash("0x" + "12".repeat(32));

  private static Web3jTreasury treasury(ChainId chain, URI... endpoints) {
    return new Web3jTreasury(
        chain,
        KEY,
        List.of(endpoints).stream().map(uri -> new JsonRpc(uri, TIMEOUT, TIMEOUT)).toList());
  }

  private static Transfer transfer(Denom denom, long amount) {
    return new Transfer(PERSON, PERSON, denom, Wei.of(amount));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "5e5e", "0x5e5e", "0xzz", "key"})
  void shouldRefuseWhatIsNoKeyWithoutRepeatingIt(String start) {
    String text = start + SECRET.substring(start.isEmpty() ? 0 : 2);
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> TreasuryKey.parse("THE_KEY", text));
    assertEquals("THE_KEY", e.field());
    assertFalse(e.toString().contains("5e5e"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x0000000000000000000000000000000000000000000000000000000000000000",
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
      })
  void shouldRefuseKeysThatTheCurveDoesNotHave(String text) {
    assertThrows(InvalidValueException.class, () -> TreasuryKey.parse("THE_KEY", text));
  }

  @Test
  void shouldNotShowItsKey() {
    assertEquals("TreasuryKey[" + KEY.address() + "]", KEY.toString());
  }

  @Test
  void shouldSignExactlyWhatIsAsked() {
    Web3jTreasury treasury = treasury(new ChainId(1), URI.create("http://localhost:1"));
    Transaction1559 ether = decoded(treasury.sign(transfer(Denom.NATIVE, 42), 7, 26_250, FEES));
    assertEquals(1, ether.getChainId());
    assertEquals(BigInteger.valueOf(7), ether.getNonce());
    assertEquals(BigInteger.valueOf(26_250), ether.getGasLimit());
    assertEquals(PERSON.hex(), ether.getTo());
    assertEquals(BigInteger.valueOf(42), ether.getValue());
    assertEquals(FEES.max().value(), ether.getMaxFeePerGas());
    assertEquals(FEES.tip().value(), ether.getMaxPriorityFeePerGas());

    Transaction1559 token =
        decoded(treasury.sign(transfer(new Denom(TOKEN.hex()), 42), 8, 60_000, FEES));
    assertEquals(TOKEN.hex(), token.getTo());
    assertEquals(BigInteger.ZERO, token.getValue());
    assertEquals(
        "a9059cbb" + "0".repeat(24) + "ab".repeat(20) + "0".repeat(62) + "2a",
        token.getData().replace("0x", ""));
  }

  private static Transaction1559 decoded(SignedTransaction signed) {
    RawTransaction raw = TransactionDecoder.decode(signed.raw());
    assertEquals(SignedRawTransaction.class, raw.getClass());
    return (Transaction1559) raw.getTransaction();
  }

  @Test
  void shouldTakeNoOffenceAtWhatTheNodeKnowsAlready() {
    try (LocalChain local = LocalChain.start()) {
      local.chain().setBalance(KEY.address(), Wei.of(BigInteger.TEN.pow(18)));
      local.chain().automine(false);
      Web3jTreasury treasury = treasury(LocalChain.CHAIN, local.anvil().endpoint());
      Transfer transfer = transfer(Denom.NATIVE, 1);
      SignedTransaction first = treasury.sign(transfer, 0, 21_000, FEES);
      treasury.broadcast(first.raw());
      assertEquals(1, treasury.firstNonce());
      treasury.broadcast(first.raw());
      Fees little = new Fees(FEES.max().minus(Wei.of(1)), FEES.tip());
      String cheap = treasury.sign(transfer, 0, 21_000, little).raw();
      assertThrows(NodeException.Refused.class, () -> treasury.broadcast(cheap));
      local.chain().mine(1);
      treasury.broadcast(first.raw());
      treasury.broadcast(cheap);
      Receipt receipt =
          treasury.look(KEY.address(), List.of(first.hash())).receipts().get(first.hash());
      assertEquals(new Receipt(1, true, List.of()), receipt);
      assertTrue(treasury.market().base().compareTo(Wei.ZERO) > 0);
    }
  }

  @Test
  void shouldAskTheNextEndpointWhereOneFails() {
    try (FakeNode broken = FakeNode.replying(calls -> new FakeNode.Reply(503, "closed"));
        FakeNode good = node(Map.of("eth_getBalance", new JsonPrimitive("0x7")))) {
      Web3jTreasury treasury = treasury(new ChainId(1), broken.endpoint(), good.endpoint());
      assertEquals(Wei.of(7), treasury.balance(Denom.NATIVE));
      NodeException e =
          assertThrows(
              NodeException.class,
              () -> treasury(new ChainId(1), broken.endpoint()).balance(Denom.NATIVE));
      assertFalse(String.valueOf(e.getMessage()).contains("secret-key"), e.toString());
    }
  }

  @Test
  void shouldUseNoEndpointOfAnotherChain() {
    try (FakeNode other = node(Map.of("eth_getBalance", new JsonPrimitive("0x7")))) {
      Web3jTreasury treasury = treasury(new ChainId(2), other.endpoint());
      assertThrows(WrongChainException.class, () -> treasury.balance(Denom.NATIVE));
      assertThrows(WrongChainException.class, () -> treasury.broadcast("0x00"));
      assertEquals(List.of(), other.asked("eth_sendRawTransaction"));
    }
  }

  @Test
  void shouldReadWhatATokenSaysItMoved() {
    String transfer = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    String word = "0x" + "0".repeat(24);
    String log =
        """
        {"address": "%s", "topics": ["%s", "%s", "%s"], "data": "0x%064x"}
        """
            .formatted(
                TOKEN.hex(),
                transfer,
                word + KEY.address().hex().substring(2),
                word + PERSON.hex().substring(2),
                9);
    Receipt receipt = receipt("\"0x1\"", "\"0x10\"", log);
    assertEquals(
        new Receipt(16, true, List.of(new Receipt.Moved(TOKEN, KEY.address(), PERSON, Wei.of(9)))),
        receipt);
    assertEquals(
        List.of(), receipt("\"0x1\"", "\"0x10\"", log.replace("[\"0xddf2", "[\"0xddf3")).tokens());
    assertFalse(receipt("\"0x0\"", "\"0x10\"", "").isSuccess());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"0x2\"", "\"yes\"", "1", "true"})
  void shouldBelieveNoReceiptWithoutAStatus(String status) {
    NodeException.Refused e =
        assertThrows(NodeException.Refused.class, () -> receipt(status, "\"0x10\"", ""));
    assertTrue(String.valueOf(e.getMessage()).contains("status"), e.toString());
  }

  @Test
  void shouldNotTakeATransactionForMinedThatIsInNoBlock() {
    try (FakeNode node = look(JsonNull.INSTANCE)) {
      assertEquals(
          Map.of(),
          treasury(new ChainId(1), node.endpoint()).look(KEY.address(), List.of(HASH)).receipts());
    }
    try (FakeNode node = look(json("\"0x1\"", "null", ""))) {
      assertEquals(
          Map.of(),
          treasury(new ChainId(1), node.endpoint()).look(KEY.address(), List.of(HASH)).receipts());
    }
  }

  private static Receipt receipt(String status, String block, String logs) {
    try (FakeNode node = look(json(status, block, logs))) {
      Receipt receipt =
          treasury(new ChainId(1), node.endpoint())
              .look(KEY.address(), List.of(HASH))
              .receipts()
              .get(HASH);
      Assertions.assertNotNull(receipt);
      return receipt;
    }
  }

  private static JsonElement json(String status, String block, String logs) {
    return JsonParser.parseString(
        "{\"status\": %s, \"blockNumber\": %s, \"logs\": [%s]}".formatted(status, block, logs));
  }

  private static FakeNode look(JsonElement receipt) {
    return node(
        Map.of(
            "eth_blockNumber", new JsonPrimitive("0x20"),
            "eth_getTransactionCount", new JsonPrimitive("0x3"),
            "eth_getTransactionReceipt", receipt));
  }

  private static FakeNode node(Map<String, JsonElement> results) {
    return FakeNode.resulting(call -> result(call, results));
  }

  private static JsonElement result(JsonObject call, Map<String, JsonElement> results) {
    String method = call.get("method").getAsString();
    return method.equals("eth_chainId")
        ? new JsonPrimitive("0x1")
        : results.getOrDefault(method, JsonNull.INSTANCE);
  }
}
