package dev.curation.conformance;

import com.google.gson.JsonObject;
import java.util.Optional;

/** How the vectors of one schema are run. */
public interface VectorSuite {
  /** The value of the vectors' field {@code schema}. */
  String schema();

  /**
   * Runs a vector.
   *
   * @return the first difference from what it expects; empty if there is none
   * @throws dev.curation.errors.InvalidValueException if the vector itself is malformed
   */
  Optional<String> firstDifference(JsonObject vector);
}
