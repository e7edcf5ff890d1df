package dev.curation.lanes;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Amounts by curator, in the order of addresses, in pages that fit a document and a message. A page
 * is canonical JSON: {@code {"0x...":"123",...}}.
 */
final class CuratorPages {
  /** Curators of a page (specs/settlement.md, 2). */
  static final int CURATORS = 2_000;

  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,95}");

  private CuratorPages() {}

  /** At least one page, and none empty but the only one. */
  static List<String> encode(SortedMap<String, BigInteger> amounts) {
    List<String> pages = new ArrayList<>();
    StringBuilder page = new StringBuilder("{");
    int curators = 0;
    for (Map.Entry<String, BigInteger> each : amounts.entrySet()) {
      if (curators == CURATORS) {
        pages.add(page.append('}').toString());
        page = new StringBuilder("{");
        curators = 0;
      }
      page.append(curators == 0 ? "\"" : ",\"").append(each.getKey()).append("\":\"");
      page.append(each.getValue()).append('"');
      curators++;
    }
    pages.add(page.append('}').toString());
    return pages;
  }

  /**
   * @param field what holds the page
   * @throws InvalidValueException if it is no such page, of at most 2,000 addresses in their order
   */
  static SortedMap<String, BigInteger> decode(String field, String page) {
    SortedMap<String, BigInteger> amounts = new TreeMap<>();
    try (JsonReader json = new JsonReader(new StringReader(page))) {
      json.setStrictness(com.google.gson.Strictness.STRICT);
      json.beginObject();
      String last = "";
      while (json.hasNext()) {
        String curator = new Address(json.nextName()).hex();
        if (curator.compareTo(last) <= 0) {
          throw new InvalidValueException(field, curator, "must stand in the order of addresses");
        }
        last = curator;
        String amount = json.peek() == JsonToken.STRING ? json.nextString() : "";
        if (!DIGITS.matcher(amount).matches()) {
          throw new InvalidValueException(
              field + "." + curator, amount, "must be a whole number, as a string of digits");
        }
        amounts.put(curator, new BigInteger(amount));
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT || amounts.size() > CURATORS) {
        throw new InvalidValueException(
            field, amounts.size() + " curators", "must be one object of at most " + CURATORS);
      }
    } catch (IOException | IllegalStateException e) {
      InvalidValueException refused =
          new InvalidValueException(field, page, "must be a JSON object of amounts by address");
      refused.initCause(e);
      throw refused;
    }
    return amounts;
  }

  /** Pages that belong together, in their order. */
  static SortedMap<String, BigInteger> decodeAll(String field, List<String> pages) {
    SortedMap<String, BigInteger> amounts = new TreeMap<>();
    for (String page : pages) {
      SortedMap<String, BigInteger> each = decode(field, page);
      if (!amounts.isEmpty()
          && !each.isEmpty()
          && each.firstKey().compareTo(amounts.lastKey()) <= 0) {
        throw new InvalidValueException(
            field, each.firstKey(), "must stand in the order of addresses");
      }
      amounts.putAll(each);
    }
    return amounts;
  }
}
