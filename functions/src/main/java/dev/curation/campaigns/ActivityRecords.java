package dev.curation.campaigns;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ProgramPaths;
import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.EventType;
import dev.curation.programs.PercentileMetric;
import dev.curation.programs.Ranking;
import dev.curation.programs.UserBook;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The books of a chain, as far as they were needed, and the documents that keep them. Valid as long
 * as nobody else writes the chain's activity document.
 */
final class ActivityRecords {
  private static final String PARTS = "0123456789abcdef";
  private final Store store;
  private final ChainId chain;
  private final ActivityBooks books = new ActivityBooks();
  private final Map<DocumentPath, Fields> users = new HashMap<>();
  private final Set<DocumentPath> known = new HashSet<>();
  private final Set<Activity> changed = new HashSet<>();
  private boolean knowsPowers;

  ActivityRecords(Store store, ChainId chain) {
    this.store = store;
    this.chain = chain;
  }

  ActivityBooks books() {
    return books;
  }

  /** Reads what the books need for some events: at most three documents for each. */
  void load(List<Activity> events) {
    if (!knowsPowers) {
      loadPowers();
      knowsPowers = true;
    }
    Map<DocumentPath, Activity> wanted = new LinkedHashMap<>();
    for (Activity event : events) {
      want(wanted, userPath(event.user()), event);
      if (event.seller() != null) {
        want(wanted, userPath(event.seller()), event);
      }
      if (isVote(event)) {
        want(wanted, votesPath(event), event);
      }
    }
    List<DocumentPath> paths = List.copyOf(wanted.keySet());
    List<Optional<StoredDocument>> found = paths.isEmpty() ? List.of() : store.getAll(paths);
    for (int i = 0; i < paths.size(); i++) {
      known.add(paths.get(i));
      Activity event = wanted.get(paths.get(i));
      if (found.get(i).isPresent() && event != null) {
        take(found.get(i).get(), event);
      }
    }
  }

  private void want(Map<DocumentPath, Activity> wanted, DocumentPath path, Activity event) {
    if (!known.contains(path)) {
      wanted.putIfAbsent(path, event);
    }
  }

  private static boolean isVote(Activity event) {
    return event.type() == EventType.VOTE || event.type() == EventType.UNVOTE;
  }

  private DocumentPath userPath(String user) {
    return ProgramPaths.activityUser(chain, new Address(user));
  }

  private DocumentPath votesPath(Activity event) {
    return ProgramPaths.activityVotes(
        chain, new Address(event.user()), new Address(collection(event)));
  }

  private static String collection(Activity event) {
    String collection = event.collection();
    if (collection == null) {
      throw new IllegalArgumentException("a vote for no collection: " + event);
    }
    return collection;
  }

  private void take(StoredDocument document, Activity event) {
    DocumentPath path = document.path();
    if (isVote(event) && path.equals(votesPath(event))) {
      BigInteger votes =
          MalformedDocumentException.decode(document, f -> new BigInteger(f.string("votes")));
      var unused = books.user(event.user()).changeVotes(collection(event), votes);
      return;
    }
    String user = path.id();
    users.put(path, document.fields());
    UserBook book = books.user(user);
    ActivityUser kept = MalformedDocumentException.decode(document, ActivityUser::decode);
    kept.stakes()
        .forEach(
            (contract, amounts) ->
                amounts.forEach(
                    (collection, amount) -> {
                      var unused =
                          book.changeStake(
                              contract, collection.isEmpty() ? null : collection, amount);
                    }));
    if (kept.isExcluded()) {
      books.exclude(user);
    }
    if (!kept.owns().isEmpty()) {
      books.registerOwner(user);
    }
  }

  private void loadPowers() {
    List<DocumentPath> paths = new ArrayList<>();
    PARTS.chars().forEach(part -> paths.add(ProgramPaths.activityPowers(chain, (char) part)));
    for (Optional<StoredDocument> document : store.getAll(paths)) {
      if (document.isPresent()) {
        MalformedDocumentException.decode(
            document.get(),
            fields -> {
              takePowers(fields.string("votes"), PercentileMetric.VOTES);
              takePowers(fields.string("stakes"), PercentileMetric.STAKE);
              return true;
            });
      }
    }
  }

  private void takePowers(String text, PercentileMetric metric) {
    Ranking ranking = books.ranking(metric);
    JsonParser.parseString(text)
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> ranking.change(e.getKey(), new BigInteger(e.getValue().getAsString())));
  }

  /** Notes that an event has changed the books. */
  void changed(Activity event) {
    if (event.type() != EventType.SALE) {
      changed.add(event);
    }
  }

  /** What keeps the changes since the last time. */
  List<Write> writes() {
    Map<DocumentPath, Fields> writes = new LinkedHashMap<>();
    Set<Character> parts = new HashSet<>();
    for (Activity event : changed) {
      if (isVote(event)) {
        BigInteger votes =
            books.user(event.user()).votes().getOrDefault(collection(event), BigInteger.ZERO);
        writes.put(votesPath(event), Fields.builder().put("votes", votes.toString()).build());
      } else {
        writes.put(userPath(event.user()), user(event.user()));
      }
      if (event.collection() != null) {
        parts.add(part(event.collection()));
      }
    }
    for (char part : parts) {
      writes.put(ProgramPaths.activityPowers(chain, part), powers(part));
    }
    changed.clear();
    List<Write> all = new ArrayList<>();
    writes.forEach((path, fields) -> all.add(new Write.Put(path, fields)));
    return all;
  }

  private Fields user(String user) {
    DocumentPath path = userPath(user);
    ActivityUser kept =
        Optional.ofNullable(users.get(path)).map(ActivityUser::decode).orElse(ActivityUser.NEW);
    Fields fields = kept.with(books.user(user).stakes()).encode();
    users.put(path, fields);
    return fields;
  }

  private static char part(String collection) {
    return collection.charAt(collection.length() - 1);
  }

  private Fields powers(char part) {
    return Fields.builder()
        .put("votes", powers(PercentileMetric.VOTES, part))
        .put("stakes", powers(PercentileMetric.STAKE, part))
        .build();
  }

  private String powers(PercentileMetric metric, char part) {
    SortedMap<String, BigInteger> own = new TreeMap<>();
    books
        .ranking(metric)
        .powers()
        .forEach(
            (collection, power) -> {
              if (part(collection) == part) {
                own.put(collection, power);
              }
            });
    JsonObject json = new JsonObject();
    own.forEach((collection, power) -> json.addProperty(collection, power.toString()));
    return json.toString();
  }
}
