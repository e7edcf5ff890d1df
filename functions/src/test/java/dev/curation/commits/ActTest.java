package dev.curation.commits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import org.junit.jupiter.api.Test;

class ActTest {
  private static String refused(String who, String why) {
    return assertThrows(InvalidValueException.class, () -> new Act("1", who, why, "{}")).field();
  }

  /** Found by fuzzing: the database would store a question mark instead. */
  @Test
  void shouldRefuseHalvesOfCharactersWhichNobodyCouldReadAgain() {
    assertEquals("who", refused("olga\ud800", "as agreed"));
    assertEquals("why", refused("olga", "\udc00\ud83d"));
    assertEquals("as agreed \ud83d\ude00", new Act("1", "o", "as agreed \ud83d\ude00", "{}").why());
  }
}
