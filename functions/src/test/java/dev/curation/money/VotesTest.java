package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import org.junit.jupiter.api.Test;

class VotesTest {
  private static final Votes MOST = Votes.of(Long.MAX_VALUE);

  @Test
  void shouldRefuseNegativeNumbers() {
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> Votes.of(-1));
    assertEquals("votes", e.field());
    assertEquals("-1", e.value());
  }

  @Test
  void shouldRefuseASumBeyondTheRange() {
    assertEquals(MOST, Votes.of(Long.MAX_VALUE - 1).plus(Votes.of(1)));
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> MOST.plus(MOST));
    assertTrue(e.toString().contains("2^63-1"), e.toString());
    assertThrows(InvalidValueException.class, () -> MOST.plus(Votes.of(1)));
  }

  @Test
  void shouldRefuseADifferenceBelowZero() {
    assertEquals(Votes.ZERO, MOST.minus(MOST));
    assertThrows(InvalidValueException.class, () -> Votes.of(1).minus(Votes.of(2)));
    assertThrows(InvalidValueException.class, () -> Votes.ZERO.minus(MOST));
  }

  @Test
  void shouldCompareAndTakeTheSmallerNumber() {
    assertTrue(Votes.of(2).compareTo(MOST) < 0);
    assertEquals(Votes.of(2), MOST.min(Votes.of(2)));
    assertEquals(Votes.of(2), Votes.of(2).min(MOST));
    assertTrue(Votes.of(0).isZero());
  }
}
