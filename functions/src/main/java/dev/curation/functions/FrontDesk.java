package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where front ends ask how things stand (GET) and hand in what people have signed (POST). Answers
 * are JSON, refusals problem details.
 *
 * @param crossOrigin which pages may
 * @param mostBytes of a body
 * @param questions answered by GET
 * @param requests done by POST; null: there are none
 */
record FrontDesk(
    CrossOrigin crossOrigin, int mostBytes, Questions questions, @Nullable Requests requests) {
  private static final Logger LOG = Logger.getLogger(FrontDesk.class.getName());
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  /** What is asked for by an address. */
  interface Questions {
    Map<String, @Nullable Object> answer(RequestTarget target);
  }

  /** What a body asks for. */
  interface Requests {
    /**
     * @return does what is asked for
     * @throws InvalidValueException naming the field, if the body asks for nothing that can be done
     */
    Supplier<Map<String, @Nullable Object>> read(String body);
  }

  /** Where nothing can be handed in. */
  static FrontDesk ofQuestions(CrossOrigin crossOrigin, Questions questions) {
    return new FrontDesk(crossOrigin, 0, questions, null);
  }

  private String methods() {
    return requests == null ? "GET, OPTIONS" : "GET, POST, OPTIONS";
  }

  void serve(HttpRequest request, HttpResponse response) throws IOException {
    crossOrigin.allow(request, response);
    switch (request.getMethod()) {
      case "OPTIONS" -> crossOrigin.answerPreflight(response, methods(), "Content-Type");
      case "GET" -> get(request, response);
      case "POST" -> post(request, response);
      default -> notAllowed(response);
    }
  }

  private void notAllowed(HttpResponse response) throws IOException {
    response.appendHeader("Allow", methods());
    refuse(new Problem(405, methods() + " only", null, null), response);
  }

  private void get(HttpRequest request, HttpResponse response) throws IOException {
    try {
      write(200, questions.answer(RequestTarget.parse(request.getUri())), response);
    } catch (RuntimeException e) {
      refuse(e, response);
    }
  }

  private void post(HttpRequest request, HttpResponse response) throws IOException {
    if (requests == null) {
      notAllowed(response);
      return;
    }
    byte[] body = RequestBody.bytes(request, mostBytes);
    if (body.length > mostBytes) {
      refuse(new Problem(413, "at most " + mostBytes + " bytes", "body", null), response);
      return;
    }
    Supplier<Map<String, @Nullable Object>> asked;
    try {
      asked = requests.read(RequestBody.text(body));
    } catch (InvalidValueException e) {
      refuse(Problem.malformed(e), response);
      return;
    } catch (RuntimeException e) {
      refuse(e, response);
      return;
    }
    try {
      write(200, asked.get(), response);
    } catch (InvalidValueException e) {
      refuse(Problem.malformed(e), response);
    } catch (RuntimeException e) {
      refuse(e, response);
    }
  }

  /** Tells why a request is not done. */
  static void refuse(RuntimeException failure, HttpResponse response) throws IOException {
    refuse(problem(failure), response);
  }

  private static Problem problem(RuntimeException failure) {
    // Nothing is being computed anew here: books that do not balance are our fault.
    Problem problem =
        failure instanceof ConservationException
            ? new Problem(Problem.INTERNAL, "Our fault, not yours.", null, null)
            : Problem.of(failure);
    if (problem.status() >= Problem.INTERNAL) {
      Level level = problem.status() == Problem.UNAVAILABLE ? Level.WARNING : Level.SEVERE;
      LOG.log(level, "a request was not done", failure);
    }
    return problem;
  }

  static void refuse(Problem problem, HttpResponse response) throws IOException {
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
