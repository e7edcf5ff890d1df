package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one transaction fulfilled on one Seaport. Both orders of a match are emitted: a bid over an
 * NFT that a listing sells in the same match is the second side of that sale and no other one.
 * Where the transaction tells of no match, its orders are taken as one.
 */
final class SeaportTransaction {
  private static final int NONE = -1;

  private final ContractSet contracts;
  private final Exchange exchange;
  private final List<SeaportOrder> orders = new ArrayList<>(1);
  private final List<Set<String>> matches = new ArrayList<>(0);

  SeaportTransaction(ContractSet contracts, Exchange exchange) {
    this.contracts = contracts;
    this.exchange = exchange;
  }

  void fulfilled(SeaportOrder order) {
    orders.add(order);
  }

  /** The order hashes of one match. */
  void matched(Set<String> hashes) {
    matches.add(hashes);
  }

  /** One answer per order. */
  List<Decoded> decode() {
    // Logs may come in any order, the sides of a match must not depend on it.
    orders.sort(Comparator.comparingInt(order -> order.log().id().logIndex()));
    int[] listings = listingsOfSecondSides();
    List<Decoded> decoded = new ArrayList<>(orders.size());
    for (int i = 0; i < listings.length; i++) {
      decoded.add(decode(i, listings));
    }
    return decoded;
  }

  /** For each order the index of the listing whose second side it is. */
  private int[] listingsOfSecondSides() {
    int[] listings = new int[orders.size()];
    Arrays.fill(listings, NONE);
    if (listings.length > 1) {
      Map<Nft, List<Integer>> sellers = sellers();
      boolean[] hasSecond = new boolean[listings.length];
      for (int i = 0; i < listings.length; i++) {
        // A swap may be both: the one that sells already stays a sale.
        if (!hasSecond[i] && orders.get(i).isBid()) {
          listings[i] = listingFor(i, sellers, listings);
          if (listings[i] != NONE) {
            hasSecond[listings[i]] = true;
          }
        }
      }
    }
    return listings;
  }

  private Map<Nft, List<Integer>> sellers() {
    Map<Nft, List<Integer>> sellers = new HashMap<>();
    for (int i = 0; i < orders.size(); i++) {
      if (orders.get(i).isListing()) {
        for (Nft nft : orders.get(i).offered()) {
          sellers.computeIfAbsent(nft, key -> new ArrayList<>(1)).add(i);
        }
      }
    }
    return sellers;
  }

  private int listingFor(int bid, Map<Nft, List<Integer>> sellers, int[] listings) {
    for (Nft nft : orders.get(bid).wanted()) {
      for (int listing : sellers.getOrDefault(nft, List.of())) {
        if (listing != bid && listings[listing] == NONE && areMatched(bid, listing)) {
          return listing;
        }
      }
    }
    return NONE;
  }

  private boolean areMatched(int bid, int listing) {
    String one = orders.get(bid).hash();
    String other = orders.get(listing).hash();
    return matches.isEmpty()
        || matches.stream().anyMatch(match -> match.contains(one) && match.contains(other));
  }

  private Decoded decode(int i, int[] listings) {
    SeaportOrder order = orders.get(i);
    if (listings[i] != NONE) {
      return new Decoded.Ignored(order.log());
    }
    boolean listing = order.isListing();
    if (!listing && !order.isBid()) {
      return new Decoded.Ignored(order.log());
    }
    try {
      Trade trade = listing ? listing(order, secondSides(i, listings)) : bid(order);
      return new Decoded.Sold(order.log(), trade.byCollection(contracts.chain()));
    } catch (InvalidValueException e) {
      return LogDecoder.rejected(order.log(), e);
    }
  }

  private List<SeaportOrder> secondSides(int listing, int[] listings) {
    List<SeaportOrder> bids = new ArrayList<>(0);
    for (int i = 0; i < listings.length; i++) {
      if (listings[i] == listing) {
        bids.add(orders.get(i));
      }
    }
    return bids;
  }

  /** The price is what all sides' considerations pay, to whomever. */
  private Trade listing(SeaportOrder listing, List<SeaportOrder> bids) {
    CurrencySums paid = new CurrencySums(contracts);
    addCurrency(paid, listing.consideration());
    BigInteger fee = fee(listing);
    for (SeaportOrder bid : bids) {
      addCurrency(paid, bid.consideration());
      fee = fee.add(fee(bid));
    }
    // In a match the log's recipient is nobody, or who matched; the bidder gets the NFT.
    Address buyer = bids.isEmpty() ? listing.recipient() : bids.get(0).offerer();
    return trade(buyer, listing.offerer(), listing.offered(), paid.payment(), fee);
  }

  private Trade bid(SeaportOrder bid) {
    CurrencySums offered = new CurrencySums(contracts);
    addCurrency(offered, bid.offer());
    return trade(bid.offerer(), bid.recipient(), bid.wanted(), offered.payment(), fee(bid));
  }

  private static Trade trade(
      Address buyer, Address seller, List<Nft> nfts, Payment payment, BigInteger fee) {
    Wei inWei = Payment.wei("protocolFee", payment.inWei() ? fee : BigInteger.ZERO);
    return Trade.withFee(buyer, seller, nfts, payment, inWei);
  }

  private static void addCurrency(CurrencySums sums, List<SeaportItem> items) {
    for (SeaportItem item : items) {
      if (!item.isNft()) {
        sums.add(item.token(), item.amount());
      }
    }
  }

  /** What the protocol's own recipients get in wei: fulfillers may append tips to others. */
  private BigInteger fee(SeaportOrder order) {
    BigInteger fee = BigInteger.ZERO;
    for (SeaportItem item : order.consideration()) {
      boolean wei = !item.isNft() && contracts.isWei(item.token());
      if (wei && exchange.feeRecipients().contains(item.recipient())) {
        fee = fee.add(item.amount());
      }
    }
    return fee;
  }
}
