package dev.curation.functions;

import com.google.cloud.functions.CloudEventsFunction;
import dev.curation.lanes.LaneInbox;
import io.cloudevents.CloudEvent;
import java.util.logging.Logger;

/**
 * Called for each message on the topic {@code lane-tokens}, on the side that pays: wei of a lane
 * have arrived. What can never be taken in is kept as rejected; what else fails comes again.
 */
public final class ReceiveTokens implements CloudEventsFunction {
  private static final Logger LOG = Logger.getLogger(ReceiveTokens.class.getName());

  private final LaneInbox inbox;

  /** The function as Google's invoker makes it. */
  public ReceiveTokens() {
    this(Wiring.instance());
  }

  public ReceiveTokens(Wiring wiring) {
    this.inbox = wiring.lanes().inbox();
  }

  @Override
  public void accept(CloudEvent event) {
    LaneEvents.deliver(event, inbox::tokens, LOG);
  }
}
