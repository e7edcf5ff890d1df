package dev.curation.merkle;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.time.Week;
import org.jspecify.annotations.Nullable;

/**
 * What a tree is of.
 *
 * @param distributor the contract that pays by it
 * @param token address of the token; {@link Address#ZERO}: the chain's own currency
 * @param period the tree holds what became final up to its end
 * @param rulesVersion the rules by which shares are computed
 * @param previous content hash of the tree before; null: it is the first
 * @param ledgerHash SHA-256 of the one before it and the facts that this tree adds
 */
public record TreeHeader(
    ChainId chain,
    Address distributor,
    Address token,
    Week period,
    int rulesVersion,
    @Nullable String previous,
    String ledgerHash) {}
