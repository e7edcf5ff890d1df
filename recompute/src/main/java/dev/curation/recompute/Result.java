package dev.curation.recompute;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.time.Week;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;

/**
 * A document of results on its way through the pipeline: by its collection's week, its path and its
 * fields as JSON. Weeks rather than blocks, since the direct runner takes milliseconds for each
 * key.
 */
final class Result {
  static final Coder<KV<String, KV<String, String>>> CODER =
      KvCoder.of(StringUtf8Coder.of(), KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Result() {}

  /**
   * @throws InvalidValueException if the path is of no result
   */
  static KV<String, KV<String, String>> of(DocumentPath path, Fields fields) {
    return KV.of(week(path), KV.of(path.path(), json(fields)));
  }

  /** Whether it is a user of a block or of a period. */
  static boolean isUser(DocumentPath path) {
    return path.group().equals(Paths.BLOCK_USERS) || path.group().equals(Paths.PERIOD_USERS);
  }

  /** The block or period of a user; any other document itself. */
  static DocumentPath blockOrPeriod(DocumentPath path) {
    String users = path.parent();
    return isUser(path) ? new DocumentPath(users.substring(0, users.lastIndexOf('/'))) : path;
  }

  /** The path of the period that a result belongs to. */
  private static String week(DocumentPath path) {
    CollectionId collection = CollectionId.parse(Paths.collectionIdOfEvent(path));
    String start = blockOrPeriod(path).id();
    if (!start.matches("[0-9]{1,15}")) {
      throw new InvalidValueException("document", path, "must name an hour or a week");
    }
    return Paths.period(collection, Week.of(Long.parseLong(start))).path();
  }

  /** The fields without {@code updatedAt}, in the order of their names. */
  static String json(Fields fields) {
    return GSON.toJson(new TreeMap<>(fields.without("updatedAt").values()));
  }
}
