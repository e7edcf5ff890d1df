package dev.curation.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is configured, and logs of what is not. */
class ContractSetTest {
  private static final ChainLog PUNK = TestLogs.punk(1, 7, BigInteger.TEN, TestLogs.BOB);

  private static Exchange exchange(Address address) {
    return new Exchange(address, ExchangeKind.SEAPORT, Set.of(), 250);
  }

  private static ContractSet contracts(Address exchange, Address other, Address staking) {
    return new ContractSet(
        TestLogs.CHAIN,
        TestLogs.WETH,
        List.of(exchange(exchange), exchange(other)),
        Optional.of(new StakingContract(staking, false)));
  }

  private static Decoded decode(ChainLog log) {
    return new LogDecoder(TestLogs.CONTRACTS).decode(List.of(log), TestLogs.DEFAULT_RATES).get(0);
  }

  @Test
  void shouldListTheAddressesToHearInOrder() {
    ContractSet contracts = contracts(TestLogs.FLOW, TestLogs.SEAPORT, TestLogs.STAKER);
    assertEquals(
        List.of(TestLogs.FLOW, TestLogs.SEAPORT, TestLogs.STAKER),
        new ArrayList<>(contracts.addresses()));
  }

  @Test
  void shouldRefuseAnAddressThatIsThereTwice() {
    for (Address again : List.of(TestLogs.FLOW, TestLogs.SEAPORT, TestLogs.WETH)) {
      InvalidValueException e =
          assertThrows(
              InvalidValueException.class, () -> contracts(TestLogs.FLOW, TestLogs.SEAPORT, again));
      assertEquals("address", e.field());
      assertEquals(again.hex(), e.value());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10_001})
  void shouldRefuseARateThatIsNone(int bps) {
    assertThrows(
        InvalidValueException.class,
        () -> new Exchange(TestLogs.FLOW, ExchangeKind.FLOW_V2, Set.of(), bps));
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadTheNamesOfTheKinds(ExchangeKind kind) {
    assertEquals(kind, ExchangeKind.parse("kind", kind.source()));
  }

  @Test
  void shouldNameTheKindsWhereOneIsUnknown() {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> ExchangeKind.parse("kind", "SEAPORT"));
    assertEquals(
        "kind 'SEAPORT': must be one of seaport, flow-v2, infinity-v1, looksrare-v2, cryptopunks",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(value = ExchangeKind.class, names = "CRYPTOPUNKS", mode = EnumSource.Mode.EXCLUDE)
  void shouldIgnoreAnEventThatAnotherKindOfContractEmits(ExchangeKind kind) {
    Exchange other = new Exchange(TestLogs.PUNKS, kind, Set.of(), 250);
    ContractSet contracts =
        new ContractSet(TestLogs.CHAIN, TestLogs.WETH, List.of(other), Optional.empty());
    assertInstanceOf(
        Decoded.Ignored.class,
        new LogDecoder(contracts).decode(List.of(PUNK), TestLogs.DEFAULT_RATES).get(0));
  }

  @Test
  void shouldIgnoreOtherContractsChainsAndEvents() {
    List<String> transfer = List.of(Keccak.hash("Transfer(address,address,uint256)"));
    LogId elsewhere =
        new LogId(new ChainId(2), PUNK.id().block(), PUNK.id().tx(), PUNK.id().logIndex());
    List<ChainLog> logs =
        List.of(
            TestLogs.log(TestLogs.ALICE, 1, PUNK.topics(), PUNK.data()),
            TestLogs.log(TestLogs.PUNKS, 1, transfer, "0x"),
            TestLogs.log(TestLogs.PUNKS, 1, List.of(), PUNK.data()),
            TestLogs.log(TestLogs.STAKER, 1, PUNK.topics(), PUNK.data()),
            TestLogs.log(TestLogs.STAKER, 1, List.of(), "0x"),
            new ChainLog(elsewhere, 100, 1, TestLogs.PUNKS, PUNK.topics(), PUNK.data()));
    for (ChainLog log : logs) {
      assertInstanceOf(Decoded.Ignored.class, decode(log), log.toString());
    }
  }

  @Test
  void shouldRefuseLogsOfTwoTransactions() {
    TxHash tx = new TxHash(TestLogs.HASH);
    BlockHash block = new BlockHash(TestLogs.HASH);
    LogDecoder decoder = new LogDecoder(TestLogs.CONTRACTS);
    for (LogId id :
        List.of(
            new LogId(TestLogs.CHAIN, PUNK.id().block(), tx, 2),
            new LogId(TestLogs.CHAIN, block, PUNK.id().tx(), 2))) {
      ChainLog other = new ChainLog(id, 100, 1, PUNK.contract(), PUNK.topics(), PUNK.data());
      assertThrows(
          InvalidValueException.class,
          () -> decoder.decode(List.of(PUNK, other), TestLogs.DEFAULT_RATES));
    }
  }

  @Test
  void shouldDecodeNothingFromNothing() {
    assertEquals(
        List.of(), new LogDecoder(TestLogs.CONTRACTS).decode(List.of(), TestLogs.DEFAULT_RATES));
  }
}
