package dev.curation.rewards;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.at;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.Reopening;
import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.apr.FixedPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Facts;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers small enough to compute by hand. */
class RewardsExamplesTest {
  private static final Address ALICE = RandomLedger.user(1);
  private static final Address BOB = RandomLedger.user(2);
  private static final CollectionId OTHER =
      CollectionId.parse("1:0x00000000000000000000000000000000000000a1");
  private static final String ID = World.COLLECTION.toString();

  private final World world = World.withUserDocuments(UserDocuments.NONE);
  private final Asking asking = new Asking(world, TokenPrices.NONE);

  private static VotesAdded voteOfStake(int minutes, Address user, long votes, long perToken) {
    LedgerEvent vote = vote(minutes, user, votes);
    return new VotesAdded(
        vote.id(), vote.position(), user, Votes.of(votes), VotesPerToken.of(perToken));
  }

  private void now(int minutes) {
    world.now = Instant.ofEpochMilli(at(minutes));
  }

  @Test
  void shouldTellAUsersVotesShareAndTotals() {
    world.append(vote(0, ALICE, 3), vote(0, BOB, 1), sale(1, 100), sale(HOUR, 8));
    world.tick();
    Fields user = asking.get("users/" + ALICE);
    assertEquals("81", user.string("totalProtocolFeesAccruedWei"));
    assertEquals("81", user.string("pendingWei"));
    assertEquals("0", user.string("sealedWei"));
    Fields one = Asking.items(user, "collections").getFirst();
    assertEquals(ID, one.string("collection"));
    assertEquals(3, one.integer("votes"));
    assertEquals(new BigDecimal("75"), one.get("share"));
    assertEquals("6", one.string("blockProtocolFeesAccruedWei"));
    assertEquals("81", one.string("periodProtocolFeesAccruedWei"));
    assertEquals(at(0), one.integer("firstVotedAt"));
  }

  @Test
  void shouldTellWhatOfAUsersTotalIsSealed() {
    world.append(vote(0, ALICE, 3), sale(1, 100), sale(30 * HOUR, 8));
    world.delivered(Instant.ofEpochMilli(at(3 * HOUR)));
    now(31 * HOUR);
    world.tick();
    Fields user = asking.get("users/" + ALICE);
    assertEquals("108", user.string("totalProtocolFeesAccruedWei"));
    assertEquals("100", user.string("sealedWei"));
    assertEquals("8", user.string("pendingWei"));
  }

  @Test
  void shouldSumUpAUsersCollections() {
    world.append(vote(0, ALICE, 3), sale(1, 100));
    new Ledger(world.process(), OTHER).append(List.of(vote(0, ALICE, 1), sale(1, 7)), 0);
    world.tick();
    Fields user = asking.get("users/" + ALICE);
    assertEquals("107", user.string("totalProtocolFeesAccruedWei"));
    assertEquals(2, Asking.items(user, "collections").size());
    Fields week = Asking.items(asking.get("users/" + ALICE + "/periods"), "items").getFirst();
    assertEquals("107", week.string("periodProtocolFeesAccruedWei"));
    Fields one = asking.get("users/" + ALICE + "/periods", "collection", OTHER);
    assertEquals("7", Asking.items(one, "items").getFirst().string("periodProtocolFeesAccruedWei"));
  }

  @Test
  void shouldHaveNothingForAnUnknownUser() {
    Fields user = asking.get("users/" + ALICE);
    assertEquals("0", user.string("totalProtocolFeesAccruedWei"));
    assertEquals(List.of(), user.get("collections"));
    assertEquals(List.of(), asking.get("users/" + ALICE + "/periods").get("items"));
  }

  @Test
  void shouldKeepWhatAUserEarnedWhoLeft() {
    world.append(vote(0, ALICE, 3), sale(1, 100), unvote(HOUR, ALICE, 3), sale(HOUR + 1, 7));
    world.tick();
    Fields user = asking.get("users/" + ALICE);
    assertEquals("100", user.string("totalProtocolFeesAccruedWei"));
    Fields one = Asking.items(user, "collections").getFirst();
    assertEquals(0, one.integer("votes"));
    assertEquals("0", one.string("blockProtocolFeesAccruedWei"));
  }

  @Test
  void shouldNotKnowACollectionOfWhichNothingWasHeard() {
    NotFoundException e =
        assertThrows(NotFoundException.class, () -> asking.get("collections/" + OTHER));
    assertEquals("collection", e.field());
    assertEquals(OTHER.toString(), e.value());
  }

  @Test
  void shouldTellTheCarryThatWaitsForAFirstVoter() {
    world.append(sale(1, 100));
    world.tick();
    Fields collection = asking.get("collections/" + ID);
    assertEquals(0, collection.integer("curators"));
    assertEquals("100", collection.string("carryWei"));
  }

  @Test
  void shouldTellTheRunningHourFromTheLastCompleteOne() {
    world.append(vote(0, ALICE, 3), sale(1, 100), sale(2 * HOUR, 8));
    now(2 * HOUR + 5);
    world.tick();
    Fields running = asking.get("collections/" + ID);
    long second = at(2 * HOUR);
    assertEquals(second - second % 3_600_000, running.map("currentBlock").integer("timestamp"));
    assertEquals("open", running.map("currentBlock").string("state"));
    assertEquals("100", running.map("lastCompleteBlock").string("blockProtocolFeesAccruedWei"));
    now(4 * HOUR);
    Fields later = asking.get("collections/" + ID);
    assertNull(later.get("currentBlock"));
    assertEquals("8", later.map("lastCompleteBlock").string("blockProtocolFeesAccruedWei"));
    assertEquals("complete", later.map("lastCompleteBlock").string("state"));
  }

  @Test
  void shouldListTheLargestCollectionsFirst() {
    world.append(vote(0, ALICE, 3), vote(0, BOB, 3), sale(1, 9));
    new Ledger(world.process(), OTHER).append(List.of(vote(0, ALICE, 1), sale(1, 10)), 0);
    world.tick();
    assertEquals(List.of(OTHER.toString(), ID), ids("sort", "fees"));
    assertEquals(List.of(ID, OTHER.toString()), ids("sort", "curators"));
    Fields chain = Asking.items(asking.get("chains"), "items").getFirst();
    assertEquals(2, chain.integer("collections"));
    assertEquals(3, chain.integer("curators"));
    assertEquals("19", chain.string("totalProtocolFeesAccruedWei"));
  }

  private List<String> ids(Object... query) {
    return asking.all("collections", query).stream().map(c -> c.string("id")).toList();
  }

  @Test
  void shouldComputeYieldsFromVotesAndPrice() {
    Asking priced = new Asking(world, new FixedPrice(new BigDecimal("0.001")));
    // 10 votes of 5 tokens: 0.005 ETH. One hour earns 0.00000001 ETH: 0.0002 % of it.
    world.append(voteOfStake(0, ALICE, 10, 2), sale(1, 10_000_000_000L));
    now(30);
    world.tick();
    Fields apr = priced.get("users/" + ALICE + "/collections/" + ID + "/apr");
    assertEquals("10", apr.map("block").string("votes"));
    assertEquals("2", apr.map("block").string("votesPerToken"));
    assertEquals("0.005", apr.map("block").string("principalEth"));
    // 0.0002 % * 8766 hours.
    assertEquals(1.7532, apr.map("block").get("percent"));
    Fields trailing = apr.map("trailing7Days");
    assertEquals("0.0000297619047619047619", trailing.string("principalEth"));
    assertEquals(1.7532, trailing.get("percent"));
    Fields collection = priced.get("collections/" + ID).map("apr");
    assertEquals(1.7532, collection.get("percent"));
    assertEquals(1.7532, collection.map("percentByVotesPerToken").get("2"));
    assertEquals(3.5064, collection.map("percentByVotesPerToken").get("4"));
    assertEquals(0.8766, collection.map("percentByVotesPerToken").get("1"));
    assertNull(asking.get("collections/" + ID).get("apr"));
  }

  @Test
  void shouldCountHoursWithoutEventsWithTheVotesCarriedOver() {
    Asking priced = new Asking(world, new FixedPrice(BigDecimal.ONE));
    world.append(voteOfStake(0, ALICE, 10, 1), sale(1, 1000), sale(10 * HOUR, 1000));
    now(10 * HOUR + 1);
    world.tick();
    Fields period = Asking.items(priced.get("collections/" + ID + "/periods"), "items").getFirst();
    Fields apr = period.map("apr");
    assertEquals("2000", apr.string("interestWei"));
    long hours = apr.integer("durationMs") / 3_600_000;
    BigDecimal mean = new BigDecimal(apr.string("votes"));
    // 11 of the week's hours so far, with 10 votes each.
    assertEquals(
        110,
        mean.multiply(BigDecimal.valueOf(hours)).setScale(6, RoundingMode.HALF_UP).doubleValue());
  }

  @Test
  void shouldLeaveCollectionsThatAreQuietForAWeekOutOfTheListByApr() {
    // Its yields are in its snippet: what a list is sorted by cannot follow the reader's clock.
    World priced = World.withPrice(new FixedPrice(BigDecimal.ONE));
    priced.append(voteOfStake(0, ALICE, 10, 1), sale(1, 1000));
    priced.now = Instant.ofEpochMilli(at(30));
    priced.tick();
    Asking reader = new Asking(priced, TokenPrices.NONE);
    assertEquals(1, reader.all("collections", "sort", "apr").size());
    assertTrue(reader.all("collections", "sort", "apr").getFirst().has("apr"));
    priced.now = Instant.ofEpochMilli(at(8 * 24 * HOUR));
    assertEquals(List.of(), reader.all("collections", "sort", "apr"));
    assertEquals(1, reader.all("collections", "sort", "fees").size());
  }

  @Test
  void shouldTellTheYieldOfAnHour() {
    Asking priced = new Asking(world, new FixedPrice(new BigDecimal("0.001")));
    world.append(voteOfStake(0, ALICE, 10, 2), sale(1, 10_000_000_000L));
    world.tick();
    Fields hour = Asking.items(priced.get("collections/" + ID + "/blocks"), "items").getFirst();
    assertEquals(1.7532, hour.map("apr").get("percent"));
    assertEquals("2", hour.map("apr").string("votesPerToken"));
    Fields unpriced = Asking.items(asking.get("collections/" + ID + "/blocks"), "items").getFirst();
    assertNull(unpriced.get("apr"));
  }

  @Test
  void shouldTellByHowMuchAWeekDiffersFromTheOneBefore() {
    world.append(vote(0, ALICE, 3), vote(0, BOB, 1), sale(1, 300));
    world.append(unvote(Facts.WEEK, BOB, 1), sale(Facts.WEEK + 1, 200));
    world.tick();
    List<Fields> weeks = Asking.items(asking.get("collections/" + ID + "/periods"), "items");
    assertEquals(new BigDecimal("-50"), weeks.get(0).get("numCuratorsPercentChange"));
    assertEquals(new BigDecimal("-25"), weeks.get(0).get("numCuratorVotesPercentChange"));
    assertEquals(new BigDecimal("-33.3334"), weeks.get(0).get("periodProtocolFeesPercentChange"));
    assertEquals(BigDecimal.ZERO, weeks.get(1).get("numCuratorsPercentChange"));
    long second = weeks.get(0).integer("timestamp");
    Fields range = asking.get("collections/" + ID + "/periods", "from", second);
    assertEquals(List.of(weeks.get(0)), Asking.items(range, "items"));
    assertNull(range.get("next"));
  }

  @Test
  void shouldPageAUsersCollectionsAndTellTheTotalsOfAll() {
    for (int i = 0; i < 5; i++) {
      CollectionId id = CollectionId.parse("1:0x" + "0".repeat(38) + "b" + Integer.toHexString(i));
      new Ledger(world.process(), id).append(List.of(vote(0, ALICE, 1), sale(1, 7)), 0);
    }
    world.tick();
    Fields first = asking.get("users/" + ALICE, "limit", 3);
    assertEquals("35", first.string("totalProtocolFeesAccruedWei"));
    assertEquals(3, Asking.items(first, "collections").size());
    Fields second = asking.get("users/" + ALICE, "limit", 3, "cursor", first.string("next"));
    assertEquals("35", second.string("totalProtocolFeesAccruedWei"));
    assertEquals(2, Asking.items(second, "collections").size());
    assertNull(second.get("next"));
  }

  @Test
  void shouldAskAUserOfVeryManyCollectionsToNameOne() {
    CollectionId last = OTHER;
    for (int i = 0; i < 101; i++) {
      last = CollectionId.parse("1:0x" + String.format("%040x", 4096 + i));
      new Ledger(world.process(), last).append(List.of(vote(0, ALICE, 1), sale(1, 7)), 0);
    }
    world.tick();
    InvalidRequestException e =
        assertThrows(
            InvalidRequestException.class, () -> asking.get("users/" + ALICE + "/periods"));
    assertEquals("collection", e.field());
    assertEquals("707", asking.get("users/" + ALICE).string("totalProtocolFeesAccruedWei"));
    Fields one = asking.get("users/" + ALICE, "at", at(2 * HOUR), "collection", last);
    assertEquals("7", one.string("totalProtocolFeesAccruedWei"));
  }

  @Test
  void shouldGoOnInAListOfCuratorsWhereItsEndWasEvenIfTheLastOneMoves() {
    for (int i = 1; i <= 5; i++) {
      world.append(vote(0, RandomLedger.user(i), 10 - i));
    }
    world.tick();
    Fields first = asking.get("collections/" + ID + "/curators", "limit", 2);
    assertEquals(List.of(user(1), user(2)), users(first));
    world.append(vote(1, RandomLedger.user(2), 100));
    world.tick();
    Fields second =
        asking.get("collections/" + ID + "/curators", "limit", 2, "cursor", first.string("next"));
    assertEquals(List.of(user(3), user(4)), users(second));
  }

  private static String user(int i) {
    return RandomLedger.user(i).hex();
  }

  private static List<String> users(Fields page) {
    return Asking.items(page, "items").stream().map(item -> item.string("userAddress")).toList();
  }

  @Test
  void shouldRefuseARangeThatEndsBeforeItBegins() {
    world.append(sale(1, 100));
    world.tick();
    InvalidRequestException e =
        assertThrows(
            InvalidRequestException.class,
            () -> asking.get("collections/" + ID + "/blocks", "from", 20, "to", 10));
    assertEquals("to", e.field());
  }

  @Test
  void shouldNotKnowTheWeeksOfAnUnknownCollection() {
    assertThrows(
        NotFoundException.class,
        () -> asking.get("users/" + ALICE + "/periods", "collection", OTHER));
  }

  @Test
  void shouldRefuseACursorOfAnotherList() {
    world.append(vote(0, ALICE, 1), vote(0, BOB, 1), sale(1, 9));
    world.tick();
    String next =
        asking.get("collections/" + ID + "/curators", "limit", 1, "sort", "votes").string("next");
    InvalidRequestException e =
        assertThrows(
            InvalidRequestException.class,
            () -> asking.get("collections/" + ID + "/curators", "sort", "age", "cursor", next));
    assertEquals("cursor", e.field());
  }

  @Test
  void shouldNotBlameTheReaderForADamagedDocument() {
    world.append(vote(0, ALICE, 1), sale(1, 9));
    world.tick();
    Fields damage = Fields.builder().put("sealedUntil", "soon").build();
    world
        .process()
        .commit(List.of(new Write.Update(Paths.snippet(World.COLLECTION), damage, null)));
    assertThrows(InvalidValueException.class, () -> asking.get("collections/" + ID));
  }

  @Test
  void shouldNotCallSealedWhatWasReopened() {
    world.append(vote(0, ALICE, 1), sale(1, 9));
    world.delivered(Instant.ofEpochMilli(at(3 * HOUR)));
    now(40 * HOUR);
    world.tick();
    long start = at(0) - at(0) % 3_600_000;
    String hour = "collections/" + ID + "/blocks/" + start + "/users/" + ALICE;
    assertTrue(asking.answer(hour).isSealed());
    new Reopening(world.process(), world.clock).reopen(World.COLLECTION, new BlockHour(start));
    assertFalse(asking.answer(hour).isSealed());
  }

  @Test
  void shouldAnswerAsOfAPastHour() {
    world.append(vote(0, ALICE, 3), sale(1, 100), sale(5 * HOUR, 8));
    now(9 * HOUR);
    world.tick();
    assertEquals("0", totalAt(10));
    assertEquals("100", totalAt(HOUR + 59));
    assertEquals("100", totalAt(5 * HOUR + 1));
    assertEquals("108", totalAt(6 * HOUR + 59));
    assertFalse(asking.answer("collections/" + ID, "at", at(2 * HOUR)).isSealed());
    InvalidRequestException e =
        assertThrows(InvalidRequestException.class, () -> totalAt(9 * HOUR + 1));
    assertEquals("at", e.field());
  }

  private String totalAt(int minutes) {
    return asking
        .get("users/" + ALICE, "at", Facts.at(minutes))
        .string("totalProtocolFeesAccruedWei");
  }
}
