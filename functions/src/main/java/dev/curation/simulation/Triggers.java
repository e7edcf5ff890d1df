package dev.curation.simulation;

import dev.curation.store.DocumentPath;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Who is told of which documents. Safe for use by several threads. */
final class Triggers {
  private record Trigger(Pattern path, Consumer<Written> consumer) {}

  private final List<Trigger> triggers = new CopyOnWriteArrayList<>();

  /**
   * @param pattern segments of a path, as they are or as {@code {name}} for any one segment
   */
  void add(String pattern, Consumer<Written> consumer) {
    StringBuilder regex = new StringBuilder();
    for (String segment : pattern.split("/", -1)) {
      boolean any = segment.startsWith("{") && segment.endsWith("}");
      regex.append(regex.isEmpty() ? "" : "/").append(any ? "[^/]+" : Pattern.quote(segment));
    }
    triggers.add(new Trigger(Pattern.compile(regex.toString()), consumer));
  }

  void fire(List<Written> changes) {
    for (Written change : changes) {
      for (Trigger trigger : triggers) {
        if (matches(trigger, change.path())) {
          trigger.consumer().accept(change);
        }
      }
    }
  }

  private static boolean matches(Trigger trigger, DocumentPath path) {
    return trigger.path().matcher(path.path()).matches();
  }
}
