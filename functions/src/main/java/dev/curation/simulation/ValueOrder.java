package dev.curation.simulation;

import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Firestore's order of values: by type, then within the type; numbers by value; text as UTF-8. */
final class ValueOrder {
  /** Segment by segment, each as UTF-8. */
  static final Comparator<DocumentPath> PATHS = (a, b) -> comparePaths(a.path(), b.path());

  private ValueOrder() {}

  static int compare(@Nullable Object a, @Nullable Object b) {
    int byType = Integer.compare(type(a), type(b));
    if (byType != 0) {
      return byType;
    }
    return a == null || b == null ? 0 : compareAlike(a, b);
  }

  private static int compareAlike(Object a, Object b) {
    return switch (a) {
      case Boolean flag -> Boolean.compare(flag, (Boolean) b);
      case Number number -> compareNumbers(number, (Number) b);
      case String text -> compareTexts(text, (String) b);
      case Bytes bytes -> Arrays.compareUnsigned(bytes.toArray(), ((Bytes) b).toArray());
      case Map<?, ?> map -> compareMaps(map, (Map<?, ?>) b);
      default -> throw new IllegalArgumentException("not a value of a document: " + a);
    };
  }

  static boolean sameType(@Nullable Object a, @Nullable Object b) {
    return type(a) == type(b);
  }

  static int comparePaths(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return left == '/' ? -1 : right == '/' ? 1 : Integer.compare(weight(left), weight(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int compareTexts(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(weight(a.charAt(i)), weight(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** UTF-16 puts surrogates, which stand for the highest code points, before U+E000. */
  private static int weight(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  /** A double is compared with an integer by exact value; NaN comes first, and -0 equals 0. */
  private static int compareNumbers(Number a, Number b) {
    if (a instanceof Long left && b instanceof Long right) {
      return Long.compare(left, right);
    }
    double left = a.doubleValue();
    double right = b.doubleValue();
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return Boolean.compare(Double.isNaN(right), Double.isNaN(left));
    }
    if (left != right || Double.isInfinite(left)) {
      return left < right ? -1 : left > right ? 1 : 0;
    }
    return exact(a).compareTo(exact(b));
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Long whole
        ? BigDecimal.valueOf(whole)
        : new BigDecimal(number.doubleValue());
  }

  private static int compareMaps(Map<?, ?> a, Map<?, ?> b) {
    Iterator<Map.Entry<String, @Nullable Object>> left = sorted(a).entrySet().iterator();
    Iterator<Map.Entry<String, @Nullable Object>> right = sorted(b).entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<String, @Nullable Object> mine = left.next();
      Map.Entry<String, @Nullable Object> other = right.next();
      int byName = compareTexts(mine.getKey(), other.getKey());
      int result = byName != 0 ? byName : compare(mine.getValue(), other.getValue());
      if (result != 0) {
        return result;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
    Map<String, @Nullable Object> result = new TreeMap<>(ValueOrder::compareTexts);
    map.forEach((name, value) -> result.put((String) name, value));
    return result;
  }

  private static int type(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Boolean flag -> 1;
      case Number number -> 2;
      case String text -> 3;
      case Bytes bytes -> 4;
      case Map<?, ?> map -> 5;
      default -> throw new IllegalArgumentException("not a value of a document: " + value);
    };
  }
}
