package dev.curation.lanes;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.settlement.AccrualBook;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The sums of a lane's accrual side in one denomination, and what is still to be done.
 *
 * @param generation names the pages of what curators hold
 * @param pages how many there are
 * @param draftPages how many of the next generation may have been written by a run that ended early
 * @param toTransmit batches whose weights are to be published
 * @param toSend batches of which wei wait in the outbox
 * @param toAnnounce transfers whose message is to be published
 * @param inFlight transfers that were sent and neither confirmed nor refunded
 */
record AccrualDocument(
    AccrualBook book,
    long generation,
    int pages,
    int draftPages,
    SortedSet<Long> toTransmit,
    SortedSet<Long> toSend,
    SortedSet<String> toAnnounce,
    SortedSet<String> inFlight) {
  static final AccrualDocument EMPTY =
      new AccrualDocument(
          AccrualBook.EMPTY,
          0,
          0,
          0,
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>());

  AccrualDocument {
    toTransmit = Collections.unmodifiableSortedSet(new TreeSet<>(toTransmit));
    toSend = Collections.unmodifiableSortedSet(new TreeSet<>(toSend));
    toAnnounce = Collections.unmodifiableSortedSet(new TreeSet<>(toAnnounce));
    inFlight = Collections.unmodifiableSortedSet(new TreeSet<>(inFlight));
  }

  static AccrualDocument decode(Optional<StoredDocument> document) {
    return document
        .map(doc -> MalformedDocumentException.decode(doc, AccrualDocument::decode))
        .orElse(EMPTY);
  }

  private static AccrualDocument decode(Fields fields) {
    return new AccrualDocument(
        new AccrualBook(
            wei(fields, "feesInWei"),
            wei(fields, "localWei"),
            atto(fields, "poolAtto"),
            atto(fields, "holdingAtto"),
            wei(fields, "batchedWei"),
            wei(fields, "outboxWei"),
            wei(fields, "inFlightWei"),
            wei(fields, "deliveredWei"),
            fields.integer("nextSeq")),
        fields.integer("generation"),
        Math.toIntExact(fields.integer("pages")),
        Math.toIntExact(fields.integer("draftPages")),
        numbers(fields, "toTransmit"),
        numbers(fields, "toSend"),
        names(fields, "toAnnounce"),
        names(fields, "inFlight"));
  }

  static Wei wei(Fields fields, String name) {
    return Wei.parse(name, fields.string(name));
  }

  /**
   * @throws InvalidValueException if it is no whole number
   */
  static BigInteger atto(Fields fields, String name) {
    String text = fields.string(name);
    if (!text.matches("0|[1-9][0-9]{0,95}")) {
      throw new InvalidValueException(name, text, "must be a whole number of atto, digits only");
    }
    return new BigInteger(text);
  }

  private static SortedSet<Long> numbers(Fields fields, String name) {
    SortedSet<Long> numbers = new TreeSet<>();
    for (String each : fields.map(name).values().keySet()) {
      numbers.add(Long.parseLong(each));
    }
    return numbers;
  }

  private static SortedSet<String> names(Fields fields, String name) {
    return new TreeSet<>(fields.map(name).values().keySet());
  }

  private static Fields set(SortedSet<?> members) {
    Fields.Builder set = Fields.builder();
    members.forEach(member -> set.put(member.toString(), true));
    return set.build();
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("feesInWei", book.feesIn().toString())
        .put("localWei", book.local().toString())
        .put("poolAtto", book.poolAtto().toString())
        .put("holdingAtto", book.holdingAtto().toString())
        .put("batchedWei", book.batched().toString())
        .put("outboxWei", book.outbox().toString())
        .put("inFlightWei", book.inFlight().toString())
        .put("deliveredWei", book.delivered().toString())
        .put("nextSeq", book.nextSeq())
        .put("generation", generation)
        .put("pages", (long) pages)
        .put("draftPages", (long) draftPages)
        .put("toTransmit", set(toTransmit))
        .put("toSend", set(toSend))
        .put("toAnnounce", set(toAnnounce))
        .put("inFlight", set(inFlight))
        .put("updatedAt", now)
        .build();
  }

  AccrualDocument with(AccrualBook newBook) {
    return new AccrualDocument(
        newBook, generation, pages, draftPages, toTransmit, toSend, toAnnounce, inFlight);
  }

  /** With pages of the next generation in place of these. */
  AccrualDocument withPages(int newPages) {
    return new AccrualDocument(
        book, generation + 1, newPages, 0, toTransmit, toSend, toAnnounce, inFlight);
  }

  AccrualDocument withDraft(int newDraftPages) {
    return new AccrualDocument(
        book,
        generation,
        pages,
        Math.max(draftPages, newDraftPages),
        toTransmit,
        toSend,
        toAnnounce,
        inFlight);
  }

  AccrualDocument transmitting(long seq, boolean isDue) {
    return new AccrualDocument(
        book,
        generation,
        pages,
        draftPages,
        changed(toTransmit, seq, isDue),
        toSend,
        toAnnounce,
        inFlight);
  }

  AccrualDocument sending(long seq, boolean isDue) {
    return new AccrualDocument(
        book,
        generation,
        pages,
        draftPages,
        toTransmit,
        changed(toSend, seq, isDue),
        toAnnounce,
        inFlight);
  }

  AccrualDocument announcing(String transferId, boolean isDue) {
    return new AccrualDocument(
        book,
        generation,
        pages,
        draftPages,
        toTransmit,
        toSend,
        changed(toAnnounce, transferId, isDue),
        inFlight);
  }

  AccrualDocument flying(String transferId, boolean isInFlight) {
    return new AccrualDocument(
        book,
        generation,
        pages,
        draftPages,
        toTransmit,
        toSend,
        toAnnounce,
        changed(inFlight, transferId, isInFlight));
  }

  private static <T> SortedSet<T> changed(SortedSet<T> set, T member, boolean isIn) {
    SortedSet<T> changed = new TreeSet<>(set);
    if (isIn) {
      changed.add(member);
    } else {
      changed.remove(member);
    }
    return changed;
  }
}
