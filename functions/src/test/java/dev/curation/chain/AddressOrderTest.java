package dev.curation.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Addresses are compared as numbers; it must come out as it does for their texts. */
class AddressOrderTest {
  /** Random ones, and some that differ from those in one digit only. */
  private static List<String> texts() {
    Random random = new Random(5);
    List<String> texts = new ArrayList<>();
    byte[] bytes = new byte[Address.BYTES];
    for (int i = 0; i < 12; i++) {
      random.nextBytes(bytes);
      String text = "0x" + HexFormat.of().formatHex(bytes);
      texts.add(text);
      for (int digit = 2; digit < text.length(); digit++) {
        char other = "0123456789abcdef".charAt(random.nextInt(16));
        texts.add(text.substring(0, digit) + other + text.substring(digit + 1));
      }
    }
    return texts;
  }

  @Test
  void shouldCompareAddressesAsTheirTexts() {
    List<String> texts = texts();
    for (String left : texts) {
      for (String right : texts) {
        Address a = new Address(left);
        Address b = new Address(right);
        String pair = left + " and " + right;
        assertEquals(
            Integer.signum(left.compareTo(right)), Integer.signum(a.compareTo(b)), () -> pair);
        assertEquals(left.equals(right), a.equals(b), () -> pair);
        assertEquals(left.equals(right), a.hashCode() == b.hashCode(), () -> pair);
      }
    }
  }
}
