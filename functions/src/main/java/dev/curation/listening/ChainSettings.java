package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.errors.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One chain to listen to.
 *
 * @param confirmations how many blocks behind the head the poll stays; 0 or more
 * @param finality how many blocks behind the head a block is taken for final; more than {@code
 *     confirmations}, at most 10,000
 * @param startBlock where the first poll of the chain begins, whatever contracts it read then;
 *     empty: right behind the newest final block, and the past is left to a backfill
 */
public record ChainSettings(
    ContractSet contracts, int confirmations, int finality, OptionalLong startBlock) {
  private static final int MAX_FINALITY = 10_000;

  /**
   * @throws InvalidValueException naming the field
   */
  public ChainSettings {
    if (contracts.addresses().isEmpty()) {
      // A node would take no contract for every contract.
      throw new InvalidValueException("exchanges", "", "must name one, or staking a contract");
    }
    if (confirmations < 0) {
      throw new InvalidValueException("confirmations", confirmations, "must not be negative");
    }
    if (finality <= confirmations || finality > MAX_FINALITY) {
      throw new InvalidValueException(
          "finality", finality, "must be more than confirmations, at most " + MAX_FINALITY);
    }
    if (startBlock.isPresent() && startBlock.getAsLong() < 0) {
      throw new InvalidValueException("startBlock", startBlock, "must not be negative");
    }
  }

  public ChainId chain() {
    return contracts.chain();
  }

  /** The exchange at an address; null if there is none. */
  @Nullable Exchange exchange(Address address) {
    return contracts.exchanges().stream()
        .filter(exchange -> exchange.address().equals(address))
        .findFirst()
        .orElse(null);
  }

  /** The name of the exchange that emitted a sale. */
  @Nullable String sourceOf(Address address) {
    Exchange exchange = exchange(address);
    return exchange == null ? null : exchange.kind().source();
  }

  /** Whether an exchange announces its fee rate in events. */
  boolean hasFeeRates() {
    return contracts.exchanges().stream().anyMatch(e -> e.kind() == ExchangeKind.FLOW_V2);
  }

  /** What the watermark calls the poll of these contracts. */
  String sourceName() {
    return sourceName(contractSetName());
  }

  static String sourceName(String contractSet) {
    return "poll-" + contractSet;
  }

  /**
   * A name for the set of contracts, the same for the same addresses: another set is read with a
   * cursor of its own.
   */
  String contractSetName() {
    String addresses =
        new TreeSet<>(contracts.addresses())
            .stream().map(Address::hex).collect(Collectors.joining(","));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(addresses.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
