package dev.curation.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvalidValueExceptionTest {
  /** Found by fuzzing: a body of 12,000 characters in a field's name came back as it was. */
  @Test
  void shouldCutANameThatASenderHasMadeUp() {
    InvalidValueException e = new InvalidValueException("n".repeat(12_000), 1, "is no field");
    assertEquals("n".repeat(200) + "...", e.field());
    assertTrue(String.valueOf(e.getMessage()).length() < 400);
  }

  @Test
  void shouldNotCutACharacterInHalves() {
    String value = "x".repeat(119) + "\ud83d\ude00" + "x";
    String message =
        String.valueOf(new InvalidValueException("field", value, "is wrong").getMessage());
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(message), message);
  }
}
