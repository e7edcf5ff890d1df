package dev.curation.node;

import java.time.Duration;

/** Waits; a test only takes note. */
@FunctionalInterface
public interface Pause {
  void pause(Duration duration);
}
