package dev.curation.programs;

import java.util.Arrays;
import java.util.Optional;

/** Finds a constant by its name, where names come from outside. */
final class EnumNames {
  private EnumNames() {}

  static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equals(name)).findFirst();
  }
}
