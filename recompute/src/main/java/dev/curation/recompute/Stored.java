package dev.curation.recompute;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import dev.curation.documents.Paths;
import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.io.gcp.firestore.FirestoreOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/** Documents as FirestoreIO reads them. */
final class Stored {
  /** The groups of documents that are results. */
  static final List<String> RESULTS =
      List.of(Paths.BLOCKS, Paths.BLOCK_USERS, Paths.PERIODS, Paths.PERIOD_USERS);

  private static final String DOCUMENTS = "/documents/";

  private Stored() {}

  /**
   * Options for the direct runner.
   *
   * @param project null: no database is asked
   * @param emulator host and port of the emulator; null: Google's own service
   */
  static DirectOptions options(@Nullable String project, @Nullable String emulator) {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setEnforceEncodability(false);
    options.setEnforceImmutability(false);
    if (project != null) {
      options.as(GcpOptions.class).setProject(project);
      options.as(FirestoreOptions.class).setFirestoreProject(project);
    }
    if (emulator != null) {
      options.as(FirestoreOptions.class).setEmulatorHost(emulator);
    }
    return options;
  }

  /** All blocks, periods and users of a project. */
  static PTransform<PBegin, PCollection<KV<String, KV<String, String>>>> ofProject(String project) {
    return PTransform.compose(
        begin -> {
          PCollectionList<Document> groups = PCollectionList.empty(begin.getPipeline());
          for (String group : RESULTS) {
            groups = groups.and(begin.apply(group, new FirestoreGroup(project, group)));
          }
          return groups
              .apply("All", Flatten.pCollections())
              .apply("Results", ParDo.of(new ResultsOf()))
              .setCoder(Result.CODER);
        });
  }

  private static final class ResultsOf extends DoFn<Document, KV<String, KV<String, String>>> {
    @ProcessElement
    public void process(
        @Element Document document, OutputReceiver<KV<String, KV<String, String>>> out) {
      StoredDocument result = document(document);
      out.output(Result.of(result.path(), result.fields()));
    }
  }

  static StoredDocument document(Document document) {
    String name = document.getName();
    Timestamp time = document.getUpdateTime();
    return new StoredDocument(
        new DocumentPath(name.substring(name.indexOf(DOCUMENTS) + DOCUMENTS.length())),
        new Fields(map(document.getFieldsMap())),
        Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }

  private static Map<String, @Nullable Object> map(Map<String, Value> fields) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    fields.forEach((name, value) -> map.put(name, value(value)));
    return map;
  }

  /**
   * What this program never writes becomes the text of its protobuf: no reader takes it for a
   * value.
   */
  private static @Nullable Object value(Value value) {
    return switch (value.getValueTypeCase()) {
      case NULL_VALUE -> null;
      case STRING_VALUE -> value.getStringValue();
      case INTEGER_VALUE -> value.getIntegerValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOLEAN_VALUE -> value.getBooleanValue();
      case BYTES_VALUE -> Bytes.of(value.getBytesValue().toByteArray());
      case MAP_VALUE -> map(value.getMapValue().getFieldsMap());
      default -> Map.of("protobuf", value.toString());
    };
  }
}
