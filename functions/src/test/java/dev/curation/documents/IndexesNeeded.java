package dev.curation.documents;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Query.Filter;
import dev.curation.store.Query.Operator;
import dev.curation.store.Query.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The indexes that a query needs beyond Firestore's automatic ones, as lines of text. Automatic is
 * every single field, in both directions, within one collection. Equality filters alone are served
 * by merging single-field indexes, whatever their number; together with a sort order they need a
 * composite index, equality fields first. A query across a collection group uses indexes of that
 * scope, of which none is automatic.
 */
final class IndexesNeeded {
  private IndexesNeeded() {}

  static Set<String> of(List<Query> queries) {
    return queries.stream()
        .flatMap(query -> of(query).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> of(Query query) {
    Set<String> equal = fields(query, true);
    List<Order> sorted = sorted(query, equal);
    Set<String> lines = new TreeSet<>();
    if (sorted.size() > 1 || (!equal.isEmpty() && !sorted.isEmpty())) {
      lines.add(composite(query, equal, sorted));
    } else if (query.group()) {
      equal.forEach(field -> lines.addAll(override(query, field, "ASCENDING")));
      sorted.forEach(order -> lines.addAll(override(query, order.field(), direction(order))));
    }
    return lines;
  }

  /** The orders as Firestore completes them: range fields at the end, in the last direction. */
  private static List<Order> sorted(Query query, Set<String> equal) {
    List<Order> sorted = new ArrayList<>(query.orders());
    // One value only, so nothing to sort.
    sorted.removeIf(order -> equal.contains(order.field()));
    boolean descending = !sorted.isEmpty() && sorted.getLast().descending();
    for (String field : fields(query, false)) {
      if (sorted.stream().noneMatch(order -> order.field().equals(field))) {
        sorted.add(new Order(field, descending));
      }
    }
    return sorted;
  }

  private static Set<String> fields(Query query, boolean equality) {
    return query.filters().stream()
        .filter(filter -> (filter.operator() == Operator.EQUAL) == equality)
        .map(Filter::field)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String composite(Query query, Set<String> equal, List<Order> sorted) {
    return Stream.concat(
            equal.stream().map(field -> field + " ASCENDING"),
            sorted.stream().map(order -> order.field() + " " + direction(order)))
        .collect(
            Collectors.joining(
                ", ",
                "composite "
                    + name(query)
                    + (query.group() ? " COLLECTION_GROUP: " : " COLLECTION: "),
                ""));
  }

  /** An override replaces the automatic indexes of the field, so it must list those too. */
  private static List<String> override(Query query, String field, String direction) {
    return Stream.of(
            "COLLECTION ASCENDING",
            "COLLECTION DESCENDING",
            "COLLECTION CONTAINS",
            "COLLECTION_GROUP " + direction)
        .map(index -> "override " + name(query) + "." + field + ": " + index)
        .toList();
  }

  private static String name(Query query) {
    return query.group()
        ? query.collection()
        : new DocumentPath(query.collection() + "/any").group();
  }

  private static String direction(Order order) {
    return order.descending() ? "DESCENDING" : "ASCENDING";
  }
}
