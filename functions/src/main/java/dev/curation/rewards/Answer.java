package dev.curation.rewards;

import dev.curation.store.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader gets.
 *
 * @param body of the JSON object
 * @param isSealed whether it stands for good, unless an operator reopens sealed hours
 */
public record Answer(Fields body, boolean isSealed) {
  static Answer of(Fields body) {
    return new Answer(body, false);
  }

  /**
   * One page of a list.
   *
   * @param next where the next page begins; null: there is none
   */
  static Answer page(List<Fields> items, @Nullable String next) {
    return of(list(items, next).build());
  }

  static Fields.Builder list(List<Fields> items, @Nullable String next) {
    return Fields.builder().put("items", values(items)).put("next", next);
  }

  static List<?> values(List<Fields> items) {
    return items.stream().map(Fields::values).toList();
  }
}
