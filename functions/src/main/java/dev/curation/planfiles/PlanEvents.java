package dev.curation.planfiles;

import dev.curation.errors.InvalidValueException;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * What a YAML parser finds, as long as it is not too deep and no number too long: the engine would
 * overflow the stack, and take time quadratic in depth and digits.
 */
final class PlanEvents implements Parser {
  /** More than any amount has. */
  private static final int LONGEST_NUMBER = 1_001;

  private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE]+");

  private final Parser parser;
  private final int deepest;
  private int depth;

  PlanEvents(Parser parser, int deepest) {
    this.parser = parser;
    this.deepest = deepest;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  /**
   * @throws InvalidValueException naming the line
   */
  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> {
        depth++;
        if (depth > deepest) {
          throw refused(event, "must be at most " + deepest + " deep");
        }
      }
      case MappingEnd, SequenceEnd -> depth--;
      case Scalar -> requireShort((ScalarEvent) event);
      default -> {}
    }
    return event;
  }

  private static void requireShort(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (scalar.isPlain() && text.length() > LONGEST_NUMBER && NUMBER.matcher(text).matches()) {
      throw refused(scalar, "must have numbers of at most " + (LONGEST_NUMBER - 1) + " digits");
    }
  }

  private static InvalidValueException refused(Event event, String reason) {
    String line = event.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("");
    return new InvalidValueException("plan", line, reason);
  }
}
