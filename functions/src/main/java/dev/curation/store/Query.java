package dev.curation.store;

import java.util.List;
import java.util.stream.Stream;

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
 */
public record Query(
    String collection,
    boolean group,
    List<Filter> filters,
    List<Order> orders,
    List<Object> startAfter,
    int limit) {

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

  public static Query in(String collection) {
    return new Query(collection, false, List.of(), List.of(), List.of(), 0);
  }

  public static Query inGroup(String group) {
    return new Query(group, true, List.of(), List.of(), List.of(), 0);
  }

  public Query where(String field, Operator operator, Object value) {
    Filter filter = new Filter(field, operator, value);
    return new Query(collection, group, plus(filters, filter), orders, startAfter, limit);
  }

  public Query orderBy(String field) {
    return ordered(new Order(field, false));
  }

  public Query orderByDescending(String field) {
    return ordered(new Order(field, true));
  }

  public Query startingAfter(List<Object> values) {
    return new Query(collection, group, filters, orders, List.copyOf(values), limit);
  }

  public Query limitedTo(int most) {
    return new Query(collection, group, filters, orders, startAfter, most);
  }

  private Query ordered(Order order) {
    return new Query(collection, group, filters, plus(orders, order), startAfter, limit);
  }

  private static <T> List<T> plus(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
