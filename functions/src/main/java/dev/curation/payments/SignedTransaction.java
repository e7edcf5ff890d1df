package dev.curation.payments;

import dev.curation.chain.TxHash;

/**
 * A transaction as it goes to the nodes.
 *
 * @param raw {@code 0x} and hex digits
 */
public record SignedTransaction(TxHash hash, String raw) {}
