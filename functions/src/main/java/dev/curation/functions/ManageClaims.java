package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/**
 * Called by operators of claims, behind IAM: what docs/claims.md lists under Orders. Each order
 * carries a {@code requestId}, under which it is done once, and a {@code why}; both are recorded
 * with the caller. It checks no signature, so it must never be public.
 */
public final class ManageClaims implements HttpFunction {
  private final ClaimWiring claims;

  /** The function as Google's invoker makes it. */
  public ManageClaims() {
    this(Wiring.instance());
  }

  public ManageClaims(Wiring wiring) {
    this.claims = wiring.claims();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    OrderDesk.serve(
        request,
        response,
        body -> {
          OrderFields fields = OrderFields.parse(body);
          return ClaimOrder.of(fields, body, Operator.of(request, fields)).carryOut(claims);
        });
  }
}
