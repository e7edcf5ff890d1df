package dev.curation.recompute;

import com.google.firestore.v1.Document;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.replay.LedgerFile;
import dev.curation.store.StoredDocument;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Where the events come from. */
final class Events {
  static final String READ = "events";
  static final String PENDING = "pending";

  private Events() {}

  /** All ledgers of a project, by their bookings; what is not aggregated yet counts nowhere. */
  static PTransform<PBegin, PCollection<Counted>> ofProject(String project) {
    return PTransform.compose(
        begin ->
            begin
                .apply("Ledgers", new FirestoreGroup(project, Paths.LEDGER))
                .apply("Bookings", ParDo.of(new BookingsOf()))
                .setCoder(CountedCoder.INSTANCE));
  }

  /** Ledger files of this machine, all of one collection; each event counts in its own hour. */
  static PTransform<PBegin, PCollection<Counted>> ofFiles(
      CollectionId collection, List<Path> files) {
    return PTransform.compose(
        begin ->
            begin
                .apply(
                    "Files",
                    Create.of(files.stream().map(Path::toString).toList())
                        .withCoder(StringUtf8Coder.of()))
                .apply("Lines", ParDo.of(new LinesOf(collection.toString())))
                .setCoder(CountedCoder.INSTANCE));
  }

  private static final class BookingsOf extends DoFn<Document, Counted> {
    private final Counter read = Metrics.counter(Events.class, READ);
    private final Counter pending = Metrics.counter(Events.class, PENDING);

    @ProcessElement
    public void process(@Element Document document, OutputReceiver<Counted> out) {
      StoredDocument event = Stored.document(document);
      LedgerEntry entry = Ledger.entry(event);
      read.inc();
      if (!entry.isAggregated()) {
        pending.inc();
      }
      CollectionId id = CollectionId.parse(Paths.collectionIdOfEvent(event.path()));
      Counted.of(id, entry).forEach(out::output);
    }
  }

  private static final class LinesOf extends DoFn<String, Counted> {
    private final Counter read = Metrics.counter(Events.class, READ);
    private final String collection;

    private LinesOf(String collection) {
      this.collection = collection;
    }

    @ProcessElement
    public void process(@Element String file, OutputReceiver<Counted> out) {
      List<LedgerEvent> events = LedgerFile.read(Path.of(file));
      CollectionId id = CollectionId.parse(collection);
      events.forEach(event -> out.output(Counted.of(id, event)));
      read.inc(events.size());
    }
  }
}
