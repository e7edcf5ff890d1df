package dev.curation.audit;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares the many documents that lie below blocks, periods and books, a few thousand at a time:
 * some windows are read ahead while one is compared. The windows together cover all paths below the
 * collection, so what has no parent is found as well.
 */
final class ChildrenAudit {
  private static final int READ_AHEAD = 2;

  private final CollectionId collection;
  private final Reading reading;
  private final Findings findings;
  private final AuditProgress progress;

  /** Some parents that follow each other, and the paths where what is not theirs would lie. */
  private record Window(List<Parent> parents, DocumentPath after, DocumentPath before) {}

  ChildrenAudit(
      CollectionId collection, Reading reading, Findings findings, AuditProgress progress) {
    this.collection = collection;
    this.reading = reading;
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * @param kind name of the collections that lie below the parents
   * @param page how many documents one query may return
   */
  void run(String kind, List<Parent> parents, int page) {
    Deque<Window> windows = new ArrayDeque<>(windows(parents, page));
    Deque<Future<List<StoredDocument>>> ahead = new ArrayDeque<>();
    Deque<Window> asked = new ArrayDeque<>();
    try (ExecutorService readers = Executors.newFixedThreadPool(READ_AHEAD)) {
      try {
        while (!windows.isEmpty() || !ahead.isEmpty()) {
          while (!windows.isEmpty() && ahead.size() < READ_AHEAD) {
            Window next = windows.remove();
            asked.add(next);
            ahead.add(readers.submit(() -> read(kind, next, page)));
          }
          List<StoredDocument> found = await(ahead.remove());
          compare(kind, asked.remove(), found);
          progress.advances(found.size());
        }
      } finally {
        readers.shutdownNow();
      }
    }
  }

  private List<Window> windows(List<Parent> parents, int page) {
    List<Parent> sorted =
        parents.stream().sorted(Comparator.comparing(parent -> parent.path().path())).toList();
    List<Window> windows = new ArrayList<>();
    DocumentPath after = Paths.metadata(collection);
    int from = 0;
    long size = 0;
    for (int i = 0; i < sorted.size(); i++) {
      long more = sorted.get(i).areWritten() ? sorted.get(i).size() : 0;
      if (size > 0 && size + more > page - 1) {
        DocumentPath before = sorted.get(i).path();
        windows.add(new Window(sorted.subList(from, i), after, before));
        after = before;
        from = i;
        size = 0;
      }
      size += more;
    }
    DocumentPath end = Paths.behind(Paths.metadata(collection));
    windows.add(new Window(sorted.subList(from, sorted.size()), after, end));
    return windows;
  }

  private List<StoredDocument> read(String kind, Window window, int page) {
    return reading.all(
        window.after(),
        last -> Queries.below(kind, last == null ? window.after() : last, window.before(), page));
  }

  private List<StoredDocument> await(Future<List<StoredDocument>> documents) {
    return reading.await(
        () -> {
          try {
            return documents.get();
          } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
              throw known;
            }
            throw new IllegalStateException(e.getCause());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Unavailable("interrupted", e);
          }
        });
  }

  private void compare(String kind, Window window, List<StoredDocument> found) {
    Map<String, List<StoredDocument>> byParent = new LinkedHashMap<>();
    for (StoredDocument document : found) {
      byParent.computeIfAbsent(document.path().parent(), any -> new ArrayList<>()).add(document);
    }
    for (Parent parent : window.parents()) {
      List<StoredDocument> stored = byParent.remove(parent.path().collection(kind));
      if (stored != null || parent.areWritten()) {
        compare(kind, parent, stored == null ? List.of() : stored);
      }
    }
    byParent.values().forEach(lost -> lost.forEach(each -> findings.superfluous(each.path())));
  }

  private void compare(String kind, Parent parent, List<StoredDocument> stored) {
    Map<String, Fields> expected = new HashMap<>(parent.children().get());
    for (StoredDocument document : stored) {
      Fields wanted = expected.remove(document.path().id());
      if (wanted == null) {
        findings.superfluous(document.path());
      } else {
        findings.compare(document.path(), wanted, document.fields());
      }
    }
    if (parent.areWritten()) {
      expected.keySet().stream()
          .sorted()
          .forEach(id -> findings.missing(parent.path().child(kind, id)));
    } else if (expected.isEmpty()) {
      findings.require(parent.note(), "usersWritten", false, true);
    }
  }
}
