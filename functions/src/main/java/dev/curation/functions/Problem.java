package dev.curation.functions;

import dev.curation.money.ConservationException;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import dev.curation.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered, as RFC 9457 has it.
 *
 * @param detail for a person
 * @param field the part of the request that is wrong; null: none is
 * @param value what it was; null: none is wrong
 */
record Problem(int status, String detail, @Nullable String field, @Nullable String value) {
  static final String MEDIA_TYPE = "application/problem+json";
  static final int UNAVAILABLE = 503;
  static final int INTERNAL = 500;
  private static final int MOST_CHARACTERS = 200;

  static Problem of(RuntimeException failure) {
    return switch (failure) {
      case InvalidRequestException e ->
          new Problem(400, String.valueOf(e.getMessage()), e.field(), e.value());
      case NotFoundException e ->
          new Problem(404, String.valueOf(e.getMessage()), e.field(), e.value());
      case ConservationException e ->
          // The documents were read while a run wrote them; the aggregation checks what stands.
          new Problem(UNAVAILABLE, "The results are being computed anew: ask again.", null, null);
      case StoreException.Unavailable e ->
          new Problem(UNAVAILABLE, "The database does not answer: ask again.", null, null);
      default -> new Problem(INTERNAL, "Our fault, not yours.", null, null);
    };
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case UNAVAILABLE -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }

  Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("type", "about:blank");
    values.put("title", title());
    values.put("status", status);
    values.put("detail", cut(detail));
    values.put("field", cut(field));
    values.put("value", cut(value));
    return values;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS) + "...";
  }
}
