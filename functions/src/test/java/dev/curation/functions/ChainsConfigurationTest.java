package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.decoding.StakingContract;
import dev.curation.errors.InvalidValueException;
import dev.curation.evm.TreasuryKey;
import dev.curation.webhook.Vendor;
import dev.curation.webhook.WebhookSecret;
import dev.curation.webhook.WebhookSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chains, nodes and webhooks of the environment; what is wrong is named with its place. */
class ChainsConfigurationTest {
  private static final String WETH = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";
  private static final String SEAPORT = "0x00000000000000adc04c56bf30ac9d3c0aaf14dc";
  private static final String STAKER = "0x00000000000000000000000000000000000057a4";
  private static final String FULL =
      """
      [{"chainId": 1, "wrappedNative": "%s", "confirmations": 3, "finality": 70,
        "startBlock": "15000000",
        "exchanges": [
          {"kind": "seaport", "address": "%s", "feeRecipients": ["%s"]},
          {"kind": "flow-v2", "address": "0x%040x", "protocolFeeBps": 300}],
        "staking": {"address": "%s", "durations": false}}]
      """
          .formatted(WETH, SEAPORT, SEAPORT, 15, STAKER);

  private static List<ChainSetup> chains(String json) {
    return ChainsConfiguration.chains(Map.of("CURATION_CHAINS", json));
  }

  private static InvalidValueException refused(String json) {
    return assertThrows(InvalidValueException.class, () -> chains(json));
  }

  @Test
  void shouldListenToNothingUnlessToldTo() {
    assertEquals(List.of(), ChainsConfiguration.chains(Map.of()));
    assertEquals(List.of(), chains(" "));
  }

  @Test
  void shouldReadAChainWithAllItsContracts() {
    ChainSetup setup =
        ChainsConfiguration.chains(
                Map.of("CURATION_CHAINS", FULL, "CURATION_RPC_1", "https://a/key, https://b"))
            .getFirst();
    assertEquals(new ChainId(1), setup.chain());
    assertEquals(List.of(URI.create("https://a/key"), URI.create("https://b")), setup.endpoints());
    assertEquals(3, setup.settings().confirmations());
    assertEquals(70, setup.settings().finality());
    assertEquals(OptionalLong.of(15_000_000), setup.settings().startBlock());
    List<Exchange> exchanges = setup.settings().contracts().exchanges();
    assertEquals(ExchangeKind.SEAPORT, exchanges.get(0).kind());
    assertEquals(SEAPORT, exchanges.get(0).feeRecipients().iterator().next().hex());
    assertEquals(300, exchanges.get(1).protocolFeeBps());
    StakingContract staking = setup.settings().contracts().staking().orElseThrow();
    assertFalse(staking.durations());
    assertFalse(setup.toString().contains("key"), setup.toString());
  }

  @Test
  void shouldHaveDefaultsForWhatIsLeftOut() {
    ChainSetup setup =
        chains(
                """
                [{"chainId": "137", "wrappedNative": "%s", "exchanges": [
                  {"kind": "cryptopunks", "address": "%s"}]}]
                """
                    .formatted(WETH, SEAPORT))
            .getFirst();
    assertEquals(250, setup.settings().contracts().exchanges().getFirst().protocolFeeBps());
    assertEquals(2, setup.settings().confirmations());
    assertEquals(256, setup.settings().finality());
    assertEquals(OptionalLong.empty(), setup.settings().startBlock());
    assertEquals(List.of(), setup.endpoints());
    assertTrue(setup.settings().contracts().staking().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1", "nonsense", "{}", "[[]]", "[null]", "[{'chainId':1}]"})
  void shouldRefuseWhatIsNoListOfChains(String json) {
    assertTrue(refused(json).field().startsWith("CURATION_CHAINS"), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "chainId": 1|"chainId": -1|CURATION_CHAINS[0].chainId
          "chainId": 1|"chainId": 1.5|CURATION_CHAINS[0].chainId
          "chainId": 1|"chain": 1|CURATION_CHAINS[0].chain
          "finality": 70|"finality": 3|CURATION_CHAINS[0].finality
          "confirmations": 3|"confirmations": "x"|CURATION_CHAINS[0].confirmations
          "seaport"|"opensea"|CURATION_CHAINS[0].exchanges[0].kind
          "protocolFeeBps": 300|"protocolFeeBps": 10001|CURATION_CHAINS[0].exchanges[1].protocolFeeBps
          "durations": false|"durations": 1|CURATION_CHAINS[0].staking.durations
          "durations"|"duration"|CURATION_CHAINS[0].staking.duration
          "staking"|"stakin"|CURATION_CHAINS[0].stakin
          """)
  void shouldNameThePlaceOfWhatIsWrong(String right, String wrong, String place) {
    assertTrue(FULL.contains(right), right);
    assertEquals(place, refused(FULL.replace(right, wrong)).field());
  }

  @Test
  void shouldRefuseAChainWithoutAContract() {
    String json = "[{\"chainId\": 1, \"wrappedNative\": \"" + WETH + "\"}]";
    assertEquals("CURATION_CHAINS[0].exchanges", refused(json).field());
  }

  @Test
  void shouldRefuseAnAddressThatIsUsedTwice() {
    assertEquals("CURATION_CHAINS[0].address", refused(FULL.replace(STAKER, SEAPORT)).field());
  }

  @Test
  void shouldRefuseAChainThatIsThereTwice() {
    String twice = FULL.strip().replaceFirst("\\]$", "") + "," + FULL.strip().substring(1);
    assertEquals("CURATION_CHAINS", refused(twice).field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://secret-key", "secret-key", "https://", "https://a,::secret-key"})
  void shouldRefuseAnEndpointWithoutRepeatingIt(String endpoint) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () ->
                ChainsConfiguration.chains(
                    Map.of("CURATION_CHAINS", FULL, "CURATION_RPC_1", endpoint)));
    assertEquals("CURATION_RPC_1", e.field());
    assertFalse(e.toString().contains("secret-key"), e.toString());
  }

  @Test
  void shouldReadTheKeyOfATreasuryAndNotShowIt() {
    String key = "0x" + "5e".repeat(32);
    ChainSetup setup =
        ChainsConfiguration.chains(
                Map.of("CURATION_CHAINS", FULL, "CURATION_TREASURY_1", " " + key + "\n"))
            .getFirst();
    assertEquals(TreasuryKey.parse("key", key).address(), setup.treasury().orElseThrow().address());
    assertFalse(setup.toString().contains("5e5e"), setup.toString());
    assertFalse(
        BackendSettings.fromEnvironment(Map.of("CURATION_CHAINS", FULL, "CURATION_TREASURY_1", key))
            .toString()
            .contains("5e5e"));
    assertEquals(Optional.empty(), chains(FULL).getFirst().treasury());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden", "0xhidden", "5e5e5e5e"})
  void shouldRefuseAKeyThatIsNoneWithoutRepeatingIt(String key) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () ->
                ChainsConfiguration.chains(
                    Map.of("CURATION_CHAINS", FULL, "CURATION_TREASURY_1", key)));
    assertEquals("CURATION_TREASURY_1", e.field());
    assertFalse(e.toString().contains(key), e.toString());
  }

  @Test
  void shouldReadTheContractThatPaysClaimsAndItsPublisher() {
    String distributor = "0x" + "d1".repeat(20);
    String json =
        FULL.replace("\"staking\"", "\"distributor\": \"" + distributor + "\", \"staking\"");
    String key = "0x" + "2a".repeat(32);
    ChainSetup setup =
        ChainsConfiguration.chains(Map.of("CURATION_CHAINS", json, "CURATION_PUBLISHER_1", key))
            .getFirst();
    assertEquals(Optional.of(new Address(distributor)), setup.settings().contracts().distributor());
    assertEquals(
        TreasuryKey.parse("key", key).address(), setup.publisher().orElseThrow().address());
    assertFalse(setup.toString().contains(key), setup.toString());
    assertEquals(
        "CURATION_CHAINS[0].distributor", refused(json.replace(distributor, "0xd1")).field());
    assertEquals("CURATION_CHAINS[0].address", refused(json.replace(distributor, STAKER)).field());
  }

  @Test
  void shouldRefuseAPublisherThatIsTheTreasury() {
    String key = "0x" + "2a".repeat(32);
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () ->
                ChainsConfiguration.chains(
                    Map.of(
                        "CURATION_CHAINS", FULL,
                        "CURATION_TREASURY_1", key,
                        "CURATION_PUBLISHER_1", key)));
    assertEquals("CURATION_CHAINS[0].publisher", e.field());
  }

  @Test
  void shouldReadTheSecretsOfWebhooks() {
    WebhookSettings settings =
        WebhooksConfiguration.webhooks(
            Map.of("CURATION_WEBHOOK_ALCHEMY", "1:first, 137:se:cond", "OTHER", "x"),
            Set.of(new ChainId(1), new ChainId(137)));
    List<WebhookSecret> secrets = settings.secrets().getOrDefault(Vendor.ALCHEMY, List.of());
    assertEquals(
        List.of(
            new WebhookSecret(new ChainId(1), "first"),
            new WebhookSecret(new ChainId(137), "se:cond")),
        secrets);
    assertFalse(settings.secrets().containsKey(Vendor.MORALIS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden", ":hidden", "1:", "one:hidden", "1:a,hidden", "1: "})
  void shouldRefuseASecretWithoutItsChainAndNotRepeatIt(String secrets) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class,
            () ->
                WebhooksConfiguration.webhooks(
                    Map.of("CURATION_WEBHOOK_TENDERLY", secrets), Set.of(new ChainId(1))));
    assertEquals("CURATION_WEBHOOK_TENDERLY", e.field());
    assertFalse(e.toString().contains("hidden"), e.toString());
  }

  @Test
  void shouldNameTheVariableOfASecretForAChainThatIsNotHeard() {
    Map<String, String> environment =
        Map.of("CURATION_CHAINS", FULL, "CURATION_WEBHOOK_MORALIS", "1:a,137:hidden");
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class, () -> BackendSettings.fromEnvironment(environment));
    assertEquals("CURATION_WEBHOOK_MORALIS", e.field());
    assertEquals("137", e.value());
    assertFalse(e.toString().contains("hidden"), e.toString());
  }
}
