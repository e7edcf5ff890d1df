package dev.curation.functions;

import com.google.cloud.functions.CloudEventsFunction;
import dev.curation.aggregation.AggregationTrigger;
import dev.curation.errors.InvalidValueException;
import io.cloudevents.CloudEvent;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Called by Eventarc when {@code collections/{id}/curationCollection/curationMetadata} is written:
 * aggregates that collection, if the document asks for it.
 */
public final class AggregateCuration implements CloudEventsFunction {
  private static final Logger LOG = Logger.getLogger(AggregateCuration.class.getName());

  private final AggregationTrigger trigger;

  /** The function as Google's invoker makes it. */
  public AggregateCuration() {
    this(Wiring.instance());
  }

  public AggregateCuration(Wiring wiring) {
    this.trigger = wiring.aggregationTrigger();
  }

  @Override
  public void accept(CloudEvent event) {
    try {
      DocumentWritten written = DocumentWritten.of(event);
      AggregationTrigger.Outcome outcome = trigger.written(written.path(), written.fields());
      if (outcome != AggregationTrigger.Outcome.IGNORED) {
        LOG.info(() -> written.path() + ": " + outcome);
      }
    } catch (InvalidValueException e) {
      // It can never be handled, so it is not to be delivered again.
      LOG.log(Level.SEVERE, "event " + event.getId() + " is refused: " + e.getMessage());
    }
  }
}
