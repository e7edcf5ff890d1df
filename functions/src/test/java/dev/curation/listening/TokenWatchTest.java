package dev.curation.listening;

import static dev.curation.listening.TokenWorld.ALICE;
import static dev.curation.listening.TokenWorld.BOB;
import static dev.curation.listening.TokenWorld.CHAIN;
import static dev.curation.listening.TokenWorld.CURSOR;
import static dev.curation.listening.TokenWorld.FINALITY;
import static dev.curation.listening.TokenWorld.RECEIVER;
import static dev.curation.listening.TokenWorld.TOKEN;
import static dev.curation.listening.TokenWorld.log;
import static dev.curation.listening.TokenWorld.paid;
import static dev.curation.listening.TokenWorld.transfer;
import static dev.curation.simulation.Faults.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.AbiData;
import dev.curation.decoding.TokenTransfer;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenWatchTest {
  private static final BigInteger MOST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private final TokenWorld world = new TokenWorld();

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void shouldHandOnEachTransferOnceInTheOrderOfTheChain() {
    ChainLog first =
        world
            .chain
            .mine("", List.of(paid("one", ALICE, 1), paid("one", ALICE, 2), paid("two", BOB, 3)))
            .getFirst();
    world.mineEmpty(2);
    world.chain.mine("", List.of(paid("three", BOB, 4)));
    world.mineEmpty(FINALITY);

    assertEquals(new TokenWatch.Report(4, 4, 0, true), world.run());
    assertEquals(new TokenWatch.Report(0, 0, 0, true), world.run());

    assertEquals(upTo(4), world.amounts());
    assertEquals(
        new TokenTransfer(first.id(), TOKEN, ALICE, RECEIVER, Wei.of(1), 1), world.seen.getFirst());
    assertEquals(List.of(ALICE, ALICE, BOB, BOB), senders());
  }

  private List<Address> senders() {
    return world.seen.stream().map(TokenTransfer::from).toList();
  }

  @Test
  void shouldReadNoBlockThatIsNotFinalYet() {
    world.minePayments(FINALITY);
    assertEquals(new TokenWatch.Report(0, 0, 0, true), world.run());
    assertEquals(List.of(), world.seen);
    world.mineEmpty(1);
    assertEquals(new TokenWatch.Report(1, 1, 0, true), world.run());
    assertEquals(upTo(1), world.amounts());
  }

  @Test
  void shouldRememberTheNextBlockAndTheHashOfTheLastOne() {
    world.minePayments(7 + FINALITY);
    world.run();
    Fields cursor = world.cursor();
    assertEquals(8, cursor.integer("block"));
    assertEquals(
        world.chain.headers(List.of(7L)).getFirst().orElseThrow().hash().hex(),
        cursor.string("hash"));
    assertEquals(world.now.toEpochMilli(), cursor.integer("updatedAt"));
  }

  @Test
  void shouldSeeNeitherOtherTokensNorOtherReceiversNorWhatTheReceiverPays() {
    Address other = ListeningWorld.address(0x71);
    world.chain.mine(
        "",
        List.of(
            transfer("other token", other, ALICE, RECEIVER, Wei.of(1)),
            transfer("other receiver", TOKEN, ALICE, BOB, Wei.of(2)),
            transfer("payer", TOKEN, RECEIVER, ALICE, Wei.of(3)),
            paid("this", ALICE, 4)));
    world.mineEmpty(FINALITY);
    assertEquals(1, world.run().transfers());
    assertEquals(List.of(4L), world.amounts());
  }

  @Test
  void shouldHandOnNothingAndEverythingThatATokenCanTell() {
    world.chain.mine(
        "",
        List.of(
            transfer("nothing", TOKEN, ALICE, RECEIVER, Wei.ZERO),
            transfer("all", TOKEN, ALICE, RECEIVER, Wei.of(MOST)),
            transfer("minted", TOKEN, Address.ZERO, RECEIVER, Wei.of(5))));
    world.mineEmpty(FINALITY);
    world.run();
    assertEquals(
        List.of(Wei.ZERO, Wei.of(MOST), Wei.of(5)),
        world.seen.stream().map(TokenTransfer::amount).toList());
  }

  @Test
  void shouldRecordWhatLooksLikeATransferAndGoOn() {
    List<String> topics =
        List.of(TokenTransfer.TOPIC, AbiData.topic(ALICE), AbiData.topic(RECEIVER));
    List<String> nft = new ArrayList<>(topics);
    nft.add(AbiData.topic(7));
    List<ChainLog> logs =
        world.chain.mine(
            "",
            List.of(
                paid("before", ALICE, 1),
                log("nft", TOKEN, nft, "0x"),
                log("short", TOKEN, topics, "0x01"),
                paid("behind", ALICE, 2)));
    world.mineEmpty(FINALITY);

    assertEquals(new TokenWatch.Report(1, 2, 2, true), world.run());

    assertEquals(upTo(2), world.amounts());
    assertEquals("topics '4': must be 3", reason(logs.get(1)));
    assertEquals("data", rejected(logs.get(2)).string("field"));
  }

  private String reason(ChainLog log) {
    return rejected(log).string("reason");
  }

  private Fields rejected(ChainLog log) {
    return world.store(NONE).get(Paths.rejectedLog(log.id())).orElseThrow().fields();
  }

  @Test
  void shouldNotTakeALogThatWasTakenAwayForATransfer() {
    world.chain.tellRemoved();
    world.chain.mine("", List.of(paid("gone", ALICE, 9)));
    world.chain.reorganise(1);
    world.chain.mine("fork", List.of(paid("there", ALICE, 1)));
    world.mineEmpty(FINALITY);
    world.run();
    assertEquals(upTo(1), world.amounts());
  }

  @Test
  void shouldHalveARangeThatTheNodeRefuses() {
    world.minePayments(300);
    world.mineEmpty(FINALITY);
    world.chain.refuse((from, to) -> to - from >= 7);
    assertEquals(new TokenWatch.Report(300, 300, 0, true), world.run());
    assertEquals(upTo(300), world.amounts());
  }

  @Test
  void shouldStayBeforeABlockThatCannotBeReadAndGoOnOnceItCan() {
    world.minePayments(60);
    world.mineEmpty(FINALITY);
    world.chain.refuse((from, to) -> from <= 23 && to >= 23);
    UnreadableBlockException e = assertThrows(UnreadableBlockException.class, world::run);
    assertEquals(23, e.block());
    assertEquals(upTo(22), world.amounts());
    world.chain.refuse((from, to) -> false);
    assertTrue(world.run().isDone());
    assertEquals(upTo(60), world.amounts());
  }

  @Test
  void shouldSkipNothingThatANodeWhichLagsDoesNotKnowYet() {
    world.minePayments(20);
    world.chain.lagBy(FINALITY + 3);
    assertEquals(new TokenWatch.Report(0, 0, 0, false), world.run());
    assertEquals(Optional.empty(), world.store(NONE).get(CURSOR));
    world.chain.lagBy(0);
    assertTrue(world.run().isDone());
    world.mineEmpty(FINALITY);
    world.chain.lagBy(2 * FINALITY + 1);
    assertFalse(world.run().isDone());
    assertEquals(upTo(15), world.amounts());
    world.chain.lagBy(0);
    assertTrue(world.run().isDone());
    assertEquals(upTo(20), world.amounts());
  }

  @Test
  void shouldGoOnWhereANodeThatDidNotAnswerDoes() {
    world.minePayments(20);
    world.chain.failNext(1);
    assertThrows(NodeException.Unavailable.class, world::run);
    assertTrue(world.run().isDone());
    assertEquals(upTo(15), world.amounts());
  }

  @Test
  void shouldStopWhereABlockThatWasTakenForFinalIsGone() {
    world.minePayments(20);
    world.run();
    StoredDocument before = world.store(NONE).get(CURSOR).orElseThrow();
    world.chain.reorganise(FINALITY + 1);
    for (int i = 0; i < 2 * FINALITY; i++) {
      world.chain.mine("fork", List.of(paid("fork" + i, BOB, 1000)));
    }
    assertEquals(
        "chain " + CHAIN + ": block 15 was taken for final and is gone",
        assertThrows(ReorganisationTooDeepException.class, world::run).getMessage());
    assertEquals(upTo(15), world.amounts(), "nothing of the other branch");
    assertEquals(before, world.store(NONE).get(CURSOR).orElseThrow());
  }

  @Test
  void shouldGoOnAfterAReorganisationOfBlocksThatWereNotRead() {
    world.minePayments(20);
    world.run();
    world.chain.reorganise(FINALITY);
    for (int i = 0; i < 2 * FINALITY; i++) {
      world.chain.mine("fork", List.of(paid("fork" + i, BOB, 16 + i)));
    }
    assertTrue(world.run().isDone());
    assertEquals(upTo(20), world.amounts());
  }

  /** Ranges of 2, 2 and so on: 15 blocks are 8 writes of the cursor. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "4, true", "4, false", "8, true", "8, false"})
  void shouldMissNothingWhereItIsKilled(int write, boolean before) {
    world.minePayments(20);
    world.chain.refuse((from, to) -> to - from >= 2);
    Faults faults = before ? Faults.killBefore(write) : Faults.killAfter(write);

    assertThrows(ProcessKilled.class, () -> world.run(faults, world.seen::addAll));
    int handedOn = world.seen.size();
    assertTrue(world.run().isDone());

    assertEquals(upTo(15), List.copyOf(new LinkedHashSet<>(world.amounts())));
    assertEquals(before, world.seen.size() > 15, "handed on again, after " + handedOn);
  }

  @Test
  void shouldHandOnAgainWhatTheConsumerCouldNotTake() {
    world.minePayments(20);
    world.chain.refuse((from, to) -> to - from >= 5);
    assertThrows(
        StoreException.Unavailable.class,
        () ->
            world.run(
                NONE,
                transfers -> {
                  if (transfers.getFirst().blockNumber() > 5) {
                    throw new StoreException.Unavailable("away", null);
                  }
                  world.seen.addAll(transfers);
                }));
    long reached = world.seen.size();
    assertEquals(reached + 1, world.cursor().integer("block"));
    assertEquals(15 - reached, world.run().transfers());
    assertEquals(upTo(15), world.amounts());
  }

  @Test
  void shouldStopWhereAnotherRunWasFirst() {
    world.minePayments(20);
    assertEquals(15, overtaken().size());
    assertEquals(upTo(18), world.amounts());
    assertEquals(19, world.cursor().integer("block"));
    assertEquals(new TokenWatch.Report(0, 0, 0, true), world.run());
  }

  @Test
  void shouldNotMoveTheCursorBackWhereAnotherRunWasFurther() {
    world.minePayments(10);
    world.run();
    world.seen.clear();
    world.mineEmpty(FINALITY - 3);
    assertEquals(2, overtaken().size());
    assertEquals(2 + 3, world.seen.size());
    assertEquals(11, world.cursor().integer("block"));
  }

  /**
   * A run that another one overtakes, for which there is more to read; what the first one hands on.
   */
  private List<TokenTransfer> overtaken() {
    List<TokenTransfer> late = new ArrayList<>();
    TokenWatch.Report report =
        world.run(
            NONE,
            transfers -> {
              late.addAll(transfers);
              world.mineEmpty(3);
              assertTrue(world.run().isDone());
            });
    assertEquals(new TokenWatch.Report(0, 0, 0, false), report);
    return late;
  }

  @Test
  void shouldGoOnAfterAnAnswerOfTheDatabaseThatWasLost() {
    world.minePayments(20);
    Faults lost =
        new Faults() {
          @Override
          public void afterOperation(Operation operation) {
            if (operation.isWriting()) {
              throw new StoreException.Unavailable("lost", null);
            }
          }
        };
    assertThrows(StoreException.Unavailable.class, () -> world.run(lost, world.seen::addAll));
    assertEquals(new TokenWatch.Report(0, 0, 0, true), world.run());
    assertEquals(upTo(15), world.amounts());
  }

  @Test
  void shouldBeginNoRangeAfterItsTime() {
    world.minePayments(1_010);
    world.mineEmpty(FINALITY);
    TokenWatch.Report report =
        world.run(
            NONE,
            transfers -> {
              world.seen.addAll(transfers);
              world.now = world.now.plus(Duration.ofSeconds(61));
            });
    assertEquals(new TokenWatch.Report(1_000, 1_000, 0, false), report);
    assertEquals(new TokenWatch.Report(10, 10, 0, true), world.run());
    assertEquals(upTo(1_010), world.amounts());
  }

  @Test
  void shouldOrderTransfersWhereTheNodeDoesNot() {
    world.minePayments(20);
    TokenWatch.Watched watched = new TokenWatch.Watched(CHAIN, TOKEN, RECEIVER, 1, FINALITY);
    new TokenWatch(
            watched, TokenWorld.reversing(world.chain), world.store(NONE), CURSOR, world.clock)
        .run(world.seen::addAll, Duration.ofMinutes(1));
    assertEquals(upTo(15), world.amounts());
  }

  @Test
  void shouldNameWhatIsWrongWithACursor() {
    world.minePayments(20);
    Fields damaged = Fields.builder().put("block", -3L).put("hash", "0x12").build();
    world.store(NONE).commit(List.of(new Write.Put(CURSOR, damaged)));
    MalformedDocumentException e = assertThrows(MalformedDocumentException.class, world::run);
    assertTrue(String.valueOf(e.getMessage()).startsWith(CURSOR + ": block '-3'"), e.getMessage());
  }

  @Test
  void shouldRefuseSettingsBelowZero() {
    InvalidValueException first =
        assertThrows(
            InvalidValueException.class,
            () -> new TokenWatch.Watched(CHAIN, TOKEN, RECEIVER, -1, FINALITY));
    assertEquals("firstBlock", first.field());
    InvalidValueException finality =
        assertThrows(
            InvalidValueException.class,
            () -> new TokenWatch.Watched(CHAIN, TOKEN, RECEIVER, 0, -1));
    assertEquals("finality", finality.field());
  }
}
