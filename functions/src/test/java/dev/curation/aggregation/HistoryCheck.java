package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.books.Books;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares all documents of a quiet collection with what the model says.
 *
 * @param expected fields by path, as in {@link BookingModel#documents}
 * @param actual all documents of the collection, by the same names
 */
record HistoryCheck(
    World world,
    BookingModel model,
    Map<String, Map<String, Object>> expected,
    Map<String, Fields> actual) {
  private static final Set<String> CORRECTIONS = Set.of("reversedProtocolFeesWei", "shortfallWei");

  void run() {
    actual.forEach(this::checkDocument);
    expected.keySet().forEach(this::checkExists);
    expected.keySet().stream().filter(name -> name.matches("blocks/\\d+")).forEach(this::checkBook);
    SummaryCheck.run(world);
  }

  private void checkDocument(String name, Fields fields) {
    String[] names = name.split("/", -1);
    switch (names[0]) {
      case "blocks", "periods" -> {
        Map<String, Object> wanted = expected.getOrDefault(name, Map.of());
        assertFalse(wanted.isEmpty(), "must not exist: " + name + " " + fields);
        Map<String, Object> found = new TreeMap<>(fields.values());
        found
            .keySet()
            .removeIf(field -> !wanted.containsKey(field) && !CORRECTIONS.contains(field));
        assertEquals(wanted, found, name);
        if (names.length == 3) {
          assertTrue(usersWritten(name), "no note of " + name);
        } else if (names[0].equals("periods")
            && new Week(Long.parseLong(names[1])).end() <= model.sealedUntil) {
          assertTrue(fields.bool("usersWritten"), "a sealed period has its users: " + name);
        }
      }
      case Paths.BOOKS -> {
        assertTrue(expected.containsKey("blocks/" + names[1]), "must not exist: " + name);
        if (names.length > 2) {
          long pages =
              actual.getOrDefault(names[0] + "/" + names[1], Fields.EMPTY).integer("pages");
          assertTrue(Long.parseLong(names[3]) < pages, "must not exist: " + name);
        }
      }
      case Paths.LEDGER -> {
        BookingModel.Entry entry = model.entry(names[1]);
        assertTrue(fields.bool("isAggregated"), name);
        assertEquals(entry.lastCount(model.sealedUntil), fields.get("blockStart"), name);
        assertEquals(entry.lastReversal(model.sealedUntil), fields.get("reversedAt"), name);
        assertEquals(entry.taken, fields.get("votesTaken"), name);
      }
      default -> {}
    }
  }

  private boolean usersWritten(String user) {
    String parent = user.substring(0, user.lastIndexOf('/'));
    String noted = parent.replace("blocks/", Paths.BOOKS + "/");
    return actual.getOrDefault(noted, Fields.EMPTY).flag("usersWritten");
  }

  private void checkExists(String name) {
    boolean isUser = name.split("/", -1).length == 3;
    assertTrue(actual.containsKey(name) || (isUser && !usersWritten(name)), "missing: " + name);
  }

  /** Each share can be computed from the packed books. */
  private void checkBook(String block) {
    BlockHour hour = new BlockHour(Long.parseLong(block.substring("blocks/".length())));
    CuratorBook book = new Books(world.process(), World.COLLECTION).openBefore(hour.next()).book();
    assertEquals(hour, book.newest());
    Map<String, Object> users = new TreeMap<>();
    for (CuratorAccount account : book.accounts()) {
      if (account.isListed()) {
        Map<String, Object> user = new TreeMap<>();
        user.put("votes", account.votes().count());
        user.put("blockProtocolFeesAccruedWei", account.blockAccrued().toString());
        user.put("totalProtocolFeesAccruedWei", account.totalAccrued().toString());
        user.put("firstVotedAt", account.firstVotedAt());
        user.put("lastVotedAt", account.lastVotedAt());
        users.put(block + "/" + account.address().hex(), user);
      }
    }
    Map<String, Object> wanted = new TreeMap<>(expected);
    wanted.keySet().removeIf(name -> !name.startsWith(block + "/"));
    assertEquals(wanted, users, "book of " + hour);
  }
}
