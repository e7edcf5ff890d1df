package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which nonces of a treasury are in use: written by every commit that reserves or gives back one,
 * on condition that it is unchanged.
 *
 * @param settled all nonces below are used up for good
 * @param open nonces that were given out and are not final yet
 * @param paid what was paid for good, by denomination
 * @param unchangedSince null: there is no document yet
 */
record TreasuryAccount(
    ChainId chain,
    Address address,
    long settled,
    SortedMap<Long, Use> open,
    SortedMap<Denom, Wei> paid,
    @Nullable Instant unchangedSince) {

  /** What a nonce was given out for. */
  record Use(String payment, Denom denom, Wei amount) {}

  TreasuryAccount {
    open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    paid = Collections.unmodifiableSortedMap(new TreeMap<>(paid));
  }

  /**
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  static TreasuryAccount decode(ChainId chain, StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new TreasuryAccount(
                chain,
                Address.parse("address", fields.string("address")),
                fields.integer("settled"),
                open(fields.map("open")),
                paid(fields.map("paidWei")),
                document.updateTime()));
  }

  /** The same books with another key, or none yet; only while nothing is open. */
  static TreasuryAccount of(
      ChainId chain, Address address, long firstNonce, Optional<TreasuryAccount> before) {
    return new TreasuryAccount(
        chain,
        address,
        firstNonce,
        new TreeMap<>(),
        before.map(TreasuryAccount::paid).orElse(new TreeMap<>()),
        before.map(TreasuryAccount::unchangedSince).orElse(null));
  }

  /**
   * The lowest nonce that nobody has: so one that was given back is the next to be given out, and
   * no gap remains.
   *
   * @param count how many of the account's transactions are in blocks
   */
  long freeNonce(long count) {
    long nonce = Math.max(settled, count);
    while (open.containsKey(nonce)) {
      nonce++;
    }
    return nonce;
  }

  /** How many of the open nonces are in no block. */
  int unmined(long count) {
    return open.tailMap(count).size();
  }

  /** What the open transactions that are in no block will take. */
  BigInteger promised(Denom denom, long count) {
    return open.tailMap(count).values().stream()
        .filter(use -> use.denom().equals(denom))
        .map(use -> use.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  TreasuryAccount opened(long nonce, Use use) {
    SortedMap<Long, Use> more = new TreeMap<>(open);
    if (more.put(nonce, use) != null) {
      throw new IllegalStateException("nonce " + nonce + " of " + address + " is in use");
    }
    return new TreasuryAccount(chain, address, settled, more, paid, unchangedSince);
  }

  /**
   * The nonce is used up for good, and with it all below.
   *
   * @param isPaid whether its use was paid by it
   */
  TreasuryAccount closed(long nonce, boolean isPaid) {
    SortedMap<Long, Use> rest = new TreeMap<>(open);
    Use use = rest.remove(nonce);
    if (use == null) {
      throw new IllegalStateException("nonce " + nonce + " of " + address + " is not in use");
    }
    SortedMap<Denom, Wei> sums = new TreeMap<>(paid);
    if (isPaid) {
      sums.merge(use.denom(), use.amount(), Wei::plus);
    }
    return new TreasuryAccount(
        chain, address, Math.max(settled, nonce + 1), rest, sums, unchangedSince);
  }

  TreasuryAccount writtenAt(Instant time) {
    return new TreasuryAccount(chain, address, settled, open, paid, time);
  }

  /** Fails if the document changed since it was read. */
  Write write(long now) {
    Fields.Builder uses = Fields.builder();
    open.forEach(
        (nonce, use) ->
            uses.put(
                nonce.toString(),
                Fields.builder()
                    .put("payment", use.payment())
                    .put("denom", use.denom().name())
                    .put("amountWei", use.amount().toString())
                    .build()));
    Fields.Builder sums = Fields.builder();
    paid.forEach((denom, sum) -> sums.put(denom.name(), sum.toString()));
    Fields fields =
        Fields.builder()
            .put("address", address.hex())
            .put("settled", settled)
            .put("open", uses.build())
            .put("paidWei", sums.build())
            .put("updatedAt", now)
            .build();
    return unchangedSince == null
        ? new Write.Create(Paths.treasury(chain), fields)
        : new Write.Update(Paths.treasury(chain), fields, unchangedSince);
  }

  private static SortedMap<Long, Use> open(Fields uses) {
    SortedMap<Long, Use> open = new TreeMap<>();
    for (Map.Entry<String, @Nullable Object> entry : uses.values().entrySet()) {
      Fields use = uses.map(entry.getKey());
      open.put(
          Wei.parse("open", entry.getKey()).value().longValueExact(),
          new Use(
              use.string("payment"),
              new Denom(use.string("denom")),
              Wei.parse("amountWei", use.string("amountWei"))));
    }
    return open;
  }

  private static SortedMap<Denom, Wei> paid(Fields sums) {
    SortedMap<Denom, Wei> paid = new TreeMap<>();
    sums.values()
        .keySet()
        .forEach(name -> paid.put(new Denom(name), Wei.parse("paidWei", sums.string(name))));
    return paid;
  }
}
