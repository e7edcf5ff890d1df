package dev.curation.recompute;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.PartitionQueryRequest;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.StructuredQuery.Order;
import org.apache.beam.sdk.extensions.protobuf.ProtoCoder;
import org.apache.beam.sdk.io.gcp.firestore.FirestoreIO;
import org.apache.beam.sdk.io.gcp.firestore.FirestoreOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * All documents of one collection group, read in as many partitions as Firestore makes of it; from
 * the emulator in one.
 */
final class FirestoreGroup extends PTransform<PBegin, PCollection<Document>> {
  /** Firestore gives fewer where there is less to read. */
  private static final int PARTITIONS = 128;

  private final String project;
  private final String group;

  /**
   * @param project of the default database; where it is, the pipeline's FirestoreOptions say
   */
  FirestoreGroup(String project, String group) {
    this.project = project;
    this.group = group;
  }

  @Override
  public PCollection<Document> expand(PBegin begin) {
    StructuredQuery query =
        StructuredQuery.newBuilder()
            .addFrom(CollectionSelector.newBuilder().setCollectionId(group).setAllDescendants(true))
            .addOrderBy(
                Order.newBuilder()
                    .setField(FieldReference.newBuilder().setFieldPath("__name__"))
                    .setDirection(StructuredQuery.Direction.ASCENDING))
            .build();
    return queries(begin, query)
        .apply("Read", FirestoreIO.v1().read().runQuery().build())
        .apply("Documents", ParDo.of(new DocumentsOf()))
        .setCoder(ProtoCoder.of(Document.class));
  }

  private PCollection<RunQueryRequest> queries(PBegin begin, StructuredQuery query) {
    String parent = "projects/" + project + "/databases/(default)/documents";
    FirestoreOptions options = begin.getPipeline().getOptions().as(FirestoreOptions.class);
    if (options.getEmulatorHost() != null) {
      // The emulator has no PartitionQuery.
      RunQueryRequest all =
          RunQueryRequest.newBuilder().setParent(parent).setStructuredQuery(query).build();
      return begin.apply("All", Create.of(all).withCoder(ProtoCoder.of(RunQueryRequest.class)));
    }
    PartitionQueryRequest parts =
        PartitionQueryRequest.newBuilder()
            .setParent(parent)
            .setStructuredQuery(query)
            .setPartitionCount(PARTITIONS)
            .build();
    return begin
        .apply("Ask", Create.of(parts).withCoder(ProtoCoder.of(PartitionQueryRequest.class)))
        .apply("Partition", FirestoreIO.v1().read().partitionQuery().build());
  }

  /** An answer may say only how far the reading has come. */
  private static final class DocumentsOf extends DoFn<RunQueryResponse, Document> {
    @ProcessElement
    public void process(@Element RunQueryResponse answer, OutputReceiver<Document> out) {
      if (answer.hasDocument()) {
        out.output(answer.getDocument());
      }
    }
  }
}
