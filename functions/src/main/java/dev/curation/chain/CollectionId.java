package dev.curation.chain;

import dev.curation.errors.InvalidValueException;

/** An NFT collection on its chain: {@code {chainId}:{address}}. */
public record CollectionId(ChainId chainId, Address address) {
  /**
   * @throws InvalidValueException if the text is no {@code {chainId}:{address}} in lower case
   */
  public static CollectionId parse(String text) {
    int colon = text.indexOf(':');
    try {
      if (colon > 0) {
        ChainId chain = ChainId.parse("chainId", text.substring(0, colon));
        return new CollectionId(chain, new Address(text.substring(colon + 1)));
      }
    } catch (InvalidValueException e) {
      throw refused(text, e);
    }
    throw refused(text, null);
  }

  private static InvalidValueException refused(
      String text, @org.jspecify.annotations.Nullable InvalidValueException cause) {
    InvalidValueException refused =
        new InvalidValueException(
            "collectionId", text, "must be {chainId}:{address}, the address in lower case");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  @Override
  public String toString() {
    return chainId + ":" + address;
  }
}
