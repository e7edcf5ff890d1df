package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/**
 * Called by operators of lanes, behind IAM: what docs/settlement.md lists under Orders. Each order
 * carries a {@code requestId}, under which it is done once, and a {@code why}; both are recorded
 * with the caller. It checks no signature, so it must never be public.
 */
public final class ManageLane implements HttpFunction {
  private final LaneWiring lanes;

  /** The function as Google's invoker makes it. */
  public ManageLane() {
    this(Wiring.instance());
  }

  public ManageLane(Wiring wiring) {
    this.lanes = wiring.lanes();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    OrderDesk.serve(
        request,
        response,
        body -> {
          OrderFields fields = OrderFields.parse(body);
          return LaneOrder.of(fields, body, Operator.of(request, fields)).carryOut(lanes);
        });
  }
}
