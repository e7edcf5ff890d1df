package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.ContentHash;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.LaneParameters;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What operators did to a lane, as their recorded acts say. */
final class LaneHistory {
  private final List<Setting> settings = new ArrayList<>();
  private final List<Cancelling> cancellings = new ArrayList<>();
  private final List<Excess> excesses = new ArrayList<>();
  private final Map<Denom, Map<Long, Wei>> shortfalls = new TreeMap<>();
  private @Nullable Long firstHeight;
  private @Nullable Long closedFrom;

  /** Parameters from a block on. */
  private record Setting(long from, Instant at, LaneParameters parameters) {}

  /** A batch that was taken back when a block was the newest. */
  record Cancelling(Denom denom, long seq, long afterHeight) {}

  /** Surplus that became excess, or excess that was swept, behind a batch. */
  private record Excess(Denom denom, long settledThrough, Wei released, Wei swept) {}

  private LaneHistory() {}

  static LaneHistory read(LaneId lane, LaneReading accrual, LaneReading payout) {
    LaneHistory history = new LaneHistory();
    each(accrual, Paths.lane(lane), history::onAccrual);
    each(payout, Paths.payoutLane(lane), history::onPayout);
    history.settings.sort(Comparator.comparingLong(Setting::from).thenComparing(Setting::at));
    return history;
  }

  private static void each(LaneReading reading, DocumentPath lane, Consumer<Done> consumer) {
    reading.pages(
        lane,
        LanePaths.ACTS,
        LaneReading.SMALL,
        page -> {
          for (StoredDocument act : page) {
            var unused =
                reading.decode(
                    act,
                    document -> {
                      consumer.accept(done(document));
                      return true;
                    });
            String hash = ContentHash.of(String.valueOf(act.fields().get("order")));
            reading
                .findings()
                .require(act.path(), "orderHash", act.fields().get("orderHash"), hash);
            reading.findings().checked();
          }
        });
  }

  /** An act: its result, and when it was recorded. */
  private record Done(Map<String, String> result, Instant at) {
    boolean has(String name) {
      return result.containsKey(name);
    }
  }

  private static Done done(StoredDocument act) {
    Map<String, String> result = new TreeMap<>();
    Fields stored = act.fields().map("result");
    stored.values().keySet().forEach(name -> result.put(name, stored.string(name)));
    return new Done(result, act.updateTime());
  }

  private void onAccrual(Done act) {
    if (act.has(LaneActs.CLOSED_FROM)) {
      closedFrom = LaneActs.number(act.result(), LaneActs.CLOSED_FROM);
    }
    if (act.has(LaneActs.FIRST_HEIGHT)) {
      firstHeight = LaneActs.number(act.result(), LaneActs.FIRST_HEIGHT);
      set(firstHeight, act);
    } else if (act.has(LaneActs.FROM_HEIGHT)) {
      set(LaneActs.number(act.result(), LaneActs.FROM_HEIGHT), act);
    } else if (act.has(LaneActs.AFTER_HEIGHT)) {
      cancellings.add(
          new Cancelling(
              denom(act),
              LaneActs.number(act.result(), LaneActs.SEQ),
              LaneActs.number(act.result(), LaneActs.AFTER_HEIGHT)));
    }
  }

  private void set(long from, Done act) {
    settings.add(new Setting(from, act.at(), LaneActs.parameters(act.result())));
  }

  private void onPayout(Done act) {
    if (act.has(LaneActs.SHORTFALL)) {
      shortfalls
          .computeIfAbsent(denom(act), any -> new TreeMap<>())
          .put(LaneActs.number(act.result(), LaneActs.SEQ), wei(act, LaneActs.SHORTFALL));
    } else if (act.has(LaneActs.RELEASED) || act.has(LaneActs.SWEPT)) {
      excesses.add(
          new Excess(
              denom(act),
              LaneActs.number(act.result(), LaneActs.SETTLED_THROUGH),
              act.has(LaneActs.RELEASED) ? wei(act, LaneActs.RELEASED) : Wei.ZERO,
              act.has(LaneActs.SWEPT) ? wei(act, LaneActs.SWEPT) : Wei.ZERO));
    }
  }

  private static Denom denom(Done act) {
    return new Denom(LaneActs.text(act.result(), LaneActs.DENOM));
  }

  private static Wei wei(Done act, String name) {
    return Wei.parse("result." + name, LaneActs.text(act.result(), name));
  }

  /** Empty where no act says that the lane was opened. */
  Optional<Long> firstHeight() {
    return Optional.ofNullable(firstHeight);
  }

  @Nullable Long closedFrom() {
    return closedFrom;
  }

  /** The parameters that are in force for a block; the newest that there are for the last. */
  Optional<LaneParameters> parameters(long height) {
    LaneParameters found = null;
    for (Setting setting : settings) {
      found = setting.from() <= height ? setting.parameters() : found;
    }
    return Optional.ofNullable(found);
  }

  List<Cancelling> cancellings(Denom denom) {
    return cancellings.stream().filter(each -> each.denom().equals(denom)).toList();
  }

  /** What a batch was settled short of; 0 where it was not. */
  Wei shortfall(Denom denom, long seq) {
    return shortfalls.getOrDefault(denom, Map.of()).getOrDefault(seq, Wei.ZERO);
  }

  /** What was released behind a batch, and before the next that was settled or passed over. */
  Wei released(Denom denom, long settledThrough) {
    return of(denom, settledThrough).map(Excess::released).reduce(Wei.ZERO, Wei::plus);
  }

  Wei swept(Denom denom, long settledThrough) {
    return of(denom, settledThrough).map(Excess::swept).reduce(Wei.ZERO, Wei::plus);
  }

  private java.util.stream.Stream<Excess> of(Denom denom, long settledThrough) {
    return excesses.stream()
        .filter(each -> each.denom().equals(denom) && each.settledThrough() == settledThrough);
  }
}
