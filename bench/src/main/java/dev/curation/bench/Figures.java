package dev.curation.bench;

/**
 * What the rules make of a whole ledger: enough to see that nothing is lost or invented.
 *
 * @param blocks hourly blocks
 * @param userShares sum over the blocks of the curators with votes
 * @param periodUsers sum over the periods of the curators that one of its blocks lists
 * @param feesWei sum of all fees, decimal digits
 * @param carryWei what the newest block leaves for the next pot, decimal digits
 */
record Figures(long blocks, long userShares, long periodUsers, String feesWei, String carryWei) {}
