package dev.curation.lanes;

import dev.curation.settlement.PayoutBook;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a lane's payout side in one denomination, and what is still to be done.
 *
 * @param open batches whose weights are here and that are neither settled nor cancelled
 * @param crediting the settlement whose shares are not all credited yet; null: none
 */
record PayoutDocument(PayoutBook book, SortedSet<Long> open, @Nullable Long crediting) {
  static final PayoutDocument EMPTY = new PayoutDocument(PayoutBook.EMPTY, new TreeSet<>(), null);

  PayoutDocument {
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }

  static PayoutDocument decode(Optional<StoredDocument> document) {
    return document
        .map(doc -> MalformedDocumentException.decode(doc, PayoutDocument::decode))
        .orElse(EMPTY);
  }

  private static PayoutDocument decode(Fields fields) {
    SortedSet<Long> open = new TreeSet<>();
    for (String seq : fields.map("open").values().keySet()) {
      open.add(Long.parseLong(seq));
    }
    return new PayoutDocument(
        new PayoutBook(
            AccrualDocument.wei(fields, "receivedWei"),
            AccrualDocument.wei(fields, "appliedWei"),
            AccrualDocument.wei(fields, "quarantineWei"),
            AccrualDocument.wei(fields, "excessWei"),
            AccrualDocument.wei(fields, "sweptWei"),
            AccrualDocument.wei(fields, "shortfallWei"),
            AccrualDocument.wei(fields, "paidWei"),
            fields.integer("settledThrough")),
        open,
        fields.optionalInteger("crediting"));
  }

  Fields encode(long now) {
    Fields.Builder openBatches = Fields.builder();
    open.forEach(seq -> openBatches.put(Long.toString(seq), true));
    return Fields.builder()
        .put("receivedWei", book.received().toString())
        .put("appliedWei", book.applied().toString())
        .put("quarantineWei", book.quarantine().toString())
        .put("excessWei", book.excess().toString())
        .put("sweptWei", book.swept().toString())
        .put("shortfallWei", book.shortfall().toString())
        .put("paidWei", book.paid().toString())
        .put("settledThrough", book.settledThrough())
        .put("open", openBatches.build())
        .put("crediting", crediting)
        .put("updatedAt", now)
        .build();
  }

  PayoutDocument with(PayoutBook newBook) {
    return new PayoutDocument(newBook, open, crediting);
  }

  PayoutDocument opening(long seq) {
    SortedSet<Long> more = new TreeSet<>(open);
    more.add(seq);
    return new PayoutDocument(book, more, crediting);
  }

  PayoutDocument closing(long seq) {
    SortedSet<Long> less = new TreeSet<>(open);
    less.remove(seq);
    return new PayoutDocument(book, less, crediting);
  }

  PayoutDocument crediting(@Nullable Long seq) {
    return new PayoutDocument(book, open, seq);
  }
}
