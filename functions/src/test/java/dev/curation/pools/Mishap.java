package dev.curation.pools;

import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.StoreException;

/** Does something before or after the n-th thing that a process asks of the database. */
public final class Mishap implements Faults {
  private final long at;
  private final boolean after;
  private final boolean lasts;
  private final Runnable action;
  public boolean happened;

  private Mishap(long at, boolean after, boolean lasts, Runnable action) {
    this.at = at;
    this.after = after;
    this.lasts = lasts;
    this.action = action;
  }

  public static Mishap before(long at, Runnable action) {
    return new Mishap(at, false, false, action);
  }

  public static Mishap after(long at, Runnable action) {
    return new Mishap(at, true, false, action);
  }

  public static Mishap killedBefore(long at) {
    return new Mishap(at, false, true, Mishap::die);
  }

  public static Mishap killedAfter(long at) {
    return new Mishap(at, true, true, Mishap::die);
  }

  /** The answer is lost, once: whoever asks again learns what stands. */
  public static Mishap lostAnswer(long at) {
    return after(at, Mishap::away);
  }

  /** The answer is lost, and what asks again below us is told that it comes too late. */
  public static Mishap clash(long at) {
    return after(
        at,
        () -> {
          throw new StoreException.PreconditionFailed("answer lost, asked again", null);
        });
  }

  /** From then on the database does not answer. */
  public static Mishap outage(long at) {
    return new Mishap(at, false, true, Mishap::away);
  }

  private static void die() {
    throw new ProcessKilled("killed");
  }

  private static void away() {
    throw new StoreException.Unavailable("away", null);
  }

  @Override
  public void beforeOperation(Operation operation) {
    run(!after || happened, operation);
  }

  @Override
  public void afterOperation(Operation operation) {
    run(after, operation);
  }

  private void run(boolean now, Operation operation) {
    boolean due = lasts ? operation.sequence() >= at : operation.sequence() == at && !happened;
    if (now && due) {
      happened = true;
      action.run();
    }
  }
}
