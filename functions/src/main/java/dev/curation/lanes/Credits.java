package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.Earnings;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Credits the shares of a settlement to the payout chain's pool, in the order of addresses and each
 * once: the same commit says how far it is (specs/settlement.md, 4.3). A share that cannot be
 * credited is put aside and tried again; it holds back nobody.
 */
final class Credits {
  /** Each is two reads and two writes; a commit takes 500. */
  private static final int PER_COMMIT = 200;

  private final Store store;
  private final Earnings earnings;
  private final InstantSource clock;

  Credits(Store store, Earnings earnings, InstantSource clock) {
    this.store = store;
    this.earnings = earnings;
    this.clock = clock;
  }

  /**
   * @param deadline nothing is begun later, milliseconds
   * @return whether all shares are credited
   */
  boolean run(PayoutLane lane, Denom denom, long seq, long deadline) {
    DocumentPath path = LanePaths.settlement(lane.id(), denom, seq);
    SettlementDocument settlement = SettlementDocument.decode(store.get(path).orElseThrow());
    int at = settlement.credited();
    int loaded = -1;
    List<Map.Entry<String, BigInteger>> page = List.of();
    while (at < settlement.shares()) {
      if (clock.millis() >= deadline) {
        return false;
      }
      if (at / CuratorPages.CURATORS != loaded) {
        loaded = at / CuratorPages.CURATORS;
        page = page(lane.id(), denom, seq, loaded);
      }
      int from = at % CuratorPages.CURATORS;
      int to = Math.min(page.size(), from + PER_COMMIT);
      SortedMap<Address, Wei> amounts = new TreeMap<>();
      for (Map.Entry<String, BigInteger> each : page.subList(from, to)) {
        amounts.put(new Address(each.getKey()), Wei.of(each.getValue()));
      }
      var unused =
          earnings.bring(
              lane.id().payoutChain(),
              lane.paidIn(denom),
              amounts,
              new Part(lane.id(), denom, seq, at, amounts));
      at += to - from;
    }
    return true;
  }

  private List<Map.Entry<String, BigInteger>> page(LaneId id, Denom denom, long seq, int page) {
    DocumentPath path = LanePaths.settlementShares(id, denom, seq, page);
    return new ArrayList<>(
        CuratorPages.decode(PageWrites.AMOUNTS, Holdings.pages(store, List.of(path)).getFirst())
            .entrySet());
  }

  private static Write paid(
      LaneId lane,
      Denom denom,
      Address curator,
      Wei amount,
      Function<DocumentPath, Optional<StoredDocument>> found,
      long now) {
    DocumentPath path = LanePaths.paid(lane, denom, curator);
    Wei before = found.apply(path).map(Credits::total).orElse(Wei.ZERO);
    return new Write.Put(
        path,
        Fields.builder()
            .put("totalWei", before.plus(amount).toString())
            .put("updatedAt", now)
            .build());
  }

  static Wei total(StoredDocument paid) {
    return MalformedDocumentException.decode(
        paid, fields -> AccrualDocument.wei(fields, "totalWei"));
  }

  private static @Nullable String obstacle(Optional<StoredDocument> paid) {
    try {
      var unused = paid.map(Credits::total);
      return null;
    } catch (MalformedDocumentException e) {
      return e.getMessage();
    }
  }

  /** Some shares of a settlement, from one of them on. */
  private record Part(LaneId lane, Denom denom, long seq, int from, SortedMap<Address, Wei> amounts)
      implements Earnings.Source {
    @Override
    public List<DocumentPath> wanted() {
      List<DocumentPath> wanted = new ArrayList<>();
      wanted.add(LanePaths.settlement(lane, denom, seq));
      amounts.keySet().forEach(curator -> wanted.add(LanePaths.paid(lane, denom, curator)));
      return wanted;
    }

    @Override
    public @Nullable String obstacle(
        Function<DocumentPath, Optional<StoredDocument>> found, Address person) {
      return Credits.obstacle(found.apply(LanePaths.paid(lane, denom, person)));
    }

    @Override
    public @Nullable List<Write> writes(
        Function<DocumentPath, Optional<StoredDocument>> found,
        Map<Address, String> uncredited,
        long now) {
      StoredDocument stored = found.apply(LanePaths.settlement(lane, denom, seq)).orElseThrow();
      SettlementDocument settlement = SettlementDocument.decode(stored);
      if (settlement.credited() != from) {
        return null; // Another run was faster, or this one's answer was lost.
      }
      List<Write> writes = new ArrayList<>();
      writes.add(
          new Write.Update(
              stored.path(),
              settlement.credited(from + amounts.size()).encode(now),
              stored.updateTime()));
      amounts.forEach(
          (curator, amount) -> {
            String reason = uncredited.get(curator);
            writes.add(
                reason == null
                    ? paid(lane, denom, curator, amount, found, now)
                    : aside(curator, amount, reason, now));
          });
      return writes;
    }

    private Write aside(Address curator, Wei amount, String reason, long now) {
      return new Write.Create(
          LanePaths.uncredited(lane, denom, seq, curator),
          Fields.builder()
              .put("curator", curator.hex())
              .put("amountWei", amount.toString())
              .put("reason", reason)
              .put("at", now)
              .build());
    }
  }

  /** Tries again what was put aside, all of it. Returns how many shares were credited. */
  int retry(PayoutLane lane, Denom denom) {
    int credited = 0;
    List<StoredDocument> page = uncredited(lane, denom, null);
    while (!page.isEmpty()) {
      credited += retry(lane, denom, page);
      page = uncredited(lane, denom, page.getLast().path());
    }
    return credited;
  }

  private List<StoredDocument> uncredited(
      PayoutLane lane, Denom denom, @Nullable DocumentPath after) {
    return store.query(
        LaneQueries.page(
            LanePaths.payout(lane.id(), denom), LanePaths.UNCREDITED, after, PER_COMMIT));
  }

  private int retry(PayoutLane lane, Denom denom, List<StoredDocument> page) {
    int credited = 0;
    for (StoredDocument aside : page) {
      Address curator = Address.parse("curator", aside.fields().string("curator"));
      Wei amount = AccrualDocument.wei(aside.fields(), "amountWei");
      SortedMap<Address, Wei> one = new TreeMap<>(Map.of(curator, amount));
      Aside source = new Aside(lane.id(), denom, aside.path(), curator, amount);
      credited += earnings.bring(lane.id().payoutChain(), lane.paidIn(denom), one, source) ? 1 : 0;
    }
    return credited;
  }

  /** One share that was put aside. */
  private record Aside(LaneId lane, Denom denom, DocumentPath path, Address curator, Wei amount)
      implements Earnings.Source {
    @Override
    public List<DocumentPath> wanted() {
      return List.of(path, LanePaths.paid(lane, denom, curator));
    }

    @Override
    public @Nullable String obstacle(
        Function<DocumentPath, Optional<StoredDocument>> found, Address person) {
      return Credits.obstacle(found.apply(LanePaths.paid(lane, denom, person)));
    }

    @Override
    public @Nullable List<Write> writes(
        Function<DocumentPath, Optional<StoredDocument>> found,
        Map<Address, String> uncredited,
        long now) {
      if (found.apply(path).isEmpty() || !uncredited.isEmpty()) {
        return null;
      }
      return List.of(new Write.Delete(path), paid(lane, denom, curator, amount, found, now));
    }
  }
}
