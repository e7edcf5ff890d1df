package dev.curation.books;

import dev.curation.curation.CuratorAccount;
import dev.curation.money.Wei;

/**
 * What a curator has of a collection.
 *
 * @param account after the newest block
 * @param sealed sum of the curator's shares of sealed blocks; the rest of the total is pending
 */
public record Standing(CuratorAccount account, Wei sealed) {}
