package dev.curation.aggregation;

import dev.curation.store.Bytes;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a run's writes into commits, each under the lease, and carries the cursor along: a commit
 * stores the state as it was set when its last write was added, or an earlier, more careful one.
 */
final class ResultWriter {
  /** One place is the lease's. */
  private static final int MAX_WRITES = Store.MAX_WRITES - 1;

  /** What a small document takes in a request, generously. */
  private static final int DOCUMENT_BYTES = 1_500;

  private final Lease lease;
  private AggregationState state;
  private List<Write> pending = new ArrayList<>();
  private long pendingBytes;
  private long total;

  ResultWriter(Lease lease) {
    this.lease = lease;
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
        pending.size() + writes.size() > MAX_WRITES
            || pendingBytes + bytes > Store.MAX_COMMIT_BYTES;
    if (full) {
      flush();
    }
    pending.addAll(writes);
    pendingBytes += bytes;
    total += writes.size();
  }

  /** Commits what is pending, with the cursor where it is now. */
  void flush() {
    if (!pending.isEmpty()) {
      List<Write> writes = pending;
      pending = new ArrayList<>();
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
