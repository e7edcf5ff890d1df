package dev.curation.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock of simulated processes: who waits for it lets others go on, in simulated time. */
final class Turns implements Lock {
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final Agenda agenda;
  private final Deque<Long> queue = new ArrayDeque<>();

  private long count;

  Turns(Agenda agenda) {
    this.agenda = agenda;
  }

  @Override
  public void lock() {
    long self = ++count;
    queue.add(self);
    while (queue.element() != self) {
      if (!agenda.canWait()) {
        throw new IllegalStateException("somebody else has the lock, and nobody can wait");
      }
      agenda.pause(A_MOMENT);
    }
  }

  @Override
  public void unlock() {
    var unused = queue.remove();
  }

  @Override
  public void lockInterruptibly() {
    lock();
  }

  @Override
  public boolean tryLock() {
    return queue.isEmpty() && queue.add(++count);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    return tryLock();
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("nobody waits for conditions");
  }
}
