package dev.curation.simulation;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a query picks, sorts and cuts documents. */
final class QueryPlan {
  private final Query query;
  private final List<Query.Order> orders;

  /**
   * @throws StoreException.Refused if the query has more start values than orders, or compares NaN
   *     by anything but equality
   */
  QueryPlan(Query query) {
    this.query = query;
    if (query.startAfter().size() > query.orders().size()) {
      throw new StoreException.Refused("more start values than orders: " + query, null);
    }
    for (Query.Filter filter : query.filters()) {
      if (isRange(filter) && isNan(filter.value())) {
        throw new StoreException.Refused("NaN is only comparable by equality: " + query, null);
      }
    }
    this.orders = allOrders(query);
  }

  /** The documents of the query's result, in its order. */
  List<StoredDocument> run(Stream<StoredDocument> candidates) {
    Stream<StoredDocument> matching = candidates.filter(this::matches);
    if (query.limit() == 0) {
      return matching.sorted(this::compare).toList();
    }
    // Keeps the best few instead of sorting all: most queries with a limit want one page of many.
    PriorityQueue<StoredDocument> best = new PriorityQueue<>((a, b) -> compare(b, a));
    matching.forEach(
        document -> {
          best.add(document);
          if (best.size() > query.limit()) {
            best.remove();
          }
        });
    return best.stream().sorted(this::compare).toList();
  }

  private boolean matches(StoredDocument document) {
    Fields fields = document.fields();
    for (Query.Filter filter : query.filters()) {
      if (!fields.values().containsKey(filter.field())
          || !matches(fields.get(filter.field()), filter)) {
        return false;
      }
    }
    for (Query.Order each : orders) {
      if (!fields.values().containsKey(each.field())) {
        return false;
      }
    }
    return isWithin(document.path(), query.span())
        && (query.startAfter().isEmpty() || isBehindStart(fields));
  }

  private static boolean isWithin(DocumentPath path, Query.@Nullable Span span) {
    return span == null
        || ((span.after() == null || ValueOrder.PATHS.compare(path, span.after()) > 0)
            && (span.before() == null || ValueOrder.PATHS.compare(path, span.before()) < 0));
  }

  private static boolean matches(@Nullable Object value, Query.Filter filter) {
    if (!ValueOrder.sameType(value, filter.value()) || (isRange(filter) && isNan(value))) {
      return false;
    }
    int compared = ValueOrder.compare(value, filter.value());
    return switch (filter.operator()) {
      case EQUAL -> compared == 0;
      case LESS -> compared < 0;
      case LESS_OR_EQUAL -> compared <= 0;
      case GREATER -> compared > 0;
      case GREATER_OR_EQUAL -> compared >= 0;
    };
  }

  private boolean isBehindStart(Fields fields) {
    for (int i = 0; i < query.startAfter().size(); i++) {
      Query.Order each = orders.get(i);
      int compared = ValueOrder.compare(fields.get(each.field()), query.startAfter().get(i));
      if (compared != 0) {
        return each.descending() ? compared < 0 : compared > 0;
      }
    }
    return false;
  }

  private int compare(StoredDocument a, StoredDocument b) {
    for (Query.Order each : orders) {
      int compared = ValueOrder.compare(a.fields().get(each.field()), b.fields().get(each.field()));
      if (compared != 0) {
        return each.descending() ? -compared : compared;
      }
    }
    int byPath = ValueOrder.PATHS.compare(a.path(), b.path());
    return endsDescending(orders) ? -byPath : byPath;
  }

  /** The query's orders and, behind them, the fields of its ranges. */
  private static List<Query.Order> allOrders(Query query) {
    List<Query.Order> result = new ArrayList<>(query.orders());
    TreeSet<String> ranges = new TreeSet<>();
    query.filters().stream().filter(QueryPlan::isRange).forEach(f -> ranges.add(f.field()));
    query.orders().forEach(each -> ranges.remove(each.field()));
    boolean descending = endsDescending(query.orders());
    ranges.forEach(field -> result.add(new Query.Order(field, descending)));
    return result;
  }

  private static boolean endsDescending(List<Query.Order> orders) {
    return !orders.isEmpty() && orders.get(orders.size() - 1).descending();
  }

  private static boolean isRange(Query.Filter filter) {
    return filter.operator() != Query.Operator.EQUAL;
  }

  private static boolean isNan(@Nullable Object value) {
    return value instanceof Double number && number.isNaN();
  }
}
