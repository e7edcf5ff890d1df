package dev.curation.functions;

import com.google.cloud.functions.CloudEventsFunction;
import dev.curation.lanes.LaneInbox;
import io.cloudevents.CloudEvent;
import java.util.logging.Logger;

/**
 * Called for each message on the topic {@code lane-weights}, on the side that pays: a batch, or a
 * page of one. What can never be taken in is kept as rejected; what else fails comes again.
 */
public final class ReceiveWeights implements CloudEventsFunction {
  private static final Logger LOG = Logger.getLogger(ReceiveWeights.class.getName());

  private final LaneInbox inbox;

  /** The function as Google's invoker makes it. */
  public ReceiveWeights() {
    this(Wiring.instance());
  }

  public ReceiveWeights(Wiring wiring) {
    this.inbox = wiring.lanes().inbox();
  }

  @Override
  public void accept(CloudEvent event) {
    LaneEvents.deliver(event, inbox::weights, LOG);
  }
}
