package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.lanes.LaneInbox;
import java.io.IOException;

/**
 * Called by Cloud Scheduler, on the side that pays: goes on with settlements that were interrupted,
 * credits what could not be credited before, and raises the alarm for batches that wait too long
 * for their wei. Answers {@code {"<lane>": {"settled": n, ...}}}; see {@link ScheduledRun}.
 */
public final class SettleLanes implements HttpFunction {
  private final LaneInbox inbox;

  /** The function as Google's invoker makes it. */
  public SettleLanes() {
    this(Wiring.instance());
  }

  public SettleLanes(Wiring wiring) {
    this.inbox = wiring.lanes().inbox();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    ScheduledRun.serve(request, response, inbox.lanes(), inbox::run);
  }
}
