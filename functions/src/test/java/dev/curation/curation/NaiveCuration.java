package dev.curation.curation;

import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules once more, written only from the specification, as plainly as possible: no shared code
 * with the product but the events. Fields that money depends on, of every block and period.
 */
public final class NaiveCuration {
  private static final long HOUR = 3_600_000;

  /** Fields by path: {@code blocks/h}, {@code blocks/h/user}, {@code periods/w/user}, ... */
  private final TreeMap<String, Map<String, Object>> documents = new TreeMap<>();

  private final TreeMap<String, Long> votes = new TreeMap<>();
  private final TreeMap<String, BigInteger> totals = new TreeMap<>();
  private final TreeMap<String, long[]> votedAt = new TreeMap<>();
  private final TreeMap<String, BigInteger> votesPerToken = new TreeMap<>();

  /** By hour: all votes, and all votes times their votes per token. */
  private final TreeMap<Long, List<BigInteger>> held = new TreeMap<>();

  private BigInteger fees = BigInteger.ZERO;
  private BigInteger carry = BigInteger.ZERO;

  /** All documents that the events give. */
  public static Map<String, Map<String, Object>> documents(List<? extends LedgerEvent> events) {
    NaiveCuration naive = new NaiveCuration();
    TreeMap<Long, List<LedgerEvent>> hours = new TreeMap<>();
    for (LedgerEvent event : events) {
      long hour = event.position().timestamp() / HOUR * HOUR;
      hours.computeIfAbsent(hour, h -> new ArrayList<>()).add(event);
    }
    hours.forEach(naive::block);
    return naive.documents;
  }

  private void block(long hour, List<LedgerEvent> events) {
    List<LedgerEvent> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.<LedgerEvent>comparingLong(e -> e.position().timestamp())
            .thenComparingLong(e -> e.position().blockNumber())
            .thenComparingLong(
                e -> e.position().logIndex() == null ? Long.MAX_VALUE : e.position().logIndex())
            .thenComparingInt(e -> e instanceof VotesRemoved ? 0 : 1)
            .thenComparing(e -> e.id().value()));
    BigInteger blockFees = BigInteger.ZERO;
    for (LedgerEvent event : sorted) {
      if (event instanceof Sale sale) {
        blockFees = blockFees.add(sale.protocolFee().value());
      } else if (event instanceof VotesAdded vote) {
        String user = vote.user().hex();
        BigInteger before = BigInteger.valueOf(votes.getOrDefault(user, 0L));
        BigInteger added = BigInteger.valueOf(vote.votes().count());
        BigInteger ofAdded = BigInteger.valueOf(vote.votesPerToken().millionths());
        BigInteger weight =
            before
                .multiply(votesPerToken.getOrDefault(user, BigInteger.ZERO))
                .add(added.multiply(ofAdded));
        BigInteger after = before.add(added);
        votesPerToken.put(user, after.signum() == 0 ? ofAdded : weight.divide(after));
        votes.merge(user, vote.votes().count(), Long::sum);
        long time = vote.position().timestamp();
        votedAt.computeIfAbsent(user, u -> new long[] {time, time})[1] = time;
      } else if (event instanceof VotesRemoved vote) {
        String user = vote.user().hex();
        votes.computeIfPresent(user, (u, held) -> Math.max(0, held - vote.votes().count()));
      }
    }
    BigInteger pot = carry.add(blockFees);
    BigInteger all = BigInteger.ZERO;
    for (long held : votes.values()) {
      all = all.add(BigInteger.valueOf(held));
    }
    BigInteger weighted = BigInteger.ZERO;
    for (Map.Entry<String, Long> each : votes.entrySet()) {
      BigInteger mean = votesPerToken.getOrDefault(each.getKey(), BigInteger.ZERO);
      weighted = weighted.add(mean.multiply(BigInteger.valueOf(each.getValue())));
    }
    held.put(hour, List.of(all, weighted));
    carry = pot;
    fees = fees.add(blockFees);
    for (Map.Entry<String, Long> each : votes.entrySet()) {
      if (each.getValue() > 0) {
        BigInteger share = BigInteger.valueOf(each.getValue()).multiply(pot).divide(all);
        carry = carry.subtract(share);
        user(hour, each.getKey(), each.getValue(), share);
      }
    }
    document(
        "blocks/" + hour,
        "blockProtocolFeesAccruedWei",
        blockFees.toString(),
        "totalProtocolFeesAccruedWei",
        fees.toString(),
        "arbitrageProtocolFeesAccruedWei",
        carry.toString(),
        "numCuratorVotes",
        all.longValueExact(),
        "blockDistributedWei",
        pot.subtract(carry).toString(),
        "weightedVotes",
        weighted.toString(),
        "isAggregated",
        true);
    Map<String, Object> period = documents.get("periods/" + sunday(hour));
    BigInteger before =
        period == null
            ? BigInteger.ZERO
            : new BigInteger((String) period.get("periodProtocolFeesAccruedWei"));
    BigInteger distributedBefore =
        period == null
            ? BigInteger.ZERO
            : new BigInteger((String) period.get("periodDistributedWei"));
    document(
        "periods/" + sunday(hour),
        "periodProtocolFeesAccruedWei",
        before.add(blockFees).toString(),
        "totalProtocolFeesAccruedWei",
        fees.toString(),
        "numCuratorVotes",
        all.longValueExact(),
        "periodDistributedWei",
        distributedBefore.add(pot.subtract(carry)).toString(),
        "voteHours",
        Map.of(
            "votes", sumSince(sunday(hour), hour, 0), "weighted", sumSince(sunday(hour), hour, 1)));
  }

  /** Hour by hour: one without events counts with what was held before. */
  private String sumSince(long from, long to, int part) {
    BigInteger sum = BigInteger.ZERO;
    for (long hour = from; hour <= to; hour += HOUR) {
      Map.Entry<Long, List<BigInteger>> newest = held.floorEntry(hour);
      sum = newest == null ? sum : sum.add(newest.getValue().get(part));
    }
    return sum.toString();
  }

  private void user(long hour, String user, long held, BigInteger share) {
    BigInteger total = totals.getOrDefault(user, BigInteger.ZERO).add(share);
    totals.put(user, total);
    long[] times = votedAt.getOrDefault(user, new long[2]);
    document(
        "blocks/" + hour + "/" + user,
        "votes",
        held,
        "blockProtocolFeesAccruedWei",
        share.toString(),
        "totalProtocolFeesAccruedWei",
        total.toString(),
        "firstVotedAt",
        times[0],
        "lastVotedAt",
        times[1]);
    String path = "periods/" + sunday(hour) + "/" + user;
    Map<String, Object> period = documents.get(path);
    BigInteger before =
        period == null
            ? BigInteger.ZERO
            : new BigInteger((String) period.get("periodProtocolFeesAccruedWei"));
    document(
        path,
        "periodProtocolFeesAccruedWei",
        before.add(share).toString(),
        "totalProtocolFeesAccruedWei",
        total.toString());
  }

  private void document(String path, Object... fields) {
    Map<String, Object> document = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      document.put((String) fields[i], fields[i + 1]);
    }
    documents.put(path, document);
  }

  private static long sunday(long time) {
    return Instant.ofEpochMilli(time)
        .atOffset(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.DAYS)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY))
        .toInstant()
        .toEpochMilli();
  }
}
