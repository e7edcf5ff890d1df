package dev.curation.store;

import dev.curation.errors.InvalidValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a document. Values are {@code String}, {@code Long}, {@code Double}, {@code
 * Boolean}, {@link Bytes}, a map of such values, or null. The typed readers name the field when its
 * value is missing or of another type.
 */
public record Fields(Map<String, @Nullable Object> values) {
  public static final Fields EMPTY = new Fields(Map.of());

  public Fields {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Builder builder() {
    return new Builder();
  }

  public boolean has(String name) {
    return values.get(name) != null;
  }

  public @Nullable Object get(String name) {
    return values.get(name);
  }

  public String string(String name) {
    return typed(name, String.class, "must be a string");
  }

  public long integer(String name) {
    return typed(name, Long.class, "must be an integer");
  }

  public boolean bool(String name) {
    return typed(name, Boolean.class, "must be true or false");
  }

  public Bytes bytes(String name) {
    return typed(name, Bytes.class, "must be bytes");
  }

  public @Nullable String optionalString(String name) {
    return has(name) ? string(name) : null;
  }

  public @Nullable Long optionalInteger(String name) {
    return has(name) ? (Long) integer(name) : null;
  }

  /** False where the field is missing. */
  public boolean flag(String name) {
    return has(name) && bool(name);
  }

  /** The fields of a map; none where it is missing. */
  @SuppressWarnings("unchecked")
  public Fields map(String name) {
    return has(name)
        ? new Fields((Map<String, @Nullable Object>) typed(name, Map.class, "must be a map"))
        : EMPTY;
  }

  /** These fields, overwritten by the others. */
  public Fields with(Fields others) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(values);
    merged.putAll(others.values);
    return new Fields(merged);
  }

  /** These fields without one. */
  public Fields without(String name) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return new Fields(rest);
  }

  private <T> T typed(String name, Class<T> type, String reason) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new InvalidValueException(name, value, reason);
    }
    return type.cast(value);
  }

  /** Collects fields in the order in which they are put. */
  public static final class Builder {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, @Nullable Object value) {
      values.put(name, value instanceof Fields nested ? nested.values() : value);
      return this;
    }

    /** Leaves the field out where the value is null. */
    public Builder putIfPresent(String name, @Nullable Object value) {
      return value == null ? this : put(name, value);
    }

    public Fields build() {
      return new Fields(values);
    }
  }
}
