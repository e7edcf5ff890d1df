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
   * Puts the amounts into the request.
   *
   * @param json changed: each gain that comes from a period gets its amount
   * @return what is taken
   * @throws InvalidValueException naming the field, if a period is not final, or its amounts are
   *     given besides
   */
  List<Taken> fill(JsonObject json, PlanFile file, ChainId chain) {
    Map<Week, SortedSet<Address>> taken = new LinkedHashMap<>();
    for (FromPeriod from : file.periods()) {
      String field = "gains[" + from.gain() + "].fromPeriod";
      if (from.hasAmounts()) {
        throw new InvalidValueException(
            "gains[" + from.gain() + "].amounts", "given", "come from the period");
      }
      PlanFile.Asset asset = file.assets().get(from.asset());
      if (asset == null || asset.token().isPresent()) {
        throw new InvalidValueException(
            field + ".asset", from.asset(), "must be the chain's own currency in assets");
      }
      Week period = period(field, from.period());
      SortedSet<Address> all = taken.computeIfAbsent(period, any -> new TreeSet<>());
      Wei sum = Wei.ZERO;
      for (Address collection : collections(chain, from)) {
        if (!all.add(collection)) {
          throw new InvalidValueException(field + ".collections", collection, "is there twice");
        }
        sum = sum.plus(fees(field, new CollectionId(chain, collection), period));
      }
      JsonObject amounts = new JsonObject();
      amounts.addProperty(from.asset(), sum.toString());
      JsonArray gains = json.getAsJsonArray("gains");
      gains.get(from.gain()).getAsJsonObject().add("amounts", amounts);
    }
    List<Taken> result = new ArrayList<>();
    taken.forEach((period, collections) -> result.add(new Taken(period, collections)));
    return result;
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

  /** Sees to it that the period is never reopened, then reads it. */
  private Wei fees(String field, CollectionId collection, Week period) {
    List<Write> reserve =
        PaidHours.writes(
            collection, store.get(Paths.payouts(collection)), new BlockHour(period.end()));
    if (!reserve.isEmpty()) {
      var unused = store.commit(reserve);
    }
    Optional<BlockHour> sealed = Books.sealedUntil(store.get(Paths.aggregation(collection)));
    if (sealed.isEmpty()) {
      throw new InvalidValueException(field + ".collections", collection, "is not known");
    }
    if (sealed.get().start() < period.end()) {
      // A quiet collection is not looked at by itself; a late event may still come into its hours.
      sealing.accept(collection);
      throw new InvalidValueException(
          field + ".period",
          period.id(),
          "is not final: "
              + collection
              + " is sealed until "
              + sealed.get()
              + "; that it goes on was asked for, so try again in some minutes");
    }
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
