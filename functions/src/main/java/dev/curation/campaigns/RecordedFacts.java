package dev.curation.campaigns;

import dev.curation.programs.Activity;
import dev.curation.programs.EventType;
import dev.curation.programs.Facts;
import dev.curation.programs.PercentileMetric;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the books said right after an event, kept with it: so each program judges it by the same,
 * whenever it gets there.
 *
 * @param held stake by address; without zeros
 * @param excluded of the event's parties
 * @param owners of the event's parties
 * @param votesRank null: the collection had no votes
 * @param stakeRank null: nothing was staked in its favour
 */
record RecordedFacts(
    Map<String, BigInteger> held,
    Set<String> excluded,
    Set<String> owners,
    @Nullable Rank votesRank,
    @Nullable Rank stakeRank)
    implements Facts {
  RecordedFacts {
    held = Map.copyOf(held);
    excluded = Set.copyOf(excluded);
    owners = Set.copyOf(owners);
  }

  static RecordedFacts of(Activity event, Facts facts) {
    Map<String, BigInteger> held = new TreeMap<>();
    Set<String> excluded = new TreeSet<>();
    Set<String> owners = new TreeSet<>();
    Set<String> parties = new TreeSet<>(Set.of(event.user()));
    if (event.seller() != null) {
      parties.add(event.seller());
    }
    for (String party : parties) {
      BigInteger stake = facts.stakeHeld(party);
      if (stake.signum() > 0) {
        held.put(party, stake);
      }
      if (facts.isExcluded(party)) {
        excluded.add(party);
      }
      if (event.type() == EventType.VOTE && facts.ownsCollection(party)) {
        owners.add(party);
      }
    }
    return new RecordedFacts(
        held,
        excluded,
        owners,
        facts.rank(PercentileMetric.VOTES),
        facts.rank(PercentileMetric.STAKE));
  }

  @Override
  public boolean isExcluded(String address) {
    return excluded.contains(address);
  }

  @Override
  public BigInteger stakeHeld(String address) {
    return held.getOrDefault(address, BigInteger.ZERO);
  }

  @Override
  public @Nullable Rank rank(PercentileMetric metric) {
    return metric == PercentileMetric.VOTES ? votesRank : stakeRank;
  }

  @Override
  public boolean ownsCollection(String address) {
    return owners.contains(address);
  }
}
