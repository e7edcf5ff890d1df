package dev.curation.bench;

import dev.curation.errors.InvalidValueException;
import dev.curation.replay.LedgerFileException;
import picocli.CommandLine.ExitCode;

/** What the command line says of a failure. */
final class Failures {
  private Failures() {}

  /** The failure and all that led to it; JMH hides what happened in its processes in there. */
  static String message(Throwable failure) {
    StringBuilder message = new StringBuilder(sentence(failure));
    if (failure.getCause() != null) {
      message.append("\n  because: ").append(message(failure.getCause()));
    }
    for (Throwable hidden : failure.getSuppressed()) {
      message.append("\n  with: ").append(message(hidden));
    }
    return message.toString();
  }

  private static String sentence(Throwable failure) {
    boolean ours = failure.getClass().getName().startsWith("dev.curation.");
    return ours && failure.getMessage() != null ? failure.getMessage() : failure.toString();
  }

  /** 2 for wrong input, else 1. */
  static int exitCode(Throwable failure) {
    return failure instanceof LedgerFileException || failure instanceof InvalidValueException
        ? ExitCode.USAGE
        : ExitCode.SOFTWARE;
  }
}
