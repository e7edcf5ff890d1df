package dev.curation.bench;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.decoding.StakingContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Logs of many transactions in a realistic mix: of 20 logs 15 are Seaport's (10 listings with three
 * payments, a bid, a bundle of eight, a match of three logs), the others one Flow, LooksRare and
 * CryptoPunks sale, one stake, and one event that is no fact. Addresses, tokens and amounts differ
 * from log to log.
 */
final class LogMix {
  static final int LOGS = 20;
  static final int SALES = 16;
  private static final ChainId CHAIN = new ChainId(1);
  private static final Address WETH = address(1);
  private static final Address SEAPORT = address(2);
  private static final Address FLOW = address(3);
  private static final Address LOOKSRARE = address(4);
  private static final Address PUNKS = address(5);
  private static final Address STAKER = address(6);
  private static final long PROTOCOL = 7;
  private static final long MATCHED_TOKEN = 99;

  static final ContractSet CONTRACTS =
      new ContractSet(
          CHAIN,
          WETH,
          List.of(
              new Exchange(SEAPORT, ExchangeKind.SEAPORT, Set.of(address(PROTOCOL)), 250),
              new Exchange(FLOW, ExchangeKind.FLOW_V2, Set.of(), 250),
              new Exchange(LOOKSRARE, ExchangeKind.LOOKSRARE_V2, Set.of(), 250),
              new Exchange(PUNKS, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
          Optional.of(new StakingContract(STAKER, true)));

  private static final String FULFILLED =
      "0x9d9af8e38d66c62e2c12f0225249fd9d721c54b83f48d9352c97c6cacdcb6f31";
  private static final String MATCHED =
      "0x4b9f2d36e1b4c93de62cc077b00b1a91d84b6c31b4a14e012718dcca230689e7";
  private static final String FLOW_MATCH =
      "0x9f0ef199f3d5fa3ecdee559103421e5ce53b68b3187e374801d79307d145d1eb";
  private static final String TAKER_BID =
      "0x3ee3de4684413690dee6fff1a0a4f92916a1b97d1c5a83cdf24671844306b2e3";
  private static final String PUNK_BOUGHT =
      "0x58e5d5a525e3b40bc15abaa38b5882678db1ee68befd2f60bafe3a7fd06db9e3";
  private static final String STAKED =
      "0x8acf475137e0cd74ca7f611d16b1e6383ec9a9c71a8e5b85967781b9c7214d11";

  private final List<List<ChainLog>> transactions = new ArrayList<>();
  private List<ChainLog> transaction = new ArrayList<>();

  /** Whatever differs from log to log follows from it; beyond 2^40, as in users' addresses. */
  private long seed = 1L << 40;

  private LogMix() {}

  /** Transactions of {@value #LOGS} logs and {@value #SALES} sales in all, so many times over. */
  static List<List<ChainLog>> of(int times) {
    LogMix mix = new LogMix();
    for (int i = 0; i < times; i++) {
      mix.add();
    }
    return List.copyOf(mix.transactions);
  }

  private void add() {
    for (int i = 0; i < 10; i++) {
      listing(1, next());
      end();
    }
    bid();
    end();
    listing(8, next());
    end();
    listing(1, MATCHED_TOKEN);
    bid();
    log(SEAPORT, List.of(MATCHED), words(32, 2, hash(0), hash(1)));
    end();
    flow();
    end();
    takerBid();
    end();
    log(PUNKS, List.of(PUNK_BOUGHT, word(77), word(next()), word(next())), words(ether(90)));
    end();
    log(STAKER, List.of(STAKED, word(next())), words(ether(900), 2));
    end();
    log(SEAPORT, List.of(word(next())), words(1, 2, 3));
    end();
  }

  private void listing(int nfts, long token) {
    Object[] offer = new Object[4 * nfts];
    for (int i = 0; i < nfts; i++) {
      offer[4 * i] = 2;
      offer[4 * i + 1] = 50 + i % 3;
      offer[4 * i + 2] = token + i;
      offer[4 * i + 3] = 1;
    }
    String consideration =
        words(0, 0, 0, ether(90), 10, 0, 0, 0, ether(5), 11, 0, 0, 0, ether(5), PROTOCOL);
    int considerationAt = 32 * (4 + 1 + 4 * nfts);
    fulfilled(words(128, considerationAt, nfts) + words(offer) + words(3) + consideration);
  }

  private void bid() {
    long bidder = seed + 1;
    fulfilled(
        words(128, 32 * 9, 1, 1, WETH, 0, ether(100))
            + words(2, 2, 50, MATCHED_TOKEN, 1, bidder, 1, WETH, 0, ether(5), PROTOCOL));
  }

  private void fulfilled(String items) {
    String hash = hash(transaction.size());
    log(SEAPORT, List.of(FULFILLED, word(next()), word(0)), words(hash, next()) + items);
  }

  private void flow() {
    log(
        FLOW,
        List.of(FLOW_MATCH, word(next()), word(next()), word(WETH)),
        words(hash(0), hash(1), 9, ether(10), 160) + words(1, 32, 50, 64, 2, next(), 1, next(), 1));
  }

  private void takerBid() {
    log(
        LOOKSRARE,
        List.of(TAKER_BID),
        words(hash(0), 3, 1, next(), next(), 0, WETH, 51, 32 * 15, 32 * 17, next(), 0)
            + words(ether(97), 0, ether(3), 1, next(), 1, 1));
  }

  private void log(Address contract, List<String> topics, String data) {
    long number = transactions.size();
    LogId id =
        new LogId(
            CHAIN, new BlockHash(word(number / 50)), new TxHash(word(number)), transaction.size());
    transaction.add(
        new ChainLog(id, number / 50, 1_600_000_000_000L, contract, topics, "0x" + data));
  }

  private void end() {
    transactions.add(transaction);
    transaction = new ArrayList<>();
  }

  private String hash(int order) {
    return word(7_000_000_000L + transactions.size() * 10L + order);
  }

  private long next() {
    return ++seed;
  }

  /** Hundredths of an ether, and some wei. */
  private static long ether(long hundredths) {
    return hundredths * 10_000_000_000_000_000L + 12_345;
  }

  private static Address address(long number) {
    return new Address("0x" + word(number).substring(26));
  }

  private static String words(Object... values) {
    StringBuilder words = new StringBuilder();
    for (Object value : values) {
      words.append(word(value).substring(2));
    }
    return words.toString();
  }

  private static String word(Object value) {
    return switch (value) {
      case Address address -> "0x" + "0".repeat(24) + address.hex().substring(2);
      case Number number -> String.format("0x%064x", number.longValue());
      default -> value.toString();
    };
  }
}
