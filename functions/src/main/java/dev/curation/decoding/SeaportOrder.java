package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An order that was fulfilled.
 *
 * @param recipient who got the offer; the zero address or the matcher where orders were matched
 */
record SeaportOrder(
    ChainLog log,
    String hash,
    Address offerer,
    Address recipient,
    List<SeaportItem> offer,
    List<SeaportItem> consideration) {

  /**
   * Reads {@code OrderFulfilled}.
   *
   * @throws InvalidValueException naming the field, if the log is damaged
   */
  static SeaportOrder read(ChainLog log) {
    AbiWords data = new AbiWords(log.dataBytes());
    Address offerer = EventSignature.address("offerer", log, 1);
    var unused = EventSignature.address("zone", log, 2);
    return new SeaportOrder(
        log,
        data.hash("orderHash", 0),
        offerer,
        data.address("recipient", 1),
        SeaportItem.offer(data, 2),
        SeaportItem.consideration(data, 3));
  }

  /**
   * Reads the hashes of {@code OrdersMatched}.
   *
   * @throws InvalidValueException naming the field, if the log is damaged
   */
  static Set<String> matched(ChainLog log) {
    AbiWords data = new AbiWords(log.dataBytes());
    int array = data.pointer("orderHashes", 0, 0);
    int count = data.count("orderHashes", array, 1);
    Set<String> hashes = new HashSet<>();
    for (int i = 0; i < count; i++) {
      hashes.add(data.hash("orderHashes", array + 1 + i));
    }
    return hashes;
  }

  /** NFTs in the offer. */
  List<Nft> offered() {
    return offer.stream().filter(SeaportItem::isNft).map(SeaportItem::nft).toList();
  }

  /** NFTs that the consideration gives to the offerer. */
  List<Nft> wanted() {
    return consideration.stream()
        .filter(item -> item.isNft() && item.recipient().equals(offerer))
        .map(SeaportItem::nft)
        .toList();
  }

  /** NFT in the offer, currency in the consideration. */
  boolean isListing() {
    return holds(offer, true) && holds(consideration, false);
  }

  /** Currency in the offer, NFT to the offerer. */
  boolean isBid() {
    return holds(offer, false) && !wanted().isEmpty();
  }

  private static boolean holds(List<SeaportItem> items, boolean nft) {
    for (SeaportItem item : items) {
      if (item.isNft() == nft) {
        return true;
      }
    }
    return false;
  }
}
