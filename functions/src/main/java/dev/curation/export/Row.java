package dev.curation.export;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one line, in the order of the table's columns: texts, whole numbers, true or false;
 * null where there is nothing to say. Amounts and votes are texts of decimal digits.
 */
record Row(List<@Nullable Object> values) {
  static Row of(@Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value instanceof Long || value instanceof Boolean ? value : text(value));
    }
    return new Row(list);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
