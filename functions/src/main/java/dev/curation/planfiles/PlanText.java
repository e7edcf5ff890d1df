package dev.curation.planfiles;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the text of a plan file: YAML 1.2, of which JSON is a part. */
public final class PlanText {
  /** Of characters: a plan of 20,000 nodes has some ten million. */
  private static final int LONGEST = 64 << 20;

  private static final int DEEPEST = 16;

  /** What is written once and used again by its anchor counts each time. */
  private static final int MOST_VALUES = 5_000_000;

  private int values;

  private PlanText() {}

  /**
   * @throws InvalidValueException if it is no YAML or JSON object, or holds what a plan has no use
   *     for: a field twice, fractions, nulls, several documents
   */
  public static JsonObject parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("plan")
            .setCodePointLimit(LONGEST)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .build();
    Object loaded;
    try {
      PlanEvents events =
          new PlanEvents(new ParserImpl(settings, new StreamReader(settings, text)), DEEPEST);
      loaded =
          new StandardConstructor(settings)
              .constructSingleDocument(new Composer(settings, events).getSingleNode());
    } catch (MarkedYamlEngineException e) {
      throw new InvalidValueException(
          "plan",
          e.getProblemMark()
              .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse(""),
          "must be YAML or JSON: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new InvalidValueException("plan", "", "must be YAML or JSON: " + e.getMessage());
    }
    if (new PlanText().json("", loaded, 0) instanceof JsonObject object) {
      return object;
    }
    throw new InvalidValueException("plan", "", "must be an object: nowMs, nodes, routes, ...");
  }

  private JsonElement json(String where, @Nullable Object value, int depth) {
    values++;
    if (values > MOST_VALUES || depth > DEEPEST) {
      throw new InvalidValueException(
          named(where), "", "must have at most " + MOST_VALUES + " values, " + DEEPEST + " deep");
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach(
          (key, each) -> {
            String name = String.valueOf(key);
            object.add(name, json(where.isEmpty() ? name : where + "." + name, each, depth + 1));
          });
      return object;
    }
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(each -> array.add(json(where + "[" + array.size() + "]", each, depth + 1)));
      return array;
    }
    return scalar(where, value);
  }

  private static JsonPrimitive scalar(String where, @Nullable Object value) {
    if (value instanceof String text) {
      return new JsonPrimitive(text);
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      return new JsonPrimitive((Number) value);
    }
    throw new InvalidValueException(
        named(where), value == null ? "null" : value, "must be a text, an integer, true or false");
  }

  /** The whole file has no name within it. */
  private static String named(String where) {
    return where.isEmpty() ? "plan" : where;
  }
}
