package dev.curation.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static InvalidValueException refused(String body) {
    return assertThrows(InvalidValueException.class, () -> Message.of(body));
  }

  @Test
  void shouldTakeUpToNineMebibytes() {
    String most = "x".repeat(9 * 1024 * 1024);
    assertEquals(most, Message.of(most).body());
    assertEquals("body '9437185 bytes': must be 1 to 9437184", refused(most + "x").getMessage());
  }

  @Test
  void shouldCountBytesAndNotCharacters() {
    String most = "é".repeat(9 * 1024 * 1024 / 2);
    assertEquals(most, Message.of(most).body());
    assertEquals("9437185 bytes", refused(most + "x").value());
  }

  @Test
  void shouldRefuseAnEmptyBody() {
    assertEquals("body", refused("").field());
  }

  @Test
  void shouldRefuseHalfASurrogatePairThatUtf8WouldTurnIntoAQuestionMark() {
    assertTrue(refused("{\"a\":\"\ud83d\"}").reason().contains("surrogate"));
    assertEquals("\ud83d\ude00", Message.of("\ud83d\ude00").body());
  }

  @Test
  void shouldNotChangeWithTheMapItWasMadeOf() {
    SortedMap<String, String> attributes = new TreeMap<>(Map.of("lane", "1"));
    Message message = new Message("{}", attributes);
    attributes.put("late", "2");
    assertEquals(Map.of("lane", "1"), message.attributes());
    assertThrows(UnsupportedOperationException.class, () -> message.attributes().put("late", "2"));
  }
}
