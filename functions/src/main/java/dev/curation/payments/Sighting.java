package dev.curation.payments;

import dev.curation.chain.TxHash;
import java.util.Map;
import java.util.Optional;

/**
 * What a node says of an account and of transactions, the account first: a transaction that the
 * count includes has its receipt here.
 *
 * @param head number of the newest block
 * @param count how many transactions of the account are in blocks: its lowest unused nonce
 * @param receipts of those that are in a block
 */
public record Sighting(long head, long count, Map<TxHash, Receipt> receipts) {
  public Sighting {
    receipts = Map.copyOf(receipts);
  }

  Optional<Receipt> receipt(TxHash hash) {
    return Optional.ofNullable(receipts.get(hash));
  }
}
