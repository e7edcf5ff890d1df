package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.pools.PoolAdministration;
import java.io.IOException;

/**
 * Called by whoever runs the marketplace, behind IAM: fee blocks, settings and sweeps of a pool. It
 * checks no signature, so it must never be public.
 */
public final class ManagePool implements HttpFunction {
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
    OrderDesk.serve(request, response, body -> PoolOrder.parse(body).carryOut(administration));
  }
}
