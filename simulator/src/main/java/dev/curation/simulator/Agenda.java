package dev.curation.simulator;

import dev.curation.simulation.ProcessKilled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The simulated time, and what is to happen when. Things happen one after another, those of the
 * same time in the order in which they were written down. A process may wait in the middle of what
 * it does; others go on meanwhile. It has a thread of its own, but only one thread runs at a time,
 * and the agenda alone says which: the same run is the same each time.
 */
final class Agenda implements InstantSource, AutoCloseable {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private final Semaphore control = new Semaphore(0);
  private final List<SimulatedProcess> waiting = new ArrayList<>();
  private final Runnable inEachThread;
  private @Nullable SimulatedProcess running;
  private @Nullable Throwable failure;
  private long now;
  private long count;
  private boolean isClosed;

  /**
   * @param inEachThread done before anything else by each process's thread
   */
  Agenda(Instant start, Runnable inEachThread) {
    this.inEachThread = inEachThread;
    now = start.toEpochMilli();
  }

  private record Entry(long time, long number, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public long millis() {
    return now;
  }

  /** Writes down what is to happen; what is to have happened already happens next. */
  void at(long time, Runnable what) {
    entries.add(new Entry(Math.max(now, time), count++, what));
  }

  void after(Duration wait, Runnable what) {
    at(now + wait.toMillis(), what);
  }

  /** Has everything happen until a time, that time included. */
  void runUntil(long time) {
    while (!entries.isEmpty() && entries.element().time() <= time) {
      Entry next = entries.remove();
      now = next.time();
      next.what().run();
      throwFailure();
    }
    now = Math.max(now, time);
  }

  /** Whether a process is in the middle of something. */
  boolean isBusy() {
    return !waiting.isEmpty();
  }

  /** Begins a process that can wait. */
  void start(Runnable work) {
    SimulatedProcess process = new SimulatedProcess(work);
    THREADS.execute(process);
    process.go();
  }

  /** Whether who asks is a process that can wait. */
  boolean canWait() {
    return running != null;
  }

  /** Lets others go on; who cannot wait goes on at once. */
  void pause(Duration wait) {
    SimulatedProcess process = running;
    if (process != null) {
      waiting.add(process);
      after(wait, process::go);
      process.rest();
    }
  }

  private void throwFailure() {
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  /** Ends all that still waits. */
  @Override
  public void close() {
    isClosed = true;
    entries.clear();
    while (!waiting.isEmpty()) {
      waiting.getFirst().go();
    }
  }

  private final class SimulatedProcess implements Runnable {
    private final Runnable work;
    private final Semaphore turn = new Semaphore(0);

    SimulatedProcess(Runnable work) {
      this.work = work;
    }

    /** The agenda's thread: has the process run until it waits or ends. */
    void go() {
      waiting.remove(this);
      SimulatedProcess before = running;
      running = this;
      turn.release();
      control.acquireUninterruptibly();
      running = before;
    }

    /** The process's thread: waits for its next turn. */
    void rest() {
      control.release();
      turn.acquireUninterruptibly();
      if (isClosed) {
        throw new ProcessKilled("the simulation is over");
      }
    }

    @Override
    public void run() {
      turn.acquireUninterruptibly();
      inEachThread.run();
      try {
        work.run();
      } catch (ProcessKilled e) {
        // Whoever called it sees no answer.
      } catch (RuntimeException | Error e) {
        failure = failure == null ? e : failure;
      } finally {
        control.release();
      }
    }
  }
}
