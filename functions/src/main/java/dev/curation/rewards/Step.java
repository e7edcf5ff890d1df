package dev.curation.rewards;

import dev.curation.store.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of an explanation: for a person the text, for a program the operation, its operands in
 * order, and the result. Names ending in {@code Wei} are amounts, in {@code Votes} votes.
 *
 * @param operation {@code sum} of a list elsewhere in the answer, {@code add}, {@code subtract} the
 *     others from the first, {@code min}, {@code votes}: those before, after each of the vote
 *     events, {@code floorShare}: floor(votes * pot / all votes)
 */
record Step(
    String name,
    String text,
    String operation,
    Map<String, Object> operands,
    String resultName,
    Object result) {

  static Step of(
      String name,
      String text,
      String operation,
      String resultName,
      Object result,
      @Nullable Object... operands) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < operands.length; i += 2) {
      named.put(String.valueOf(operands[i]), String.valueOf(operands[i + 1]));
    }
    return new Step(name, text, operation, named, resultName, result);
  }

  Fields fields() {
    return Fields.builder()
        .put("name", name)
        .put("text", text)
        .put("operation", operation)
        .put("operands", operands)
        .put("resultName", resultName)
        .put("result", result.toString())
        .build();
  }
}
