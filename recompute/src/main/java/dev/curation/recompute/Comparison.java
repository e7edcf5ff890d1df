package dev.curation.recompute;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Compares the blocks of a week, its period and their users with what is stored of them. Whether
 * users are stored is the aggregation's choice, but all of a block or period or none, and all of a
 * period that says so.
 */
final class Comparison extends DoFn<KV<String, CoGbkResult>, String> {
  static final TupleTag<KV<String, String>> EXPECTED = new TupleTag<>("expected") {};
  static final TupleTag<KV<String, String>> STORED = new TupleTag<>("stored") {};
  private static final String USERS_WRITTEN = "usersWritten";

  @ProcessElement
  public void process(@Element KV<String, CoGbkResult> group, OutputReceiver<String> out) {
    SortedMap<String, String> expected = byPath(group.getValue().getAll(EXPECTED));
    SortedMap<String, String> stored = byPath(group.getValue().getAll(STORED));
    differences(expected, stored).forEach(out::output);
  }

  private static SortedMap<String, String> byPath(Iterable<KV<String, String>> documents) {
    SortedMap<String, String> byPath = new TreeMap<>();
    documents.forEach(document -> byPath.put(document.getKey(), document.getValue()));
    return byPath;
  }

  /**
   * Each difference as a line that begins with a document's path.
   *
   * @param expected documents by path; users of blocks only in weeks where some are stored
   */
  static List<String> differences(
      SortedMap<String, String> expected, SortedMap<String, String> stored) {
    Set<String> withUsers = withUsers(stored);
    SortedSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(stored.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : paths) {
      String ours = expected.get(name);
      String theirs = stored.get(name);
      if (ours == null) {
        differences.add(name + ": is stored, and follows from no event");
      } else if (theirs == null) {
        DocumentPath path = new DocumentPath(name);
        if (!Result.isUser(path) || withUsers.contains(Result.blockOrPeriod(path).path())) {
          differences.add(name + ": is missing");
        }
      } else {
        compare(name, ours, theirs, differences);
      }
    }
    return differences;
  }

  /** The blocks and periods that must have all their users: one is there, or the period says so. */
  private static Set<String> withUsers(SortedMap<String, String> stored) {
    Set<String> withUsers = new HashSet<>();
    stored.forEach(
        (name, json) -> {
          DocumentPath path = new DocumentPath(name);
          JsonElement written = fields(json).get(USERS_WRITTEN);
          if (Result.isUser(path)) {
            withUsers.add(Result.blockOrPeriod(path).path());
          } else if (written != null && written.getAsBoolean()) {
            withUsers.add(name);
          }
        });
    return withUsers;
  }

  private static void compare(
      String path, String expected, String stored, List<String> differences) {
    if (expected.equals(stored)) {
      return;
    }
    JsonObject ours = fields(expected);
    JsonObject theirs = fields(stored);
    SortedSet<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    if (path.contains('/' + Paths.PERIODS + '/')) {
      names.remove(USERS_WRITTEN);
    }
    for (String name : names) {
      JsonElement our = ours.get(name);
      JsonElement their = theirs.get(name);
      if (our == null || !our.equals(their)) {
        differences.add(path + ": " + name + " is " + text(their) + ", and should be " + text(our));
      }
    }
  }

  private static String text(@Nullable JsonElement value) {
    return value == null ? "missing" : value.toString();
  }

  private static JsonObject fields(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }
}
