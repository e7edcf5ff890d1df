package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.curation.lanes.LaneAnswers;
import dev.curation.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells everybody how a lane stands, at {@code /lanes/...} or {@code /v1/lanes/...} (docs/api.md).
 */
public final class Lanes implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(Lanes.class.getName());
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final String ACCEPT = "Accept-Encoding";

  private final LaneQuestions questions;
  private final CrossOrigin crossOrigin;

  /** The function as Google's invoker makes it. */
  public Lanes() {
    this(Wiring.instance());
  }

  public Lanes(Wiring wiring) {
    this(wiring.lanes().answers(), wiring.crossOrigin());
  }

  public Lanes(LaneAnswers answers, CrossOrigin crossOrigin) {
    this.questions = new LaneQuestions(answers);
    this.crossOrigin = crossOrigin;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    crossOrigin.allow(request, response);
    switch (request.getMethod()) {
      case "OPTIONS" -> crossOrigin.answerPreflight(response, METHODS, "If-None-Match");
      case "GET", "HEAD" -> get(request, response);
      default -> {
        response.appendHeader("Allow", METHODS);
        refuse(new Problem(405, METHODS + " only", null, null), request, response);
      }
    }
  }

  /** The version may be left out. */
  private static String versioned(String uri) {
    return uri.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://[^/?]*)?/lanes/", "/v1/lanes/");
  }

  private void get(HttpRequest request, HttpResponse response) throws IOException {
    Map<String, @Nullable Object> answer;
    try {
      answer = questions.answer(RequestTarget.parse(versioned(request.getUri()))).values();
    } catch (RuntimeException e) {
      refuse(problem(e), request, response);
      return;
    }
    Representation body =
        Representation.of(json(answer), request.getHeaders().getOrDefault(ACCEPT, List.of()));
    response.appendHeader("Cache-Control", "public, max-age=15");
    response.appendHeader("ETag", body.entityTag());
    response.appendHeader("Access-Control-Expose-Headers", "ETag");
    if (body.isAmong(request.getHeaders().getOrDefault("If-None-Match", List.of()))) {
      response.appendHeader("Vary", ACCEPT);
      response.setStatusCode(304);
    } else {
      write(body, "application/json", request, response);
    }
  }

  private static String json(Map<String, @Nullable Object> values) {
    return GSON.toJson(values) + "\n";
  }

  private static Problem problem(RuntimeException failure) {
    Problem problem = Problem.of(failure);
    if (problem.status() >= Problem.INTERNAL) {
      Level level = failure instanceof StoreException.Unavailable ? Level.WARNING : Level.SEVERE;
      LOG.log(level, "a question about a lane was not answered", failure);
    }
    return problem;
  }

  private static void refuse(Problem problem, HttpRequest request, HttpResponse response)
      throws IOException {
    response.setStatusCode(problem.status());
    response.appendHeader("Cache-Control", "no-store");
    if (problem.status() == Problem.UNAVAILABLE) {
      response.appendHeader("Retry-After", "1");
    }
    Representation body = Representation.of(json(problem.values()), List.of());
    write(body, Problem.MEDIA_TYPE, request, response);
  }

  private static void write(
      Representation body, String mediaType, HttpRequest request, HttpResponse response)
      throws IOException {
    response.setContentType(mediaType);
    response.appendHeader("Vary", ACCEPT);
    response.appendHeader("X-Content-Type-Options", "nosniff");
    if (body.isGzipped()) {
      response.appendHeader("Content-Encoding", "gzip");
    }
    response.appendHeader("Content-Length", Integer.toString(body.length()));
    if (!request.getMethod().equals("HEAD")) {
      body.writeTo(response.getOutputStream());
    }
  }
}
