package dev.curation.local.demo;

import dev.curation.local.ChainDeployment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recount's own reading of sales (specs/ingestion.md, Sales and their protocol fee). */
final class FinalSales {
  private static final String ORDER_FULFILLED =
      "0x9d9af8e38d66c62e2c12f0225249fd9d721c54b83f48d9352c97c6cacdcb6f31";
  private static final String ORDERS_MATCHED =
      "0x4b9f2d36e1b4c93de62cc077b00b1a91d84b6c31b4a14e012718dcca230689e7";
  private static final String MATCH_FULFILLED =
      "0x9f0ef199f3d5fa3ecdee559103421e5ce53b68b3187e374801d79307d145d1eb";
  private static final String TAKE_FULFILLED =
      "0xd1b78f78360698bdfc69fb877fd0dd84d4817dfe3095a8456e6f7ff0f4d51170";
  private static final String FEE_UPDATED =
      "0x45a5a29d28d3452ca649e48ecb93f018866388cb166efa2f14529862d6c30e10";
  private static final BigInteger PER_WHOLE = BigInteger.valueOf(10_000);
  private static final BigInteger PUNKS_RATE = BigInteger.valueOf(250);

  /** An item's type from which on it is an NFT, and the words that items have. */
  private static final int NFT = 2;

  private static final int SPENT = 4;
  private static final int RECEIVED = 5;

  private final List<Sale> sales = new ArrayList<>();
  private BigInteger flowRate = BigInteger.valueOf(250);

  private FinalSales() {}

  /**
   * @param time seconds since the epoch
   */
  record Sale(String collection, long time, BigInteger fee) {}

  /** A Seaport order: the collections of its NFTs, one by one, and the protocol's part. */
  private record Order(List<String> offered, List<String> wanted, BigInteger fee) {}

  /**
   * @param logs in chain order
   */
  static List<Sale> of(List<RawLog> logs, ChainDeployment contracts) {
    FinalSales reading = new FinalSales();
    Map<String, List<RawLog>> seaport = new LinkedHashMap<>();
    for (RawLog log : logs) {
      if (log.contract().equals(contracts.seaport().hex())) {
        seaport.computeIfAbsent(log.blockHash() + log.tx(), key -> new ArrayList<>()).add(log);
      } else if (log.contract().equals(contracts.flow().hex())) {
        reading.flow(log);
      } else if (log.contract().equals(contracts.punks().hex())) {
        reading.punk(log);
      }
    }
    seaport.values().forEach(reading::seaport);
    return reading.sales;
  }

  private void punk(RawLog log) {
    sell(log, List.of(log.contract()), rate(new Words(log.data()).number(0), PUNKS_RATE));
  }

  private void flow(RawLog log) {
    Words words = new Words(log.data());
    switch (log.topics().getFirst()) {
      case FEE_UPDATED -> flowRate = words.number(0);
      // One order hash or two, the complication, the amount, the NFTs.
      case TAKE_FULFILLED -> flow(log, words.number(2), words, words.place(3, 0));
      case MATCH_FULFILLED -> flow(log, words.number(3), words, words.place(4, 0));
      default -> throw new IllegalStateException("no event of Flow: " + log);
    }
  }

  /** The last topic is the currency. */
  private void flow(RawLog log, BigInteger amount, Words words, int nfts) {
    List<String> collections = new ArrayList<>();
    for (int i = 0; i < words.count(nfts); i++) {
      int nft = words.place(nfts + 1 + i, nfts + 1);
      int tokens = words.count(words.place(nft + 1, nft));
      collections.addAll(Collections.nCopies(tokens, words.account(nft)));
    }
    sell(log, collections, isWei(log.account(3)) ? rate(amount, flowRate) : BigInteger.ZERO);
  }

  /** The orders of one transaction. */
  private void seaport(List<RawLog> logs) {
    List<Order> orders =
        logs.stream()
            .filter(log -> log.topics().getFirst().equals(ORDER_FULFILLED))
            .map(FinalSales::order)
            .toList();
    boolean isMatch = logs.stream().anyMatch(log -> log.topics().getFirst().equals(ORDERS_MATCHED));
    if (isMatch) {
      // Both sides of one sale: what is offered is sold, and all of the protocol's parts are paid.
      List<String> sold = new ArrayList<>();
      orders.forEach(order -> sold.addAll(order.offered()));
      BigInteger fee = orders.stream().map(Order::fee).reduce(BigInteger.ZERO, BigInteger::add);
      sell(logs.getFirst(), sold, fee);
    } else {
      for (Order order : orders) {
        List<String> sold = order.offered().isEmpty() ? order.wanted() : order.offered();
        sell(logs.getFirst(), sold, order.fee());
      }
    }
  }

  /** The hash, the recipient, the offer, the consideration. */
  private static Order order(RawLog log) {
    Words words = new Words(log.data());
    int offer = words.place(2, 0);
    int consideration = words.place(3, 0);
    BigInteger fee = BigInteger.ZERO;
    for (int i = 0; i < words.count(consideration); i++) {
      int item = consideration + 1 + i * RECEIVED;
      boolean toProtocol = words.account(item + 4).equals(ChainDeployment.FEE_RECIPIENT.hex());
      if (words.count(item) < NFT && isWei(words.account(item + 1)) && toProtocol) {
        fee = fee.add(words.number(item + 3));
      }
    }
    return new Order(nfts(words, offer, SPENT), nfts(words, consideration, RECEIVED), fee);
  }

  private static List<String> nfts(Words words, int items, int size) {
    List<String> collections = new ArrayList<>();
    for (int i = 0; i < words.count(items); i++) {
      int item = items + 1 + i * size;
      if (words.count(item) >= NFT) {
        collections.add(words.account(item + 1));
      }
    }
    return collections;
  }

  private static boolean isWei(String currency) {
    return currency.equals("0x" + "0".repeat(40)) || currency.equals(ChainDeployment.WRAPPED.hex());
  }

  private static BigInteger rate(BigInteger amount, BigInteger bps) {
    return amount.multiply(bps).divide(PER_WHOLE);
  }

  /** Evenly by NFT, the remainder to the first. */
  private void sell(RawLog log, List<String> nfts, BigInteger fee) {
    BigInteger[] each = fee.divideAndRemainder(BigInteger.valueOf(nfts.size()));
    Map<String, BigInteger> fees = new LinkedHashMap<>();
    nfts.forEach(collection -> fees.merge(collection, each[0], BigInteger::add));
    fees.merge(nfts.getFirst(), each[1], BigInteger::add);
    fees.forEach((collection, part) -> sales.add(new Sale(collection, log.time(), part)));
  }

  /** The data of a log, 32 bytes each. */
  private record Words(String data) {
    BigInteger number(int word) {
      return new BigInteger(data.substring(2 + 64 * word, 66 + 64 * word), 16);
    }

    int count(int word) {
      return number(word).intValueExact();
    }

    String account(int word) {
      return "0x" + data.substring(2 + 64 * word + 24, 66 + 64 * word);
    }

    /** Where the part stands whose offset from a place the word tells. */
    int place(int word, int from) {
      return from + count(word) / 32;
    }
  }
}
