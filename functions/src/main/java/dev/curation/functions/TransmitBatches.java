package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.lanes.Transmission;
import java.io.IOException;

/**
 * Called by Cloud Scheduler, on the side where fees are earned: sealed blocks enter their lanes,
 * batches are made and sent. Answers {@code {"<lane>": {"blocks": n, "batches": m, ...}}}; see
 * {@link ScheduledRun}.
 */
public final class TransmitBatches implements HttpFunction {
  private final Transmission transmission;

  /** The function as Google's invoker makes it. */
  public TransmitBatches() {
    this(Wiring.instance());
  }

  public TransmitBatches(Wiring wiring) {
    this.transmission = wiring.lanes().transmission();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    ScheduledRun.serve(request, response, transmission.lanes(), transmission::run);
  }
}
