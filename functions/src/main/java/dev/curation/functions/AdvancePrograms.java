package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.campaigns.ProgramAdvance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Called by Cloud Scheduler: puts the new events of each chain with open programs in their order,
 * and brings every program to where they end. Answers {@code {"<chainId>": {"until": time,
 * "events": n, "programs": {"<id>": {...}}}}}; where a chain failed, {@code {"error": text}} and
 * the status 500. A program that fails says so in its part, and holds back no other.
 */
public final class AdvancePrograms implements HttpFunction {
  private final Wiring wiring;

  /** The function as Google's invoker makes it. */
  public AdvancePrograms() {
    this(Wiring.instance());
  }

  public AdvancePrograms(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    ProgramAdvance advance = wiring.programs().advance();
    ScheduledRun.serve(request, response, advance.chains(), chain -> fields(advance.run(chain)));
  }

  private static Map<String, Object> fields(ProgramAdvance.Report report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    report
        .feed()
        .ifPresent(
            feed -> {
              fields.put("until", feed.untilMs());
              fields.put("events", feed.events());
              fields.put("malformed", feed.malformed());
              fields.put("isDone", feed.isDone());
            });
    Map<String, Object> programs = new LinkedHashMap<>();
    report.programs().forEach((id, progress) -> programs.put(id.toString(), fields(progress)));
    fields.put("programs", programs);
    return fields;
  }

  private static Map<String, @Nullable Object> fields(ProgramAdvance.Progress progress) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("judged", progress.judged());
    fields.put("granted", progress.granted());
    fields.put("commits", progress.commits());
    fields.put("isDone", progress.isDone());
    fields.put("failure", progress.failure());
    return fields;
  }
}
