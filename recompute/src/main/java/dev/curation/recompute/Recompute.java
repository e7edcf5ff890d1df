package dev.curation.recompute;

import com.google.gson.Gson;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline: events by collection, one fold each, and what comes out beside what is stored. The
 * folds of different collections run at the same time; one collection is one key, so one worker's.
 */
final class Recompute {
  /** So many differences are told one by one. */
  static final int FIRST_DIFFERENCES = 100;

  private static final Duration GLANCE = Duration.millis(200);

  private final PTransform<PBegin, PCollection<Counted>> events;
  private final @Nullable PTransform<PBegin, PCollection<KV<String, KV<String, String>>>> online;
  private final @Nullable Path output;
  private final boolean withBlockUsers;

  /**
   * @param online what is stored, to be compared ({@link Result}); null: nothing is compared
   * @param output folder for a file of each collection's results; null: only digests are wanted
   * @param withBlockUsers whether files and digests hold the users of blocks
   */
  Recompute(
      PTransform<PBegin, PCollection<Counted>> events,
      @Nullable PTransform<PBegin, PCollection<KV<String, KV<String, String>>>> online,
      @Nullable Path output,
      boolean withBlockUsers) {
    this.events = events;
    this.online = online;
    this.output = output;
    this.withBlockUsers = withBlockUsers;
  }

  /**
   * Runs the pipeline to its end on this machine.
   *
   * @param progress hears how many blocks are computed
   * @throws Pipeline.PipelineExecutionException if a step fails; its cause says why
   */
  Report run(DirectOptions options, LongConsumer progress) throws IOException {
    Path work = Files.createTempDirectory("recompute");
    try {
      Pipeline pipeline = Pipeline.create(options);
      build(pipeline, work);
      options.setBlockOnRun(false);
      PipelineResult result = pipeline.run();
      PipelineResult.State state = null;
      while (state == null || !state.isTerminal()) {
        state = result.waitUntilFinish(GLANCE);
        progress.accept(counter(result, FoldFn.class, FoldFn.BLOCKS));
      }
      return report(result, work);
    } finally {
      delete(work);
    }
  }

  private void build(Pipeline pipeline, Path work) {
    PCollection<KV<String, KV<String, String>>> stored =
        online == null ? null : pipeline.apply("Stored", online);
    PCollectionView<Map<String, Iterable<String>>> users =
        stored == null ? null : weeksWithUsers(stored);
    ParDo.MultiOutput<KV<String, Iterable<Counted>>, String> fold =
        ParDo.of(new FoldFn(output == null ? null : output + "/", withBlockUsers, users))
            .withOutputTags(FoldFn.SUMMARIES, TupleTagList.of(FoldFn.RESULTS));
    PCollectionTuple folded =
        pipeline
            .apply("Events", events)
            .apply(
                "By collection",
                WithKeys.of(Counted::collection).withKeyType(TypeDescriptors.strings()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), CountedCoder.INSTANCE))
            .apply("Histories", GroupByKey.create())
            .apply("Fold", users == null ? fold : fold.withSideInputs(users));
    PCollectionList<KV<String, String>> told =
        PCollectionList.of(named("summary", folded.get(FoldFn.SUMMARIES)));
    PCollection<KV<String, KV<String, String>>> results =
        folded.get(FoldFn.RESULTS).setCoder(Result.CODER);
    if (stored != null) {
      PCollection<String> differences =
          KeyedPCollectionTuple.of(Comparison.EXPECTED, results)
              .and(Comparison.STORED, stored)
              .apply("By week", CoGroupByKey.create())
              .apply("Compare", ParDo.of(new Comparison()));
      told =
          told.and(
                  named(
                      "number",
                      differences
                          .apply("How many", Count.globally())
                          .apply(
                              "As text",
                              MapElements.into(TypeDescriptors.strings()).via(n -> "" + n))))
              .and(
                  named(
                      "first",
                      differences
                          .apply("First", Top.smallest(FIRST_DIFFERENCES))
                          .apply("One by one", Flatten.iterables())));
    }
    told.apply("All that is told", Flatten.pCollections())
        .apply("Each kind", GroupByKey.create())
        .apply("Tell", ParDo.of(new Tell(work + "/")));
  }

  private static PCollection<KV<String, String>> named(String kind, PCollection<String> lines) {
    return lines
        .apply("Name " + kind, WithKeys.of(kind))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
  }

  /** Writes a kind's lines into a file, for whoever started the pipeline. */
  private static final class Tell extends DoFn<KV<String, Iterable<String>>, Void> {
    private final String folder;

    private Tell(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(@Element KV<String, Iterable<String>> kind) throws IOException {
      ResourceId file = FileSystems.matchNewResource(folder + kind.getKey(), false);
      try (OutputStream out = Channels.newOutputStream(FileSystems.create(file, MimeTypes.TEXT))) {
        for (String line : kind.getValue()) {
          out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static PCollectionView<Map<String, Iterable<String>>> weeksWithUsers(
      PCollection<KV<String, KV<String, String>>> stored) {
    return stored
        .apply("Users", ParDo.of(new WeekOfUser()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Weeks", Distinct.create())
        .apply("Weeks with users", View.asMultimap());
  }

  /** From a stored user of a block to collection and week. */
  private static final class WeekOfUser
      extends DoFn<KV<String, KV<String, String>>, KV<String, String>> {
    @ProcessElement
    public void process(
        @Element KV<String, KV<String, String>> stored, OutputReceiver<KV<String, String>> out) {
      DocumentPath path = new DocumentPath(stored.getValue().getKey());
      if (path.group().equals(Paths.BLOCK_USERS)) {
        out.output(KV.of(Paths.collectionIdOfEvent(path), stored.getKey()));
      }
    }
  }

  private Report report(PipelineResult result, Path work) throws IOException {
    List<Summary> summaries =
        lines(work, "summary").stream()
            .map(line -> new Gson().fromJson(line, Summary.class))
            .sorted(Comparator.comparing(Summary::collection))
            .toList();
    return new Report(
        summaries,
        counter(result, Events.class, Events.READ),
        counter(result, Events.class, Events.PENDING),
        online == null ? 0 : Long.parseLong(lines(work, "number").getFirst()),
        online == null ? List.of() : lines(work, "first").stream().sorted().toList());
  }

  private static List<String> lines(Path work, String name) throws IOException {
    Path file = work.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static long counter(PipelineResult result, Class<?> of, String name) {
    long sum = 0;
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder().addNameFilter(MetricNameFilter.named(of, name)).build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  private static void delete(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
