package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Cloud Scheduler calls: something for each of several, one after another. Answers an object
 * with a report for each; where one failed, {@code {"error": text}} and the status 500. One that
 * fails does not hold back the others.
 */
final class ScheduledRun {
  private static final Logger LOG = Logger.getLogger(ScheduledRun.class.getName());

  /** Of a report: what went wrong, in part or altogether. */
  static final String ERROR = "error";

  private ScheduledRun() {}

  static <T> void serve(
      HttpRequest request, HttpResponse response, List<T> all, Function<T, Object> run)
      throws IOException {
    response.setContentType("application/json");
    if (!request.getMethod().equals("POST")) {
      response.setStatusCode(405);
      response.appendHeader("Allow", "POST");
      response.getWriter().write("{\"error\":\"POST only\"}\n");
      return;
    }
    Map<String, Object> reports = new LinkedHashMap<>();
    for (T each : all) {
      try {
        Object report = run.apply(each);
        reports.put(String.valueOf(each), report);
        if (report instanceof Map<?, ?> fields && fields.containsKey(ERROR)) {
          response.setStatusCode(500);
        }
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "the run for " + each + " failed", e);
        reports.put(String.valueOf(each), Map.of(ERROR, String.valueOf(e.getMessage())));
        response.setStatusCode(500);
      }
    }
    response.getWriter().write(new Gson().toJson(reports) + "\n");
  }
}
