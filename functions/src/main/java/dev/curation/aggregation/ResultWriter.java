package dev.curation.aggregation;

import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a run's writes into commits, each under the lease, and carries the cursor along: a commit
 * stores the state as it was set when its last write was added, or an earlier, more careful one.
 */
final class ResultWriter {
  /** What a small document takes in a request, generously. */
  private static final int DOCUMENT_BYTES = 1_500;

  private final Lease lease;
  private final int commitWrites;
  private AggregationState state;
  private final Map<DocumentPath, Write> pending = new LinkedHashMap<>();
  private long pendingBytes;
  private long total;

  ResultWriter(Lease lease, int commitWrites) {
    this.lease = lease;
    this.commitWrites = commitWrites;
    this.state = lease.state();
  }

  /** Moves the cursor. */
  void move(UnaryOperator<AggregationState> to) {
    state = to.apply(state);
  }

  AggregationState state() {
    return state;
  }

  /** Number of writes so far. */
  long total() {
    return total;
  }

  void add(Write write) {
    addTogether(List.of(write));
  }

  void addEach(List<Write> writes) {
    writes.forEach(this::add);
  }

  /** Adds writes that must not be torn apart: they end up in one commit. */
  void addTogether(List<Write> writes) {
    long bytes = writes.stream().mapToLong(ResultWriter::size).sum();
    boolean full =
        pending.size() + writes.size() > commitWrites
            || pendingBytes + bytes > Store.MAX_COMMIT_BYTES;
    if (full) {
      flush();
    }
    for (Write write : writes) {
      // A commit takes each document once: a block and the note on it become one write.
      pending.merge(write.path(), write, ResultWriter::folded);
    }
    pendingBytes += bytes;
    total += writes.size();
  }

  private static Write folded(Write earlier, Write later) {
    if (earlier instanceof Write.Put put && later instanceof Write.Merge merge) {
      return new Write.Put(put.path(), put.fields().with(merge.fields()));
    }
    throw new IllegalStateException("two writes of " + later.path() + " in one commit");
  }

  /** Commits what is pending, with the cursor where it is now. */
  void flush() {
    if (!pending.isEmpty()) {
      List<Write> writes = List.copyOf(pending.values());
      pending.clear();
      pendingBytes = 0;
      lease.commit(writes, state);
    }
  }

  private static long size(Write write) {
    Fields fields = fields(write);
    long bytes = DOCUMENT_BYTES;
    if (fields != null) {
      for (Object value : fields.values().values()) {
        bytes += value instanceof Bytes packed ? packed.size() : 0;
      }
    }
    return bytes;
  }

  private static @Nullable Fields fields(Write write) {
    return switch (write) {
      case Write.Create create -> create.fields();
      case Write.Put put -> put.fields();
      case Write.Merge merge -> merge.fields();
      case Write.Update update -> update.fields();
      case Write.Delete delete -> null;
    };
  }
}
