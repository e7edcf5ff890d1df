package dev.curation.store;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query as data, so that the indexes it needs can be derived. A field compared by anything but
 * {@link Operator#EQUAL} is sorted by as well, behind {@code orders} unless it is one of them.
 *
 * @param collection path of a collection, or the name of a collection group
 * @param group whether {@code collection} names a group: all collections of that name
 * @param orders fields to sort by; ties are sorted by path, in the direction of the last order
 * @param startAfter values of the first of {@code orders}: only documents behind all that have
 *     these; empty: from the start
 * @param limit most documents to return; 0: all
 * @param span only documents between two paths, of a query without filters and orders; null: all
 */
public record Query(
    String collection,
    boolean group,
    List<Filter> filters,
    List<Order> orders,
    List<Object> startAfter,
    int limit,
    @Nullable Span span) {

  /**
   * @throws IllegalArgumentException if a span goes with filters or orders
   */
  public Query {
    if (span != null && !(filters.isEmpty() && orders.isEmpty())) {
      throw new IllegalArgumentException("a span goes with neither filters nor orders: " + span);
    }
  }

  /** How a field is compared. */
  public enum Operator {
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /**
   * A condition on one field. Documents without the field, or with a value of another type, never
   * match.
   */
  public record Filter(String field, Operator operator, Object value) {}

  /** A field to sort by. Documents without it are left out. */
  public record Order(String field, boolean descending) {}

  /**
   * Documents between two paths, which need not exist, in the order of the paths.
   *
   * @param after only documents behind this one; null: from the first
   * @param before only documents before this one; null: to the last
   */
  public record Span(@Nullable DocumentPath after, @Nullable DocumentPath before) {}

  public static Query in(String collection) {
    return new Query(collection, false, List.of(), List.of(), List.of(), 0, null);
  }

  public static Query inGroup(String group) {
    return new Query(group, true, List.of(), List.of(), List.of(), 0, null);
  }

  public Query where(String field, Operator operator, Object value) {
    Filter filter = new Filter(field, operator, value);
    return new Query(collection, group, plus(filters, filter), orders, startAfter, limit, span);
  }

  public Query orderBy(String field) {
    return ordered(new Order(field, false));
  }

  public Query orderByDescending(String field) {
    return ordered(new Order(field, true));
  }

  public Query startingAfter(List<Object> values) {
    return new Query(collection, group, filters, orders, List.copyOf(values), limit, span);
  }

  public Query limitedTo(int most) {
    return new Query(collection, group, filters, orders, startAfter, most, span);
  }

  public Query between(@Nullable DocumentPath after, @Nullable DocumentPath before) {
    return new Query(
        collection, group, filters, orders, startAfter, limit, new Span(after, before));
  }

  private Query ordered(Order order) {
    return new Query(collection, group, filters, plus(orders, order), startAfter, limit, span);
  }

  private static <T> List<T> plus(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
