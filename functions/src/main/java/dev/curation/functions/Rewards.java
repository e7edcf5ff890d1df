package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.curation.functions.AnswerCache.Answered;
import dev.curation.rewards.Answer;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.RewardsApi;
import dev.curation.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The read API, for everybody, at {@code /v1/...} and {@code /api/v1/...} (docs/api.md). Its
 * description, an OpenAPI document, is at {@code /v1/openapi.json}.
 */
public final class Rewards implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(Rewards.class.getName());
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final String ACCEPT = "Accept-Encoding";
  private static final String OPEN_API = "openapi.json";

  /** Sealed hours can be reopened by an operator: a day later nobody shows the old figures. */
  private static final String FOR_A_DAY = "public, max-age=86400, immutable";

  private static final String FOR_SECONDS = "public, max-age=15";

  private final RewardsApi api;
  private final AnswerCache answers;
  private final CrossOrigin crossOrigin;
  private final String openApi;

  /** The function as Google's invoker makes it. */
  public Rewards() {
    this(Wiring.instance());
  }

  public Rewards(Wiring wiring) {
    this(wiring.rewards(), wiring.crossOrigin(), wiring.ticks());
  }

  /**
   * @param nanos a clock that only goes forward, in nanoseconds: for how long answers are kept
   */
  public Rewards(RewardsApi api, CrossOrigin crossOrigin, LongSupplier nanos) {
    this.api = api;
    this.answers = new AnswerCache(nanos);
    this.crossOrigin = crossOrigin;
    this.openApi = openApi();
  }

  /** The document that describes the API. */
  private static String openApi() {
    try (InputStream in = Rewards.class.getResourceAsStream("/" + OPEN_API)) {
      if (in == null) {
        throw new IllegalStateException(OPEN_API + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(OPEN_API + " cannot be read", e);
    }
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

  private void get(HttpRequest request, HttpResponse response) throws IOException {
    Answered answered;
    try {
      answered = answer(RequestTarget.parse(request.getUri()));
    } catch (RuntimeException e) {
      refuse(problem(e), request, response);
      return;
    }
    Representation body =
        Representation.of(answered.json(), request.getHeaders().getOrDefault(ACCEPT, List.of()));
    response.appendHeader("Cache-Control", answered.isSealed() ? FOR_A_DAY : FOR_SECONDS);
    response.appendHeader("ETag", body.entityTag());
    response.appendHeader("Access-Control-Expose-Headers", "ETag");
    if (body.isAmong(request.getHeaders().getOrDefault("If-None-Match", List.of()))) {
      response.appendHeader("Vary", ACCEPT);
      response.setStatusCode(304);
    } else {
      write(body, "application/json", request, response);
    }
  }

  private Answered answer(RequestTarget target) {
    if (target.path().equals(OPEN_API)) {
      requireNone(target.query());
      return new Answered(openApi, false);
    }
    return answers.get(target, () -> answered(api.get(target.path(), target.query())));
  }

  private static Answered answered(Answer answer) {
    return new Answered(json(answer.body().values()), answer.isSealed());
  }

  private static void requireNone(Map<String, List<String>> query) {
    query.forEach(
        (name, values) -> {
          throw new InvalidRequestException(
              name, values.getFirst(), "is not a parameter of this address");
        });
  }

  private static String json(Map<String, @Nullable Object> values) {
    return GSON.toJson(values) + "\n";
  }

  private static Problem problem(RuntimeException failure) {
    Problem problem = Problem.of(failure);
    if (problem.status() >= Problem.INTERNAL) {
      Level level = failure instanceof StoreException.Unavailable ? Level.WARNING : Level.SEVERE;
      LOG.log(level, "a reader was not answered", failure);
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
