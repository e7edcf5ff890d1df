package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenomTest {
  @Test
  void shouldBeOfOneTo64LettersDigitsUnderscoresOrHyphens() {
    for (String name : List.of("a", "WETH_2-x", "0x" + "ab".repeat(20), "a".repeat(64))) {
      assertEquals(name, new Denom(name).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a.b", "ä"})
  void shouldRefuseOtherNames(String name) {
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> new Denom(name));
    assertEquals("denom", e.field());
    assertEquals(name, e.value());
  }

  @Test
  void shouldRefuseALongName() {
    assertThrows(InvalidValueException.class, () -> new Denom("a".repeat(65)));
  }

  @Test
  void shouldBeInTheOrderOfTheNames() {
    List<Denom> denoms = List.of(new Denom("b"), Denom.NATIVE, new Denom("A"));
    assertEquals(
        List.of(new Denom("A"), new Denom("b"), Denom.NATIVE), denoms.stream().sorted().toList());
  }
}
