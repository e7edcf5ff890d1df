package dev.curation.bench;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.functions.BackendSettings;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.SaleFacts;
import dev.curation.ledger.Watermark;
import dev.curation.local.LocalStack;
import dev.curation.local.PayoutProject;
import dev.curation.money.Denom;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A collection of many curators with one fee, and a lane to another chain. */
final class LanesStage implements AutoCloseable {
  static final LaneId LANE =
      new LaneId(
          new CollectionId(new ChainId(1), new Address("0x" + "1a".repeat(20))), new ChainId(10));
  static final Denom DENOM = Denom.NATIVE;
  static final Wei FEE = Wei.parse("fee", "123456789012345678901");

  private static final String SENDER = "0x" + "5e".repeat(20);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int CHUNK = 1_000;
  private static final long MOST_VOTES = 1_000_000;

  private final LocalStack stack;
  private final AtomicLong clock;
  private final SortedMap<String, Long> votes;

  private LanesStage(LocalStack stack, AtomicLong clock, SortedMap<String, Long> votes) {
    this.stack = stack;
    this.clock = clock;
    this.votes = votes;
  }

  /** Starts both emulators and opens the lane; nobody votes yet. */
  static LanesStage start(Path home, int curators) {
    AtomicLong clock = new AtomicLong(START.toEpochMilli());
    BackendSettings settings =
        BackendSettings.of(AggregationSettings.DEFAULT.withUserDocuments(UserDocuments.NONE));
    LocalStack stack =
        LocalStack.start(
            new LocalStack.Options(
                    "bench-lanes",
                    0,
                    0,
                    home.resolve("firestore.rules"),
                    home.resolve("firebase.json"),
                    Duration.ofDays(1),
                    settings,
                    () -> Instant.ofEpochMilli(clock.get()))
                .withLanes(new PayoutProject("bench-lanes-payout", settings)));
    Random random = new Random(1);
    SortedMap<String, Long> votes = new TreeMap<>();
    while (votes.size() < curators) {
      byte[] bytes = new byte[Address.BYTES];
      random.nextBytes(bytes);
      votes.put(Address.ofBytes(bytes).hex(), 1 + random.nextLong(MOST_VOTES));
    }
    return new LanesStage(stack, clock, votes);
  }

  LocalStack stack() {
    return stack;
  }

  Instant now() {
    return Instant.ofEpochMilli(clock.get());
  }

  /** By curator. */
  SortedMap<String, Long> votes() {
    return votes;
  }

  /** Everybody votes, one fee comes, and the hour is sealed. */
  void earn() throws InterruptedException {
    order(
        "",
        "\"action\":\"open\",\"blocksPerTransmission\":\"1\",\"sender\":\"%s\",\"from\":\"%d\""
            .formatted(SENDER, START.toEpochMilli() + HOUR));
    order(
        "/payout",
        "\"action\":\"openPayout\",\"sender\":\"%s\",\"receiver\":\"%s\",\"tokens\":{\"native\":\"native\"}"
            .formatted(SENDER, "0x" + "4e".repeat(20)));
    long hour = START.toEpochMilli() + HOUR;
    clock.set(hour + HOUR);
    List<LedgerEvent> events = new ArrayList<>();
    votes.forEach(
        (curator, count) ->
            events.add(
                new LedgerEvent.VotesAdded(
                    new EventId("vote-" + curator),
                    new ChainPosition(hour + 1, 1, 0, null),
                    new Address(curator),
                    Votes.of(count),
                    VotesPerToken.ZERO)));
    events.add(
        new LedgerEvent.Sale(
            new EventId("sale"), new ChainPosition(hour + 2, 2, 0, null), FEE, SaleFacts.UNKNOWN));
    Ledger ledger = new Ledger(stack.store(), LANE.collection());
    for (int next = 0; next < events.size(); next += CHUNK) {
      var unused =
          ledger.append(events.subList(next, Math.min(events.size(), next + CHUNK)), clock.get());
    }
    Watermark.ofChain(stack.store(), LANE.collection().chainId())
        .advance("bench", hour + 48 * HOUR);
    clock.set(hour + 48 * HOUR);
    var unused = stack.tick();
    await(() -> sealedUntil().filter(until -> until > hour).isPresent());
  }

  private Optional<Long> sealedUntil() {
    return stack
        .store()
        .get(Paths.aggregation(LANE.collection()))
        .map(document -> document.fields().integer("sealedUntil"));
  }

  /** Waits until something is so. */
  static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(100);
    }
  }

  /** The payout side's sums. */
  Fields payout() {
    return stack
        .payouts()
        .get(LanePaths.payout(LANE, DENOM))
        .map(StoredDocument::fields)
        .orElse(Fields.EMPTY);
  }

  private void order(String side, String fields) {
    String body =
        "{\"laneId\":\"%s\",\"requestId\":\"bench\",\"who\":\"bench\",\"why\":\"a benchmark\",%s}"
            .formatted(LANE, fields);
    URI uri = stack.functions().resolve(side + "/ManageLane");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "%d: %s", answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stack.close();
  }
}
