package dev.curation.plans;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.ClaimQueries;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.planfiles.PlanFile;
import dev.curation.planfiles.PlanFile.FromPeriod;
import dev.curation.pools.PaidHours;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gains that are the protocol fees of a curation period: read once the period is final, and never
 * for two plans.
 */
final class PlanGains {
  private static final int PAGE = 500;

  private final Store store;
  private final InstantSource clock;
  private final Consumer<CollectionId> sealing;

  /**
   * @param sealing asked to seal what a collection is behind with
   */
  PlanGains(Store store, InstantSource clock, Consumer<CollectionId> sealing) {
    this.store = store;
    this.clock = clock;
    this.sealing = sealing;
  }

  /** Whose fees of which period a plan takes. */
  record Taken(Week period, SortedSet<Address> collections) {}

  /**
   * What a plan takes.
   *
   * @param reservations nothing of it is reopened from then on; they fail where it was since it was
   *     read
   */
  record Taking(List<Taken> periods, List<Write> reservations) {
    /** Last of all, when nothing can refuse the plan any more. */
    void reserve(Store store) {
      for (int from = 0; from < reservations.size(); from += PAGE) {
        int to = Math.min(reservations.size(), from + PAGE);
        var unused = store.commit(reservations.subList(from, to));
      }
    }
  }

  /**
   * Puts the amounts into the request; nothing is written.
   *
   * @param json changed: each gain that comes from a period gets its amount
   * @return what is taken
   * @throws InvalidValueException naming the field, if a period is not final, or its amounts are
   *     given besides
   */
  Taking fill(JsonObject json, PlanFile file, ChainId chain) {
    Map<Week, SortedSet<Address>> taken = new LinkedHashMap<>();
    Map<Address, Write> reservations = new LinkedHashMap<>();
    Map<Address, Week> last = new HashMap<>();
    Map<Address, Optional<StoredDocument>> read = new HashMap<>();
    Map<CollectionId, Open> open = new LinkedHashMap<>();
    for (FromPeriod from : file.periods()) {
      String field = "gains[" + from.gain() + "].fromPeriod";
      requirePlain(file, from, field);
      Week period = period(field, from.period());
      SortedSet<Address> all = taken.computeIfAbsent(period, any -> new TreeSet<>());
      Wei sum = Wei.ZERO;
      for (Address address : collections(chain, from)) {
        if (!all.add(address)) {
          throw new InvalidValueException(field + ".collections", address, "is there twice");
        }
        CollectionId collection = new CollectionId(chain, address);
        // Before the fees are read: a reopening in between makes the reservation fail.
        Optional<StoredDocument> payouts =
            read.computeIfAbsent(address, any -> store.get(Paths.payouts(collection)));
        if (sealedUntil(field, collection).start() < period.end()) {
          open.put(collection, new Open(field, period));
          continue;
        }
        sum = sum.plus(fees(collection, period));
        if (last.merge(address, period, PlanGains::later).equals(period)) {
          PaidHours.writes(collection, payouts, new BlockHour(period.end()))
              .forEach(write -> reservations.put(address, write));
        }
      }
      JsonObject amounts = new JsonObject();
      amounts.addProperty(from.asset(), sum.toString());
      JsonArray gains = json.getAsJsonArray("gains");
      gains.get(from.gain()).getAsJsonObject().add("amounts", amounts);
    }
    requireNone(open);
    List<Taken> periods = new ArrayList<>();
    taken.forEach((period, collections) -> periods.add(new Taken(period, collections)));
    return new Taking(periods, List.copyOf(reservations.values()));
  }

  private static Week later(Week a, Week b) {
    return a.end() >= b.end() ? a : b;
  }

  private static void requirePlain(PlanFile file, FromPeriod from, String field) {
    if (from.hasAmounts()) {
      throw new InvalidValueException(
          "gains[" + from.gain() + "].amounts", "given", "come from the period");
    }
    PlanFile.Asset asset = file.assets().get(from.asset());
    if (asset == null || asset.token().isPresent()) {
      throw new InvalidValueException(
          field + ".asset", from.asset(), "must be the chain's own currency in assets");
    }
  }

  /** The periods that a stored plan takes gains from, each once. */
  static SortedSet<Week> periods(PlanFile file) {
    SortedSet<Week> periods = new TreeSet<>();
    file.periods().forEach(from -> periods.add(new Week(Long.parseLong(from.period()))));
    return periods;
  }

  private Week period(String field, String id) {
    try {
      Week period = new Week(Long.parseLong(id));
      if (period.end() <= clock.millis()) {
        return period;
      }
    } catch (NumberFormatException | InvalidValueException e) {
      // The sentence below says it better.
    }
    throw new InvalidValueException(
        field + ".period", id, "must be the start of a week that is over, in milliseconds");
  }

  private List<Address> collections(ChainId chain, FromPeriod from) {
    if (!from.collections().isEmpty()) {
      return from.collections();
    }
    List<Address> all = new ArrayList<>();
    @Nullable DocumentPath last = null;
    while (true) {
      List<StoredDocument> page = store.query(ClaimQueries.collections(chain, last, PAGE));
      page.forEach(each -> all.add(CollectionId.parse(each.path().id()).address()));
      if (page.size() < PAGE) {
        return all;
      }
      last = page.getLast().path();
    }
  }

  private BlockHour sealedUntil(String field, CollectionId collection) {
    return Books.sealedUntil(store.get(Paths.aggregation(collection)))
        .orElseThrow(
            () -> new InvalidValueException(field + ".collections", collection, "is not known"));
  }

  /** What is wanted of a collection that is not sealed. */
  private record Open(String field, Week period) {}

  /** A quiet collection is not looked at by itself; a late event may still come into its hours. */
  private void requireNone(Map<CollectionId, Open> open) {
    open.keySet().forEach(sealing);
    open.forEach(
        (collection, wanted) -> {
          throw new InvalidValueException(
              wanted.field() + ".period",
              wanted.period().id(),
              "is not final: "
                  + collection
                  + (open.size() == 1 ? " is" : " and " + (open.size() - 1) + " more are")
                  + " not sealed; that they go on was asked for, so try again in some minutes");
        });
  }

  private Wei fees(CollectionId collection, Week period) {
    return store
        .get(Paths.period(collection, period))
        .map(
            document ->
                MalformedDocumentException.decode(
                    document,
                    f ->
                        Wei.parse(
                            "periodProtocolFeesAccruedWei",
                            f.string("periodProtocolFeesAccruedWei"))))
        .orElse(Wei.ZERO);
  }
}
