package dev.curation.decoding;

import static dev.curation.decoding.AbiData.tuple;
import static dev.curation.decoding.TestLogs.ALICE;
import static dev.curation.decoding.TestLogs.APES;
import static dev.curation.decoding.TestLogs.BOB;
import static dev.curation.decoding.TestLogs.CATS;
import static dev.curation.decoding.TestLogs.PROTOCOL;
import static dev.curation.decoding.TestLogs.WETH;
import static dev.curation.decoding.TestLogs.items;
import static dev.curation.decoding.TestLogs.nft;
import static dev.curation.decoding.TestLogs.nftTo;
import static dev.curation.decoding.TestLogs.paid;
import static dev.curation.decoding.TestLogs.spent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainLog;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that are cut, garbled or lie about their lengths are rejected, each alone. */
class DamagedLogsTest {
  private static final int WORD = 64;
  private static final LogDecoder DECODER = new LogDecoder(TestLogs.CONTRACTS);

  /** One sound log of each event, at log indexes 0, 1, 2 ... */
  static List<ChainLog> soundLogs() {
    return List.of(
        TestLogs.order(
            0,
            ALICE,
            BOB,
            List.of(nft(APES, 1), nft(CATS, 2), nft(APES, 3)),
            List.of(paid(ALICE, 100), paid(PROTOCOL, 7))),
        TestLogs.order(
            1,
            BOB,
            ALICE,
            List.of(spent(WETH, 100)),
            List.of(nftTo(BOB, APES, 1), paid(PROTOCOL, WETH, 2))),
        TestLogs.matched(2, 0, 1),
        TestLogs.flowMatch(3, WETH, 40_103, items(APES, 1, 2), items(CATS, 3, 4)),
        TestLogs.flowTake(4, WETH, 40_103, items(APES, 1, 2), items(CATS, 3, 4)),
        TestLogs.flowRate(5, 300),
        TestLogs.infinity(6, WETH, 40_103, items(APES, 1, 2), items(CATS, 3, 4)),
        TestLogs.takerBid(7, tuple(97, 1, 2), 7, 8),
        TestLogs.takerAsk(8, tuple(97, 1, 2), 7, 8),
        TestLogs.punk(9, 7, BigInteger.TEN, BOB),
        TestLogs.staking(10, StakingLog.STAKED, 5, 3),
        TestLogs.staking(11, StakingLog.STAKED_WITHOUT_DURATION, 5),
        TestLogs.staking(12, StakingLog.DURATION_CHANGED, 5, 0, 1),
        TestLogs.staking(13, StakingLog.UN_STAKED, 5),
        TestLogs.staking(14, StakingLog.RAGE_QUIT, 5, 6),
        TestLogs.delegation(15, StakingLog.DELEGATED, BOB, 5),
        TestLogs.delegation(16, StakingLog.UNDELEGATED, BOB, 5));
  }

  private static ChainLog with(ChainLog log, List<String> topics, String data) {
    return TestLogs.log(log.contract(), log.id().logIndex(), topics, data);
  }

  private static Decoded decode(ChainLog log) {
    return DECODER.decode(List.of(log), TestLogs.DEFAULT_RATES).get(0);
  }

  private static void assertRejects(String field, ChainLog log) {
    assertEquals(field, assertInstanceOf(Decoded.Rejected.class, decode(log)).field());
  }

  private static String withWord(ChainLog log, int at, String word) {
    int start = 2 + at * WORD;
    return log.data().substring(0, start) + word + log.data().substring(start + WORD);
  }

  @ParameterizedTest
  @MethodSource("soundLogs")
  void shouldRejectDataThatIsCutAnywhere(ChainLog log) {
    assertTrue(!(decode(log) instanceof Decoded.Rejected), log.toString());
    for (int end = 2; end < log.data().length(); end += 2) {
      ChainLog cut = with(log, log.topics(), log.data().substring(0, end));
      assertInstanceOf(Decoded.Rejected.class, decode(cut), cut.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("soundLogs")
  void shouldRejectAWrongNumberOfTopics(ChainLog log) {
    List<String> topics = new ArrayList<>(log.topics());
    if (topics.size() < 4) {
      topics.add(TestLogs.HASH);
      assertRejects("topics", with(log, topics, log.data()));
    }
    if (log.topics().size() > 1) {
      List<String> fewer = log.topics().subList(0, log.topics().size() - 1);
      assertRejects("topics", with(log, fewer, log.data()));
    }
  }

  @Test
  void shouldNameTheFieldOfADirtyAddressInATopic() {
    ChainLog log = TestLogs.staking(1, StakingLog.UN_STAKED, 5);
    List<String> topics = List.of(log.topics().get(0), "0x01" + "0".repeat(62));
    assertRejects("user", with(log, topics, log.data()));
  }

  @Test
  void shouldNameTheFieldOfAbsurdOffsetsAndCounts() {
    ChainLog order = soundLogs().get(0);
    for (String absurd : List.of("f".repeat(WORD), "0".repeat(56) + "7fffffe0")) {
      assertRejects("offer", with(order, order.topics(), withWord(order, 2, absurd)));
      assertRejects("consideration", with(order, order.topics(), withWord(order, 3, absurd)));
      assertRejects("offer", with(order, order.topics(), withWord(order, 4, absurd)));
    }
  }

  @Test
  void shouldNameTheFieldOfABadBool() {
    ChainLog bid = TestLogs.takerBid(1, tuple(97, 1, 2), 7);
    String two = "0".repeat(WORD - 1) + "2";
    assertRejects("isNonceInvalidated", with(bid, bid.topics(), withWord(bid, 2, two)));
  }

  @Test
  void shouldRejectFewerAmountsThanItems() {
    ChainLog bid = TestLogs.takerBid(1, tuple(97, 1, 2), 7, 8);
    String one = "0".repeat(WORD - 1) + "1";
    assertRejects("amounts", with(bid, bid.topics(), withWord(bid, 18, one)));
  }

  /** Thousand offsets to one list of thousand tokens would be a million NFTs. */
  @Test
  void shouldReadNoMoreTokensThanTheDataHolds() {
    Object[] ids = IntStream.range(0, 1000).boxed().toArray();
    Object[] collections = new Object[1000];
    Arrays.fill(collections, items(CATS));
    collections[999] = items(APES, ids);
    ChainLog log = TestLogs.flowTake(1, WETH, 10, collections);
    String last = log.data().substring(2 + (5 + 999) * WORD, 2 + (5 + 1000) * WORD);
    String data =
        log.data().substring(0, 2 + 5 * WORD)
            + last.repeat(1000)
            + log.data().substring(2 + (5 + 1000) * WORD);
    assertRejects("tokens", with(log, log.topics(), data));
  }

  // Mutations

  private static final List<BiConsumer<Random, StringBuilder>> MUTATIONS =
      List.of(
          (random, data) -> data.setLength(2 * (1 + random.nextInt(data.length() / 2))),
          (random, data) ->
              data.setLength(2 + WORD * random.nextInt((data.length() - 2) / WORD + 1)),
          (random, data) -> flip(random, data),
          (random, data) -> replaceWord(random, data, "f".repeat(WORD)),
          (random, data) -> replaceWord(random, data, "0".repeat(WORD)),
          (random, data) -> replaceWord(random, data, "0".repeat(48) + "7fffffffffffffff"),
          (random, data) -> replaceWord(random, data, "0".repeat(56) + "ffffffe0"),
          (random, data) ->
              replaceWord(random, data, "%064x".formatted(32 * random.nextInt(data.length()))),
          (random, data) -> replaceWord(random, data, "%064x".formatted(random.nextInt(64))),
          (random, data) -> data.append("0".repeat(2 * random.nextInt(70))));

  private static void flip(Random random, StringBuilder data) {
    if (data.length() > 2) {
      int at = 2 + random.nextInt(data.length() - 2);
      data.setCharAt(at, Character.forDigit(random.nextInt(16), 16));
    }
  }

  private static void replaceWord(Random random, StringBuilder data, String word) {
    int words = (data.length() - 2) / WORD;
    if (words > 0) {
      int start = 2 + random.nextInt(words) * WORD;
      data.replace(start, start + WORD, word);
    }
  }

  private static ChainLog mutate(Random random, ChainLog log) {
    StringBuilder data = new StringBuilder(log.data());
    for (int i = random.nextInt(3); i >= 0; i--) {
      MUTATIONS.get(random.nextInt(MUTATIONS.size())).accept(random, data);
    }
    List<String> topics = new ArrayList<>(log.topics());
    switch (random.nextInt(12)) {
      case 0 -> topics.remove(random.nextInt(topics.size()));
      case 1 -> topics.set(random.nextInt(topics.size()), TestLogs.HASH);
      case 2 -> topics.set(topics.size() - 1, "0x" + "f".repeat(WORD));
      default -> {}
    }
    return with(log, topics, data.toString());
  }

  /** Every sum of parts is the whole, at the log's rate and at others. */
  static void assertConserves(Decoded.Sold sold) {
    CollectionSale first = sold.sales().get(0);
    BigInteger price = BigInteger.ZERO;
    BigInteger fees = BigInteger.ZERO;
    BigInteger feesAtSeven = BigInteger.ZERO;
    int nfts = 0;
    for (CollectionSale sale : sold.sales()) {
      price = price.add(sale.price().value());
      fees = fees.add(sale.protocolFee().value());
      feesAtSeven = feesAtSeven.add(sale.withRate(7).protocolFee().value());
      nfts += sale.share().nfts();
      assertEquals(sale.share().nfts(), sale.tokenId().split(",", -1).length);
    }
    assertEquals(first.logPrice().value(), price);
    assertEquals(first.share().logNfts(), nfts);
    if (first.protocolFeeBps().isPresent()) {
      int bps = first.protocolFeeBps().getAsInt();
      assertEquals(first.logPrice().basisPoints(bps).value(), fees);
      assertEquals(first.logPrice().basisPoints(7).value(), feesAtSeven);
    } else {
      assertEquals(fees, feesAtSeven);
    }
  }

  @Test
  void shouldAnswerEveryMutatedLogAndConserveWhatIsSold() {
    Random random = new Random(20_261_121);
    List<ChainLog> sound = soundLogs();
    int[] answers = new int[3];
    for (int round = 0; round < 10_000; round++) {
      List<ChainLog> transaction =
          sound.stream()
              .map(log -> random.nextInt(4) == 0 ? log : mutate(random, log))
              .collect(Collectors.toList());
      transaction.add(transaction.get(random.nextInt(transaction.size())));
      List<Decoded> decoded = DECODER.decode(transaction, TestLogs.DEFAULT_RATES);
      assertEquals(sound.size(), decoded.size());
      for (int i = 0; i < decoded.size(); i++) {
        assertEquals(i, decoded.get(i).log().id().logIndex());
        switch (decoded.get(i)) {
          case Decoded.Sold sold -> {
            assertConserves(sold);
            answers[0]++;
          }
          case Decoded.Rejected rejected -> answers[1]++;
          default -> answers[2]++;
        }
      }
    }
    // The mutations must reach both sides of every check.
    for (int answer : answers) {
      assertTrue(answer > 10_000, List.of(answers[0], answers[1], answers[2]).toString());
    }
  }
}
