package dev.curation.staking;

import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.CONTRACT;
import static dev.curation.staking.StakeFacts.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether what is stored of the user follows from the facts, and no vote is without backing. */
public final class SettledCheck {
  private SettledCheck() {}

  public static void assertSettled(Store store, String message) {
    assertSettled(store, USER, message);
  }

  /** One of whom nothing is known is settled. */
  public static void assertSettled(Store store, Address user, String message) {
    List<StakingEntry> entries =
        store.query(Queries.stakingEvents(CHAIN, CONTRACT.address(), user)).stream()
            .map(StakingEntry::decode)
            .sorted(StakingEntry.CHAIN_ORDER)
            .toList();
    if (entries.isEmpty()) {
      return;
    }
    assertTrue(entries.stream().allMatch(StakingEntry::isApplied), message);
    List<StakeChange> live =
        entries.stream()
            .filter(entry -> !entry.isDeleted())
            .map(e -> new StakeChange(e.id(), e.point(), Objects.requireNonNull(e.power())))
            .toList();
    VoteEvents events = VoteEvents.read(store, CHAIN, CONTRACT.address(), user);
    Backing backing = Backing.of(CHAIN, user, live, events.signed());
    assertEquals(unVotes(backing), stored(events), message + ": un-votes");
    Map<String, Long> held = new TreeMap<>();
    backing.held().forEach((id, votes) -> held.put(id, votes.votes().count()));
    assertEquals(held, held(store, user), message + ": votes held");

    StoredDocument document =
        store.get(Paths.staker(CHAIN, CONTRACT.address(), user)).orElseThrow();
    Staker staker = MalformedDocumentException.decode(document, Staker::decode);
    assertEquals(backing.total().count(), staker.votes(), message + ": votes");
    assertEquals(live.isEmpty() ? 0 : live.getLast().power(), staker.stakePower(), message);
    assertTrue(staker.votes() <= staker.stakePower(), message);
    assertTrue(!staker.isSettling(), message);
  }

  private static Set<String> unVotes(Backing backing) {
    return backing.removals().stream()
        .map(unVote -> unVote.collection() + " " + unVote.event().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> stored(VoteEvents events) {
    return events.unVotes().values().stream()
        .filter(document -> !document.fields().bool("isDeleted"))
        .map(document -> Paths.collectionIdOfEvent(document.path()) + " " + document.path().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Long> held(Store store, Address user) {
    Map<String, Long> held = new TreeMap<>();
    store
        .query(Queries.stakerVotes(CHAIN, CONTRACT.address(), user))
        .forEach(document -> held.put(document.path().id(), HeldVotes.votes(document.fields())));
    return held;
  }
}
