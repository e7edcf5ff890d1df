package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.apr.TokenPrices;
import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Queries;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Schema {@code curation/1}: hourly blocks and weekly periods, through ledger and aggregation. */
public final class CurationSuite implements VectorSuite {
  private static final List<String> USER_ROW =
      List.of(
          "votes",
          "blockProtocolFeesAccruedWei",
          "totalProtocolFeesAccruedWei",
          "firstVotedAt",
          "lastVotedAt");

  /** In the vectors nothing is sealed, so the time does not matter. */
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final Supplier<Store> stores;

  /**
   * @param stores an empty database for each vector
   */
  public CurationSuite(Supplier<Store> stores) {
    this.stores = stores;
  }

  @Override
  public String schema() {
    return "curation/1";
  }

  @Override
  public Optional<String> firstDifference(JsonObject vector) {
    CollectionId collection =
        new CollectionId(
            ChainId.parse("chainId", VectorEvents.text(vector, "chainId")),
            Address.parse("collectionAddress", VectorEvents.text(vector, "collectionAddress")));
    boolean rows = vector.get("usersAsRows").getAsBoolean();
    try (Store store = stores.get()) {
      int step = 1;
      for (JsonElement each : vector.getAsJsonArray("steps")) {
        put(store, collection, each.getAsJsonObject().getAsJsonArray("put"));
        aggregate(store, collection);
        Optional<String> difference =
            new Expectation(store, collection, rows)
                .firstDifference(each.getAsJsonObject().getAsJsonObject("expected"));
        if (difference.isPresent()) {
          return Optional.of("step " + step + ": " + difference.get());
        }
        step++;
      }
    }
    return Optional.empty();
  }

  private static void put(Store store, CollectionId collection, JsonArray events) {
    Ledger ledger = new Ledger(store, collection);
    List<LedgerEvent> all = new ArrayList<>();
    List<EventId> orphaned = new ArrayList<>();
    for (JsonElement each : events) {
      LedgerEvent event = VectorEvents.read(each.getAsJsonObject());
      all.add(event);
      if (each.getAsJsonObject().get("isDeleted").getAsBoolean()) {
        orphaned.add(event.id());
      }
    }
    ledger.append(all, CLOCK.millis());
    ledger.orphan(orphaned, CLOCK.millis());
  }

  private static void aggregate(Store store, CollectionId collection) {
    AggregationSettings settings = AggregationSettings.DEFAULT.withUserDocuments(UserDocuments.ALL);
    Aggregation aggregation =
        new Aggregation(store, settings, TokenPrices.NONE, CLOCK, () -> "conformance");
    Aggregation.Outcome outcome = aggregation.run(collection);
    while (outcome == Aggregation.Outcome.CONTINUES) {
      outcome = aggregation.run(collection);
    }
  }

  /** Compares everything that is stored with what a step expects. */
  private record Expectation(Store store, CollectionId collection, boolean usersAsRows) {

    Optional<String> firstDifference(JsonObject expected) {
      return results(
              "block",
              expected.getAsJsonArray("blocks"),
              Queries.blocksSince(collection, 0),
              id -> Queries.blockUsers(collection, new BlockHour(Long.parseLong(id))),
              usersAsRows)
          .or(
              () ->
                  results(
                      "period",
                      expected.getAsJsonArray("periods"),
                      Queries.periodsSince(collection, Week.of(0)),
                      id -> Queries.periodUsers(collection, new Week(Long.parseLong(id))),
                      false))
          .or(() -> books(expected));
    }

    private Optional<String> results(
        String kind, JsonArray expected, Query all, Function<String, Query> users, boolean rows) {
      Map<String, Fields> stored = documents(all);
      Map<String, JsonObject> wanted = new TreeMap<>();
      for (JsonElement each : expected) {
        wanted.put(each.getAsJsonObject().get("id").getAsString(), each.getAsJsonObject());
      }
      Optional<String> difference =
          Differences.inNames(kind + "s", wanted.keySet(), stored.keySet());
      for (Map.Entry<String, JsonObject> each : wanted.entrySet()) {
        if (difference.isPresent()) {
          return difference;
        }
        String id = each.getKey();
        JsonObject body = each.getValue();
        difference =
            Differences.inFields(
                    kind + " " + id,
                    body.getAsJsonObject("doc"),
                    stored.getOrDefault(id, Fields.EMPTY))
                .or(
                    () ->
                        users(
                            kind + " " + id,
                            body.getAsJsonObject("users"),
                            documents(users.apply(id)),
                            rows));
      }
      return difference;
    }

    private Map<String, Fields> documents(Query query) {
      Map<String, Fields> found = new TreeMap<>();
      for (StoredDocument document : store.query(query)) {
        found.put(document.path().id(), document.fields());
      }
      return found;
    }

    private static Optional<String> users(
        String where, JsonObject expected, Map<String, Fields> stored, boolean rows) {
      Optional<String> difference =
          Differences.inNames(where + " users", expected.keySet(), stored.keySet());
      for (String user : expected.keySet()) {
        if (difference.isPresent()) {
          return difference;
        }
        JsonElement wanted = expected.get(user);
        JsonObject fields = rows ? row(wanted.getAsJsonArray()) : wanted.getAsJsonObject();
        difference =
            Differences.inFields(
                where + " user " + user, fields, stored.getOrDefault(user, Fields.EMPTY));
      }
      return difference;
    }

    private static JsonObject row(JsonArray values) {
      JsonObject fields = new JsonObject();
      for (int i = 0; i < USER_ROW.size(); i++) {
        fields.add(USER_ROW.get(i), values.get(i));
      }
      return fields;
    }

    private Optional<String> books(JsonObject expected) {
      CuratorBook book = new Books(store, collection).newest();
      Fields.Builder totals = Fields.builder();
      for (CuratorAccount account : book.accounts()) {
        if (!account.totalAccrued().isZero()) {
          totals.put(account.address().hex(), account.totalAccrued().toString());
        }
      }
      Fields stored = totals.build();
      JsonObject wanted = expected.getAsJsonObject("curatorTotals");
      JsonObject sums = new JsonObject();
      sums.add("carryWei", expected.get("carryWei"));
      sums.add("feesWei", expected.get("feesWei"));
      Fields storedSums =
          Fields.builder()
              .put("carryWei", book.totals().carry().toString())
              .put("feesWei", book.totals().fees().toString())
              .build();
      return Differences.inNames("curatorTotals", wanted.keySet(), stored.values().keySet())
          .or(() -> Differences.inFields("curatorTotals", wanted, stored))
          .or(() -> Differences.inFields("books", sums, storedSums));
    }
  }
}
