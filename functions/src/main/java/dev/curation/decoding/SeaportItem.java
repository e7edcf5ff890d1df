package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order spends or receives.
 *
 * @param type 0 native, 1 ERC-20, 2 ERC-721, 3 ERC-1155, 4 and 5 NFTs by criteria
 * @param recipient the zero address in an offer
 */
record SeaportItem(
    int type, Address token, BigInteger identifier, BigInteger amount, Address recipient) {
  private static final int NATIVE = 0;
  private static final int FIRST_NFT = 2;
  private static final int LAST = 5;
  private static final int WORDS = 4;

  boolean isNft() {
    return type >= FIRST_NFT;
  }

  Nft nft() {
    return new Nft(token, identifier);
  }

  /** {@code (uint8 itemType, address token, uint256 identifier, uint256 amount)[]}. */
  static List<SeaportItem> offer(AbiWords data, int at) {
    return list(data, "offer", at, false);
  }

  /** As an offer, and each with {@code address recipient}. */
  static List<SeaportItem> consideration(AbiWords data, int at) {
    return list(data, "consideration", at, true);
  }

  private static List<SeaportItem> list(AbiWords data, String field, int at, boolean received) {
    int array = data.pointer(field, 0, at);
    int words = received ? WORDS + 1 : WORDS;
    int count = data.count(field, array, words);
    List<SeaportItem> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(read(data, array + 1 + i * words, received));
    }
    return items;
  }

  private static SeaportItem read(AbiWords data, int at, boolean received) {
    int type = data.smallUint("itemType", at, LAST);
    Address token = data.address("token", at + 1);
    if ((type == NATIVE) != token.equals(Address.ZERO)) {
      throw new InvalidValueException("token", token, "must be zero for native currency only");
    }
    return new SeaportItem(
        type,
        token,
        data.uint("identifier", at + 2),
        data.uint("amount", at + 3),
        received ? data.address("recipient", at + WORDS) : Address.ZERO);
  }
}
