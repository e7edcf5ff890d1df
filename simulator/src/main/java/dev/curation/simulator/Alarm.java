package dev.curation.simulator;

import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the backend logs. Much goes wrong in a run and is told there; what nothing of it can
 * explain, such as a null pointer or books that do not balance, fails the run.
 */
final class Alarm extends Handler {
  private static final Set<String> EXPLAINED =
      Set.of(
          "Unavailable",
          "PreconditionFailed",
          "Refused",
          "NodeSilent",
          "MovedByAnotherException",
          "FactChangedException",
          "LeaseLostException",
          "StakerBusyException",
          "BusyException",
          "PoolBusyException",
          "UnsettledException",
          "MessagingException");

  /** The root keeps it from being collected. */
  private static final Logger BACKEND = Logger.getLogger("dev.curation");

  private static final ThreadLocal<World> HERE = new ThreadLocal<>();

  private Alarm() {}

  /** Listens from now on; nothing is printed. */
  static synchronized void listen() {
    for (Handler handler : BACKEND.getHandlers()) {
      if (handler instanceof Alarm) {
        return;
      }
    }
    BACKEND.setUseParentHandlers(false);
    BACKEND.setLevel(Level.WARNING);
    BACKEND.addHandler(new Alarm());
  }

  /** What this thread logs belongs to a run. */
  static void belongsTo(World world) {
    HERE.set(world);
  }

  /** Whether something that went wrong follows from what the run does to the backend. */
  static boolean isExplained(Throwable thrown) {
    return isExplained(thrown.getClass().getSimpleName());
  }

  /** The same by the exception's simple name. */
  static boolean isExplained(String exception) {
    return EXPLAINED.contains(exception);
  }

  @Override
  public void publish(LogRecord entry) {
    World world = HERE.get();
    @Nullable Throwable thrown = entry.getThrown();
    if (world != null && thrown != null && !isExplained(thrown)) {
      world.fail(new Difference("unexplained: " + entry.getMessage() + ": " + thrown, thrown));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
