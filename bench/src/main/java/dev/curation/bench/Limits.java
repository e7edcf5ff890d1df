package dev.curation.bench;

import dev.curation.aggregation.UserDocuments;
import java.util.Optional;

/**
 * What a run may ask of the database at most.
 *
 * @param reads documents
 * @param writes documents
 */
record Limits(long reads, long writes) {
  /** Empty where none is set. */
  static Optional<Limits> of(BenchLedger ledger, UserDocuments mode) {
    boolean withUsers = mode != UserDocuments.NONE;
    return switch (ledger) {
      case SMALL -> Optional.of(new Limits(10_400, withUsers ? 49_000 : 11_500));
      case INCREMENT -> Optional.of(new Limits(400, withUsers ? 2_300 : 400));
      case LARGE -> Optional.empty();
    };
  }
}
