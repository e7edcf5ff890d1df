package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.chain.ChainId;
import dev.curation.payments.Outbox;
import dev.curation.payments.PaymentSender;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Called by Cloud Scheduler: sends the payments that are due on every configured chain, and looks
 * after those under way. Answers {@code {"<chainId>": {"sent": n, "paid": m, ...}}}; where a chain
 * has no treasury, nothing is sent: {@code {"waiting": n}}, counted up to 50; and where it failed
 * {@code {"error": text}} and the status 500. One that fails does not hold back the others.
 */
public final class SendPayments implements HttpFunction {
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
    ScheduledRun.serve(request, response, wiring.chains(), this::send);
  }

  private Object send(ChainId chain) {
    Optional<PaymentSender> sender = wiring.paymentSender(chain);
    return sender.isPresent()
        ? sender.get().run()
        : Map.of("waiting", Outbox.waiting(wiring.store(), chain, wiring.clock().millis()));
  }
}
