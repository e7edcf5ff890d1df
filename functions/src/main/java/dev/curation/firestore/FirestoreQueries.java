package dev.curation.firestore;

import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query.Direction;
import dev.curation.store.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Translates queries to those of Google's client. */
final class FirestoreQueries {
  private FirestoreQueries() {}

  static com.google.cloud.firestore.Query translate(Firestore database, Query query) {
    com.google.cloud.firestore.Query result =
        query.group()
            ? database.collectionGroup(query.collection())
            : database.collection(query.collection());
    for (Query.Filter filter : query.filters()) {
      result = filtered(result, filter);
    }
    for (Query.Order order : query.orders()) {
      result =
          result.orderBy(
              FieldPath.of(order.field()),
              order.descending() ? Direction.DESCENDING : Direction.ASCENDING);
    }
    if (!query.startAfter().isEmpty()) {
      @Nullable Object[] values =
          query.startAfter().stream().map(FirestoreValues::toFirestore).toArray();
      result = result.startAfter(values);
    }
    Query.Span span = query.span();
    if (span != null) {
      result = between(database, result.orderBy(FieldPath.documentId()), span);
    }
    return query.limit() == 0 ? result : result.limit(query.limit());
  }

  private static com.google.cloud.firestore.Query between(
      Firestore database, com.google.cloud.firestore.Query query, Query.Span span) {
    com.google.cloud.firestore.Query result = query;
    if (span.after() != null) {
      result = result.startAfter(database.document(span.after().path()));
    }
    if (span.before() != null) {
      result = result.endBefore(database.document(span.before().path()));
    }
    return result;
  }

  private static com.google.cloud.firestore.Query filtered(
      com.google.cloud.firestore.Query query, Query.Filter filter) {
    FieldPath field = FieldPath.of(filter.field());
    Object value = Objects.requireNonNull(FirestoreValues.toFirestore(filter.value()));
    return switch (filter.operator()) {
      case EQUAL -> query.whereEqualTo(field, value);
      case LESS -> query.whereLessThan(field, value);
      case LESS_OR_EQUAL -> query.whereLessThanOrEqualTo(field, value);
      case GREATER -> query.whereGreaterThan(field, value);
      case GREATER_OR_EQUAL -> query.whereGreaterThanOrEqualTo(field, value);
    };
  }
}
