package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes orders over HTTP: a POST with one JSON object, answered by another. */
final class OrderDesk {
  private static final Logger LOG = Logger.getLogger(OrderDesk.class.getName());
  private static final int MAX_BODY = 256 * 1024;

  private OrderDesk() {}

  interface Desk {
    Map<String, ? extends @Nullable Object> carryOut(String body);
  }

  static void serve(HttpRequest request, HttpResponse response, Desk desk) throws IOException {
    serve(request, response, MAX_BODY, desk);
  }

  /**
   * @param mostBytes of a body
   */
  static void serve(HttpRequest request, HttpResponse response, int mostBytes, Desk desk)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.appendHeader("Allow", "POST");
      refuse(new Problem(405, "POST only", null, null), response);
      return;
    }
    byte[] body = RequestBody.bytes(request, mostBytes);
    if (body.length > mostBytes) {
      refuse(new Problem(413, "at most " + mostBytes + " bytes", "body", null), response);
      return;
    }
    try {
      Map<String, ? extends @Nullable Object> result = desk.carryOut(RequestBody.text(body));
      response.setContentType("application/json");
      write(200, result, response);
    } catch (InvalidValueException e) {
      refuse(Problem.malformed(e), response);
    } catch (RuntimeException e) {
      Problem problem = Problem.of(e);
      if (problem.status() >= Problem.INTERNAL) {
        LOG.log(Level.SEVERE, "an order was not carried out", e);
      }
      refuse(problem, response);
    }
  }

  private static void refuse(Problem problem, HttpResponse response) throws IOException {
    response.setContentType(Problem.MEDIA_TYPE);
    write(problem.status(), problem.values(), response);
  }

  private static void write(
      int status, Map<String, ? extends @Nullable Object> values, HttpResponse response)
      throws IOException {
    response.setStatusCode(status);
    response.getWriter().write(new Gson().toJson(values) + "\n");
  }
}
