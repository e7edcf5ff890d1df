package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.chain.ChainId;
import dev.curation.payments.Outbox;
import dev.curation.payments.PaymentSender;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Called by Cloud Scheduler: sends the payments that are due on every configured chain, and looks
 * after those under way. Answers {@code {"<chainId>": {"sent": n, "paid": m, ...}}}; where a chain
 * has no treasury, nothing is sent: {@code {"waiting": n}}, counted up to 50; and where it failed
 * {@code {"error": text}} and the status 500. One that fails does not hold back the others.
 */
public final class SendPayments implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(SendPayments.class.getName());

  private final Wiring wiring;

  /** The function as Google's invoker makes it. */
  public SendPayments() {
    this(Wiring.instance());
  }

  public SendPayments(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.setContentType("application/json");
    if (!request.getMethod().equals("POST")) {
      response.setStatusCode(405);
      response.appendHeader("Allow", "POST");
      response.getWriter().write("{\"error\":\"POST only\"}\n");
      return;
    }
    Map<String, Object> reports = new LinkedHashMap<>();
    for (ChainId chain : wiring.chains()) {
      try {
        reports.put(chain.toString(), send(chain));
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "the payments of chain " + chain + " failed", e);
        reports.put(chain.toString(), Map.of("error", String.valueOf(e.getMessage())));
        response.setStatusCode(500);
      }
    }
    response.getWriter().write(new Gson().toJson(reports) + "\n");
  }

  private Object send(ChainId chain) {
    Optional<PaymentSender> sender = wiring.paymentSender(chain);
    return sender.isPresent()
        ? sender.get().run()
        : Map.of("waiting", Outbox.waiting(wiring.store(), chain, wiring.clock().millis()));
  }
}
