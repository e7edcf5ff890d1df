package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolDesk;
import dev.curation.pools.PoolRequest;
import dev.curation.pools.Receipt;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Called by front ends: does what people sign (POST), and tells how a pool stands (GET). Answers
 * are JSON, refusals problem details; docs/withdrawals.md has all of them.
 */
public final class Withdrawals implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(Withdrawals.class.getName());
  private static final int MAX_BODY = 16 * 1024;
  private static final String METHODS = "GET, POST, OPTIONS";
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final PoolDesk desk;
  private final PoolQuestions questions;
  private final CrossOrigin crossOrigin;

  /** The function as Google's invoker makes it. */
  public Withdrawals() {
    this(Wiring.instance());
  }

  public Withdrawals(Wiring wiring) {
    this(wiring.poolDesk(), wiring.poolAnswers(), wiring.crossOrigin());
  }

  public Withdrawals(PoolDesk desk, PoolAnswers answers, CrossOrigin crossOrigin) {
    this.desk = desk;
    this.questions = new PoolQuestions(answers);
    this.crossOrigin = crossOrigin;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    crossOrigin.allow(request, response);
    switch (request.getMethod()) {
      case "OPTIONS" -> crossOrigin.answerPreflight(response, METHODS, "Content-Type");
      case "GET" -> get(request, response);
      case "POST" -> post(request, response);
      default -> {
        response.appendHeader("Allow", METHODS);
        refuse(new Problem(405, METHODS + " only", null, null), response);
      }
    }
  }

  private void get(HttpRequest request, HttpResponse response) throws IOException {
    try {
      write(200, questions.answer(RequestTarget.parse(request.getUri())).values(), response);
    } catch (RuntimeException e) {
      refuse(problem(e), response);
    }
  }

  private void post(HttpRequest request, HttpResponse response) throws IOException {
    byte[] body = RequestBody.bytes(request, MAX_BODY);
    if (body.length > MAX_BODY) {
      refuse(new Problem(413, "at most " + MAX_BODY + " bytes", "body", null), response);
      return;
    }
    PoolRequest asked;
    try {
      asked = PoolRequest.parse(RequestBody.text(body));
    } catch (InvalidValueException e) {
      refuse(Problem.malformed(e), response);
      return;
    }
    try {
      Receipt receipt = desk.submit(asked);
      write(200, PoolQuestions.fields(asked.message(), receipt).values(), response);
    } catch (RuntimeException e) {
      refuse(problem(e), response);
    }
  }

  private static Problem problem(RuntimeException failure) {
    // Nothing is being computed anew here: a pool that does not balance is our fault.
    Problem problem =
        failure instanceof ConservationException
            ? new Problem(Problem.INTERNAL, "Our fault, not yours.", null, null)
            : Problem.of(failure);
    if (problem.status() >= Problem.INTERNAL) {
      Level level = problem.status() == Problem.UNAVAILABLE ? Level.WARNING : Level.SEVERE;
      LOG.log(level, "a request to a pool was not done", failure);
    }
    return problem;
  }

  private static void refuse(Problem problem, HttpResponse response) throws IOException {
    if (problem.status() == Problem.UNAVAILABLE) {
      response.appendHeader("Retry-After", "1");
    }
    response.setContentType(Problem.MEDIA_TYPE);
    write(problem.status(), problem.values(), response);
  }

  private static void write(int status, Map<String, @Nullable Object> values, HttpResponse response)
      throws IOException {
    response.setStatusCode(status);
    response.appendHeader("Cache-Control", "no-store");
    response.appendHeader("X-Content-Type-Options", "nosniff");
    if (response.getContentType().isEmpty()) {
      response.setContentType("application/json");
    }
    response.getWriter().write(GSON.toJson(values) + "\n");
  }
}
