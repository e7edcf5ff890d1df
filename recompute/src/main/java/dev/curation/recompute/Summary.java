package dev.curation.recompute;

/**
 * What one collection's history comes to.
 *
 * @param counts how often blocks count an event or take one back
 * @param shares users of blocks, summed over all blocks
 * @param periodUsers users of periods, summed over all periods
 * @param feesWei sum of all fees
 * @param reversedWei sum of all fees taken back
 * @param distributedWei sum of all curators' totals
 * @param carryWei what nobody got so far
 * @param shortfallWei what was taken back beyond what there was
 * @param digest SHA-256, in hex, of the collection's lines in their order
 */
record Summary(
    String collection,
    long counts,
    long blocks,
    long shares,
    long periods,
    long periodUsers,
    String feesWei,
    String reversedWei,
    String distributedWei,
    String carryWei,
    String shortfallWei,
    String digest) {}
