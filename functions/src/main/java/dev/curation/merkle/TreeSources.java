package dev.curation.merkle;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.List;

/**
 * What a tree has more than the one before it, and which facts it follows from.
 *
 * @param collections whose curators' own shares came in, in the order of their addresses
 * @param payments that came in
 */
public record TreeSources(List<Collected> collections, Paid payments) {
  public TreeSources {
    collections = List.copyOf(collections);
  }

  /**
   * Shares of a collection's sealed blocks.
   *
   * @param until the first hour after them
   * @param wei sum of what came in
   * @param eventsHash SHA-256 of the events and reversals that these blocks count
   */
  public record Collected(
      Address collection, BlockHour from, BlockHour until, Wei wei, String eventsHash) {}

  /**
   * Payments of the period that are claimed rather than sent.
   *
   * @param transfers how many
   * @param wei their sum
   * @param hash SHA-256 of them
   */
  public record Paid(long transfers, Wei wei, String hash) {}

  /** Everything that came in. */
  public Wei total() {
    return collections.stream().map(Collected::wei).reduce(payments.wei(), Wei::plus);
  }
}
