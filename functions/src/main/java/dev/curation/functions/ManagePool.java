package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.errors.InvalidValueException;
import dev.curation.pools.PoolAdministration;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Called by whoever runs the marketplace, behind IAM: fee blocks, settings and sweeps of a pool. It
 * checks no signature, so it must never be public.
 */
public final class ManagePool implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(ManagePool.class.getName());
  private static final int MAX_BODY = 256 * 1024;

  private final PoolAdministration administration;

  /** The function as Google's invoker makes it. */
  public ManagePool() {
    this(Wiring.instance());
  }

  public ManagePool(Wiring wiring) {
    this(wiring.poolAdministration());
  }

  public ManagePool(PoolAdministration administration) {
    this.administration = administration;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.appendHeader("Allow", "POST");
      refuse(new Problem(405, "POST only", null, null), response);
      return;
    }
    byte[] body = RequestBody.bytes(request, MAX_BODY);
    if (body.length > MAX_BODY) {
      refuse(new Problem(413, "at most " + MAX_BODY + " bytes", "body", null), response);
      return;
    }
    try {
      PoolOrder order = PoolOrder.parse(RequestBody.text(body));
      response.setContentType("application/json");
      write(200, order.carryOut(administration), response);
    } catch (InvalidValueException e) {
      refuse(Problem.malformed(e), response);
    } catch (RuntimeException e) {
      Problem problem = Problem.of(e);
      if (problem.status() >= Problem.INTERNAL) {
        LOG.log(Level.SEVERE, "a pool's order was not carried out", e);
      }
      refuse(problem, response);
    }
  }

  private static void refuse(Problem problem, HttpResponse response) throws IOException {
    response.setContentType(Problem.MEDIA_TYPE);
    write(problem.status(), problem.values(), response);
  }

  private static void write(int status, Map<String, @Nullable Object> values, HttpResponse response)
      throws IOException {
    response.setStatusCode(status);
    response.getWriter().write(new Gson().toJson(values) + "\n");
  }
}
