package dev.curation.pools;

import static dev.curation.pools.PoolWorld.COLLECTION;
import static dev.curation.pools.PoolWorld.POOL;

import dev.curation.books.Books;
import dev.curation.books.CuratorTrail;
import dev.curation.chain.Address;
import dev.curation.delegations.ChangeEntry;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.documents.Paths;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.Scale;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose each block's shares are, hour by hour and exactly, with the votes and rates of that hour:
 * as if everybody were paid in every block.
 */
final class EagerRecount {
  /**
   * A time as an operator, as the receipts told it.
   *
   * @param rateE18 at its beginning
   * @param signedAt when that was, milliseconds since the epoch
   */
  record Stint(
      Address operator,
      Address owner,
      BigInteger rateE18,
      long signedAt,
      BlockHour since,
      @Nullable BlockHour until) {
    boolean holds(Address curator, BlockHour hour) {
      return operator.equals(curator)
          && since.compareTo(hour) <= 0
          && (until == null || hour.compareTo(until) < 0);
    }

    Stint ended(BlockHour end) {
      return new Stint(operator, owner, rateE18, signedAt, since, end);
    }
  }

  private final List<Stint> stints;
  private final Map<Address, Map<Address, BigInteger>> votes = new TreeMap<>(byHex());
  private final Map<Address, Rate> rates = new TreeMap<>(byHex());
  private final SortedMap<Address, Fraction> exact = new TreeMap<>(byHex());

  private EagerRecount(List<Stint> stints) {
    this.stints = stints;
  }

  private static Comparator<Address> byHex() {
    return Comparator.comparing(Address::hex);
  }

  private record Rate(long since, BigInteger rateE18) {}

  private record Share(BlockHour hour, Address curator, BigInteger wei) {}

  /**
   * @return what everybody has earned, by person
   */
  static SortedMap<Address, Fraction> of(
      PoolWorld world, List<Address> curators, List<Stint> stints) {
    EagerRecount recount = new EagerRecount(stints);
    List<ChangeEntry> changes = changes(world);
    int next = 0;
    for (Share share : shares(world, curators)) {
      while (next < changes.size()
          && changes.get(next).place().hour().compareTo(share.hour()) <= 0) {
        recount.change(changes.get(next++));
      }
      recount.share(share);
    }
    return recount.exact;
  }

  /** Those that were put in force, in their order. */
  private static List<ChangeEntry> changes(PoolWorld world) {
    List<ChangeEntry> changes = new ArrayList<>();
    for (StoredDocument document :
        world.process().query(Query.in(Paths.pool(POOL).collection(Paths.DELEGATION_CHANGES)))) {
      if (document.fields().optionalString("refusal") == null) {
        changes.add(Changes.decode(document));
      }
    }
    changes.sort(Comparator.comparing(entry -> entry.place().text()));
    return changes;
  }

  private static List<Share> shares(PoolWorld world, List<Address> curators) {
    BlockHour end = BlockHour.of(world.now.toEpochMilli());
    List<Share> shares = new ArrayList<>();
    for (Address curator : curators) {
      for (CuratorTrail.Step step :
          new Books(world.process(), COLLECTION).trail(curator, new BlockHour(0), end).steps()) {
        shares.add(new Share(step.record().hour(), curator, step.share().value()));
      }
    }
    shares.sort(Comparator.comparing(Share::hour));
    return shares;
  }

  private void change(ChangeEntry entry) {
    switch (entry.change()) {
      case DelegationChange.Delegate c -> move(c.curator(), c.operator(), c.votes());
      case DelegationChange.Undelegate c -> move(c.curator(), c.operator(), c.votes().negate());
      case DelegationChange.Redelegate c -> {
        move(c.curator(), c.source(), c.votes().negate());
        move(c.curator(), c.target(), c.votes());
      }
      case DelegationChange.SetCommission c ->
          rates.put(c.operator(), new Rate(entry.place().timestamp(), c.rateE18()));
    }
  }

  private void move(Address curator, Address operator, BigInteger difference) {
    votes
        .computeIfAbsent(operator, any -> new TreeMap<>(byHex()))
        .merge(curator, difference, BigInteger::add);
  }

  private void share(Share share) {
    Stint stint =
        stints.stream()
            .filter(each -> each.holds(share.curator(), share.hour()))
            .findFirst()
            .orElse(null);
    Map<Address, BigInteger> holders = votes.getOrDefault(share.curator(), Map.of());
    BigInteger all = holders.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    Fraction wei = Fraction.of(share.wei());
    if (stint == null) {
      earn(share.curator(), wei);
    } else if (all.signum() == 0) {
      earn(stint.owner(), wei);
    } else {
      Rate set = rates.get(share.curator());
      BigInteger rate =
          set == null || set.since() < stint.signedAt() ? stint.rateE18() : set.rateE18();
      earn(stint.owner(), wei.times(rate, Scale.ONE_E18));
      Fraction rest = wei.times(Scale.ONE_E18.subtract(rate), Scale.ONE_E18);
      holders.forEach((holder, held) -> earn(holder, rest.times(held, all)));
    }
  }

  private void earn(Address person, Fraction wei) {
    exact.merge(person, wei, Fraction::plus);
  }
}
