package dev.curation.functions;

import dev.curation.errors.InvalidValueException;
import io.cloudevents.CloudEvent;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Events of the lanes' topics. */
final class LaneEvents {
  private LaneEvents() {}

  /** Hands on the body; what is no message at all can only be logged. */
  static void deliver(CloudEvent event, UnaryOperator<String> inbox, Logger log) {
    PubSubDelivered delivered;
    try {
      delivered = PubSubDelivered.of(event);
    } catch (InvalidValueException e) {
      log.log(Level.SEVERE, "event " + event.getId() + " is refused: " + e.getMessage());
      return;
    }
    String note = inbox.apply(delivered.message().body());
    log.log(Level.INFO, "message {0}: {1}", new Object[] {delivered.messageId(), note});
  }
}
