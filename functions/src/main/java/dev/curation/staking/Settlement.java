package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Ledger;
import dev.curation.staking.StakePowers.Powered;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Brings one user's documents in line with the user's staking events. Reads the staker first: what
 * else is read is only written if nobody has changed the staker since. Killed between two commits,
 * it is done again from the facts, because the events are marked as applied last.
 */
final class Settlement {
  /** Un-votes and votes documents of about 200 collections. */
  private static final int PAGE = 400;

  private final Store store;
  private final ChainId chain;
  private final StakingContract contract;
  private final Address user;
  private final StakePowers powers;
  private final InstantSource clock;
  private final Supplier<String> ids;

  Settlement(
      Store store,
      ChainId chain,
      StakingContract contract,
      Address user,
      StakePowers powers,
      InstantSource clock,
      Supplier<String> ids) {
    this.store = store;
    this.chain = chain;
    this.contract = contract;
    this.user = user;
    this.powers = powers;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * @return whether all is done; if not, something changed meanwhile and it is to be tried again
   */
  boolean attempt() {
    DocumentPath path = Paths.staker(chain, contract.address(), user);
    StakerAccount account = new StakerAccount(store, path, store.get(path));
    Staker before = account.staker();
    List<StakingEntry> entries =
        store.query(Queries.stakingEvents(chain, contract.address(), user)).stream()
            .map(StakingEntry::decode)
            .sorted(StakingEntry.CHAIN_ORDER)
            .toList();
    if (!before.isSettling() && entries.stream().allMatch(StakingEntry::isApplied)) {
      return true;
    }
    List<Powered> live = powers.of(entries.stream().filter(e -> !e.isDeleted()).toList());
    List<Write> writes = new ArrayList<>();
    long votes = before.votes();
    if (before.isSettling() || !VotesUntouched.by(before, entries, live)) {
      votes = putVotesRight(live, writes);
    }
    writes.addAll(DelegationFacts.writes(store, chain, entries, clock.millis()));
    writes.addAll(marks(entries, live));
    long power = live.isEmpty() ? 0 : live.getLast().power();
    RebuiltStake rebuilt = rebuilt(live);
    Staker settled = before.settled(power, rebuilt, votes, newest(entries));
    return commit(account, settled, writes);
  }

  private RebuiltStake rebuilt(List<Powered> live) {
    RebuiltStake rebuilt = new RebuiltStake(contract.durations());
    live.forEach(each -> rebuilt.apply(each.entry().event(), each.entry().point().timestamp()));
    return rebuilt;
  }

  /** Of two logs at one place, which a reorganisation brings about, the live one counts. */
  private static StakePoint newest(List<StakingEntry> entries) {
    return entries.stream()
        .max(
            Comparator.comparing(StakingEntry::point, StakePoint.ORDER)
                .thenComparing(entry -> !entry.isDeleted())
                .thenComparing(StakingEntry::id))
        .orElseThrow()
        .point();
  }

  /** Adds the writes that give the user the votes that are backed; returns how many they are. */
  private long putVotesRight(List<Powered> live, List<Write> writes) {
    VoteEvents events = VoteEvents.read(store, chain, contract.address(), user);
    Backing backing =
        Backing.of(chain, user, live.stream().map(Powered::change).toList(), events.signed());
    SortedMap<String, List<Write>> byCollection = new TreeMap<>();
    putUnVotes(backing, new HashMap<>(events.unVotes()), byCollection);
    putHeld(backing, byCollection);
    byCollection.values().forEach(writes::addAll);
    return backing.total().count();
  }

  private void putUnVotes(
      Backing backing,
      Map<DocumentPath, StoredDocument> stored,
      SortedMap<String, List<Write>> byCollection) {
    long now = clock.millis();
    for (UnVote unVote : backing.removals()) {
      Write.Create creation = VoteEvents.unVote(store, unVote, contract.address(), now);
      StoredDocument found = stored.remove(creation.path());
      if (found == null) {
        add(byCollection, unVote.collection().toString(), creation);
      } else if (found.fields().bool("isDeleted")) {
        Write restoring = Ledger.restoring(found, now);
        add(byCollection, unVote.collection().toString(), restoring);
      }
    }
    for (StoredDocument superfluous : stored.values()) {
      if (!superfluous.fields().bool("isDeleted")) {
        add(
            byCollection,
            Paths.collectionIdOfEvent(superfluous.path()),
            Ledger.orphaning(superfluous, now));
      }
    }
  }

  private void putHeld(Backing backing, SortedMap<String, List<Write>> byCollection) {
    Map<String, Long> stored = new HashMap<>();
    for (StoredDocument document :
        store.query(Queries.stakerVotes(chain, contract.address(), user))) {
      stored.put(
          document.path().id(), MalformedDocumentException.decode(document, HeldVotes::votes));
    }
    backing
        .held()
        .forEach(
            (id, held) -> {
              if (!Long.valueOf(held.votes().count()).equals(stored.get(id))) {
                add(
                    byCollection,
                    id,
                    new Write.Put(
                        Paths.stakerVotes(chain, contract.address(), user, held.collection()),
                        HeldVotes.encode(
                            held.collection(),
                            held.votes().count(),
                            held.lastVoteAt(),
                            clock.millis())));
              }
            });
  }

  private static void add(SortedMap<String, List<Write>> byCollection, String id, Write write) {
    byCollection.computeIfAbsent(id, key -> new ArrayList<>()).add(write);
  }

  /** The writes that mark events as applied, and those whose rebuilt power has changed. */
  private List<Write> marks(List<StakingEntry> entries, List<Powered> live) {
    Map<StakingEntry, Powered> powers = new HashMap<>();
    live.forEach(powered -> powers.put(powered.entry(), powered));
    List<Write> marks = new ArrayList<>();
    for (StakingEntry entry : entries) {
      Fields.Builder fields =
          Fields.builder().put("isApplied", true).put("updatedAt", clock.millis());
      Powered powered = powers.get(entry);
      boolean changed = !entry.isApplied();
      if (powered != null) {
        changed |= !Long.valueOf(powered.power()).equals(entry.power());
        fields.put("stakePower", powered.power()).put("stakePowerSource", powered.source().text());
      }
      if (changed) {
        StoredDocument document = entry.document();
        marks.add(new Write.Update(document.path(), fields.build(), document.updateTime()));
      }
    }
    return marks;
  }

  /** From the first commit on the staker has the new power, so no vote relies on the old one. */
  private boolean commit(StakerAccount account, Staker settled, List<Write> writes) {
    int from = 0;
    while (writes.size() - from > PAGE) {
      List<Write> page = writes.subList(from, from + PAGE);
      if (!account.commit(settled.settling(), page, ids.get(), clock.millis())) {
        return false;
      }
      from += PAGE;
    }
    List<Write> last = writes.subList(from, writes.size());
    return account.commit(settled, last, ids.get(), clock.millis());
  }
}
