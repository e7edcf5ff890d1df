package dev.curation.chain;

import dev.curation.errors.InvalidValueException;

/**
 * A lane: fees of a collection, earned on its chain, are paid to its curators on another
 * (specs/settlement.md, Words): {@code {chainId}:{address}:{payoutChainId}}.
 */
public record LaneId(CollectionId collection, ChainId payoutChain) implements Comparable<LaneId> {
  /**
   * @throws InvalidValueException if both chains are the same
   */
  public LaneId {
    if (collection.chainId().equals(payoutChain)) {
      throw new InvalidValueException(
          "payoutChainId", payoutChain, "must be another chain than the collection's");
    }
  }

  /**
   * @throws InvalidValueException naming the field, if the text is no lane
   */
  public static LaneId parse(String field, String text) {
    int colon = text.lastIndexOf(':');
    try {
      if (colon > 0) {
        return new LaneId(
            CollectionId.parse(text.substring(0, colon)),
            ChainId.parse(field, text.substring(colon + 1)));
      }
    } catch (InvalidValueException e) {
      InvalidValueException refused = refused(field, text);
      refused.initCause(e);
      throw refused;
    }
    throw refused(field, text);
  }

  private static InvalidValueException refused(String field, String text) {
    return new InvalidValueException(
        field,
        text,
        "must be {chainId}:{address}:{payoutChainId}, the address in lower case, the chains not the"
            + " same");
  }

  @Override
  public int compareTo(LaneId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return collection + ":" + payoutChain;
  }
}
