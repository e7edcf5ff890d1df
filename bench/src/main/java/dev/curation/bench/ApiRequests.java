package dev.curation.bench;

import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.time.BlockHour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What clients ask of the read API: the same for the same seed. */
final class ApiRequests {
  private static final int EACH = 400;
  private static final String API = "/api/v1/";
  private static final String COLLECTION = API + "collections/" + CryptoPunksSales.COLLECTION;

  private final List<LedgerEvent> events;
  private final List<VotesAdded> votes;
  private final Random random;

  ApiRequests(List<LedgerEvent> events, long seed) {
    this.events = events;
    this.votes =
        events.stream().filter(VotesAdded.class::isInstance).map(VotesAdded.class::cast).toList();
    this.random = new Random(seed);
  }

  /** Addresses by the name of what they ask for. */
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("openapi.json", List.of(API + "openapi.json"));
    all.put("chains", List.of(API + "chains"));
    all.put("collections", some(() -> API + "collections?sort=" + any("fees", "apr", "curators")));
    all.put("collections/{id}", List.of(COLLECTION));
    all.put("collections/{id}?at=", some(() -> COLLECTION + "?at=" + time()));
    all.put("collections/{id}/blocks", some(() -> COLLECTION + "/blocks?to=" + time()));
    all.put("collections/{id}/periods", some(() -> COLLECTION + "/periods?to=" + time()));
    all.put(
        "collections/{id}/curators",
        some(() -> COLLECTION + "/curators?sort=" + any("votes", "earnings", "age")));
    all.put("collections/{id}/curators?at=", some(() -> COLLECTION + "/curators?at=" + time()));
    all.put(
        "collections/{id}/blocks/{start}/users/{address}",
        some(() -> COLLECTION + "/blocks/" + BlockHour.of(time()).start() + "/users/" + user()));
    all.put(
        "collections/{id}/periods/{start}/users/{address}",
        some(
            () ->
                COLLECTION
                    + "/periods/"
                    + BlockHour.of(time()).week().start()
                    + "/users/"
                    + user()));
    all.put("users/{address}", some(() -> API + "users/" + user()));
    all.put("users/{address}?at=", some(() -> API + "users/" + user() + "?at=" + time()));
    all.put("users/{address}/periods", some(() -> API + "users/" + user() + "/periods"));
    all.put(
        "users/{address}/collections/{id}/apr",
        some(
            () ->
                API + "users/" + user() + "/collections/" + CryptoPunksSales.COLLECTION + "/apr"));
    return all;
  }

  private static List<String> some(Supplier<String> one) {
    return Stream.generate(one).limit(EACH).toList();
  }

  /** Of a sale or a vote: there is a block of it. */
  private long time() {
    return events.get(random.nextInt(events.size())).position().timestamp();
  }

  private String user() {
    return votes.get(random.nextInt(votes.size())).user().hex();
  }

  private String any(String... words) {
    return words[random.nextInt(words.length)];
  }
}
