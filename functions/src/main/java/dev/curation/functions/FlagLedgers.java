package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.aggregation.LedgerFlagging;
import java.io.IOException;

/**
 * Called by Cloud Scheduler: asks for the aggregation of every collection that has work. Answers
 * {@code {"flagged": n, "putOff": m}}.
 */
public final class FlagLedgers implements HttpFunction {
  private static final int METHOD_NOT_ALLOWED = 405;

  private final LedgerFlagging flagging;

  /** The function as Google's invoker makes it. */
  public FlagLedgers() {
    this(Wiring.instance());
  }

  public FlagLedgers(Wiring wiring) {
    this.flagging = wiring.ledgerFlagging();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.setContentType("application/json");
    if (!request.getMethod().equals("POST")) {
      response.setStatusCode(METHOD_NOT_ALLOWED);
      response.appendHeader("Allow", "POST");
      response.getWriter().write("{\"error\":\"POST only\"}\n");
      return;
    }
    response.getWriter().write(new Gson().toJson(flagging.run()) + "\n");
  }
}
