package dev.curation.voting;

import static dev.curation.staking.SettledCheck.assertSettled;
import static dev.curation.staking.StakeFacts.KEY;
import static dev.curation.staking.StakeFacts.collection;
import static dev.curation.staking.StakeFacts.log;
import static dev.curation.staking.StakeFacts.staked;
import static dev.curation.staking.StakeFacts.time;
import static dev.curation.staking.StakeFacts.unStaked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.Paths;
import dev.curation.signing.WalletSignature;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Write;
import dev.curation.voting.VoteMessage.Action;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Votes against stake power. */
class VotingTest {
  private final StakeWorld world = new StakeWorld();

  private Fields event(Voting.Booked booked) {
    return world
        .process()
        .get(Paths.event(collection(1), booked.eventId().value()))
        .orElseThrow()
        .fields();
  }

  @Test
  void shouldStandRightBehindTheNewestStakeKnown() {
    world.happen(log(10, 3), staked(100));
    Fields event = event(world.vote(1, 5));
    assertEquals(time(50), event.integer("timestamp"));
    assertEquals(10, event.integer("blockNumber"));
    assertEquals(3, event.map("basis").integer("logIndex"));
    assertTrue(!event.has("logIndex"));
  }

  @Test
  void shouldNotBeBeforeTheStakeWhoseChainIsAheadOfOurClock() {
    world.happen(log(90, 0), staked(100));
    assertEquals(time(90), event(world.vote(1, 5)).integer("timestamp"));
  }

  @Test
  void shouldGiveEachVoteOfAUserALaterTime() {
    world.happen(log(10, 0), staked(100));
    long first = event(world.vote(1, 5)).integer("timestamp");
    assertEquals(first + 1, event(world.vote(1, 5)).integer("timestamp"));
    world.now = world.now.minus(Duration.ofMinutes(1));
    assertEquals(first + 2, event(world.unVote(1, 5)).integer("timestamp"));
  }

  @Test
  void shouldUseTheVotesThatAnUnVoteSetFree() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 100);
    VoteRefusedException e = assertThrows(VoteRefusedException.class, () -> world.vote(2, 1));
    assertEquals(VoteRefusedException.Reason.NOT_ENOUGH, e.reason());
    assertEquals(30, world.unVote(1, 30).available());
    assertEquals(0, world.vote(2, 30).available());
    assertSettled(world.process(), "votes moved");
  }

  @Test
  void shouldKnowACollectionByItsLedgerToo() {
    world.happen(log(10, 0), staked(100));
    world.process().commit(List.of(new Write.Put(Paths.metadata(collection(7)), Fields.EMPTY)));
    VoteRequest request = Ballots.of(KEY, Action.VOTE, collection(7), 5, 1);
    Voting.Booked booked =
        world.voting(world.process()).cast(request.message(), request.signature());
    assertEquals(5, booked.votes());
  }

  @Test
  void shouldFinishAnUnStakeThatItFindsHalfDone() {
    world.happen(log(10, 0), staked(420));
    for (int i = 0; i < 210; i++) {
      world.vote(i, 2);
    }
    world.listen(log(60, 0), unStaked(210));
    assertThrows(ProcessKilled.class, () -> world.settle(world.process(Faults.killAfter(1))));
    assertEquals(true, world.staker().bool("isSettling"));
    VoteRefusedException e = assertThrows(VoteRefusedException.class, () -> world.vote(1, 1));
    assertEquals(0L, e.available());
    assertSettled(world.process(), "finished by the vote");
  }

  @Test
  void shouldReadFiveDocumentsAndWriteFourPerVote() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 1);
    MeteredStore store = new MeteredStore(world.process());
    var unused = world.cast(store, Action.VOTE, 1, 1);
    assertEquals(5, store.usage().reads());
    assertEquals(4, store.usage().writes());
  }

  @Test
  void shouldNeverExceedThePowerHoweverManyVotesAreCastAtOnce() throws Exception {
    world.happen(log(10, 0), staked(100));
    world.process().commit(List.of(new Write.Put(Paths.collection(collection(1)), Fields.EMPTY)));
    List<Callable<Long>> votes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      VoteRequest request = Ballots.of(KEY, Action.VOTE, collection(1), 3, i);
      votes.add(() -> votesBooked(request));
    }
    long booked = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Long> each : threads.invokeAll(votes)) {
        booked += each.get();
      }
    }
    assertEquals(99, booked);
    assertEquals(99, world.held(1));
    assertSettled(world.process(), "many votes at once");
  }

  private long votesBooked(VoteRequest request) {
    try {
      var unused = world.voting(world.process()).cast(request.message(), request.signature());
      return request.message().votes();
    } catch (VoteRefusedException e) {
      return 0;
    }
  }

  @Test
  void shouldUseANonceOnceWhenOneMessageIsSentManyTimesAtOnce() throws Exception {
    world.happen(log(10, 0), staked(100));
    world.process().commit(List.of(new Write.Put(Paths.collection(collection(1)), Fields.EMPTY)));
    VoteRequest request = Ballots.of(KEY, Action.VOTE, collection(1), 3, 1);
    long booked = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<Long> vote = () -> votesBooked(request);
      for (Future<Long> each : threads.invokeAll(Collections.nCopies(20, vote))) {
        booked += each.get();
      }
    }
    assertEquals(3, booked);
    assertEquals(3, world.held(1));
  }

  @Test
  void shouldLeaveNothingOrAllOfAVoteThatIsKilled() {
    world.happen(log(10, 0), staked(100));
    assertThrows(
        ProcessKilled.class,
        () -> world.cast(world.process(Faults.killBefore(1)), Action.VOTE, 1, 60));
    assertSettled(world.process(), "killed before");
    assertEquals(0, world.staker().integer("votes"));
    assertThrows(
        ProcessKilled.class,
        () -> world.cast(world.process(Faults.killAfter(1)), Action.VOTE, 1, 60));
    assertSettled(world.process(), "killed after");
    assertEquals(60, world.held(1));
  }

  @Test
  void shouldRefuseTheSignatureForAnotherContract() {
    world.happen(log(10, 0), staked(100));
    VoteMessage message = Ballots.of(KEY, Action.VOTE, collection(1), 1, 1).message();
    WalletSignature other = Ballots.sign(message, StakeFacts.address(5), KEY);
    VoteRefusedException e =
        assertThrows(
            VoteRefusedException.class, () -> world.voting(world.process()).cast(message, other));
    assertEquals(VoteRefusedException.Reason.WRONG_SIGNER, e.reason());
  }

  @Test
  void shouldRefuseForgedSignaturesOfAllKinds() {
    world.happen(log(10, 0), staked(100));
    VoteMessage message = Ballots.of(KEY, Action.VOTE, collection(1), 1, 1).message();
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      // Small numbers and 0 too; s below 2^248 is in the lower half.
      BigInteger r = new BigInteger(random.nextInt(256), random).add(BigInteger.ONE);
      BigInteger s = new BigInteger(random.nextInt(248), random).add(BigInteger.ONE);
      String hex = String.format(Locale.ROOT, "0x%064x%064x%02x", r, s, 27 + random.nextInt(2));
      VoteRefusedException e =
          assertThrows(
              VoteRefusedException.class,
              () -> world.voting(world.process()).cast(message, new WalletSignature(hex)),
              hex);
      assertEquals(VoteRefusedException.Reason.WRONG_SIGNER, e.reason(), hex);
    }
  }
}
