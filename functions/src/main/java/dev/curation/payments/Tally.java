package dev.curation.payments;

/** Counts what a run does. */
final class Tally {
  int sent;
  int paid;
  int putOff;
  int replaced;
  int held;
  int unreadable;

  /** A transfer that was under way has changed. */
  void changed(OwedTransfer before, OwedTransfer after) {
    if (before.state() == after.state()) {
      return;
    }
    switch (after.state()) {
      case PAID -> paid++;
      case HELD -> held++;
      case DUE -> putOff++;
      case SENT -> {} // A reorganisation took it back.
      case CLAIMABLE -> {} // Never under way.
    }
  }

  OutboxReport report(int open) {
    return new OutboxReport(sent, paid, putOff, replaced, held, open, unreadable);
  }
}
