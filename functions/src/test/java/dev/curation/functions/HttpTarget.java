package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.HttpFunction;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.fuzz.FuzzTarget;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.store.Fields;
import dev.curation.webhook.TestDelivery;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function that is called with anything: it answers 200, or 4xx as problem details (or an error)
 * that name the field, and then nothing has changed. What it stores, Firestore can store.
 */
abstract class HttpTarget implements FuzzTarget {
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL = 500;

  private final List<byte[]> samples;
  private @Nullable Stage stage;

  HttpTarget(List<byte[]> samples) {
    this.samples = List.copyOf(samples);
  }

  /**
   * The function and what it writes to; made anew once something has changed.
   *
   * @param afterwards what follows on what was accepted, which must not fail for it
   */
  record Stage(HttpFunction function, List<SimulatedDatabase> databases, Runnable afterwards) {
    Stage(HttpFunction function, List<SimulatedDatabase> databases) {
      this(function, databases, () -> {});
    }

    private List<?> snapshot() {
      return databases.stream().map(SimulatedDatabase::snapshot).toList();
    }
  }

  abstract Stage open();

  @Override
  public final List<byte[]> samples() {
    return samples;
  }

  static TestDelivery body(byte[] input) {
    return new TestDelivery("/", Map.of(), input);
  }

  /** Whether the answer may be one of 5xx: nobody's fault here. */
  boolean mayFail(String answer) {
    return false;
  }

  /** Sends a request and requires what must hold for every answer. */
  final TestHttp.Response send(String method, TestDelivery delivery) throws Exception {
    Stage used = stage == null ? open() : stage;
    stage = used;
    List<?> before = used.snapshot();
    TestHttp.Response response = new TestHttp.Response();
    used.function()
        .service(new TestHttp.Request(method, delivery, delivery.body().length), response);
    String answer = response.text();
    int status = response.status();
    assertTrue(status < INTERNAL || mayFail(answer), () -> status + " " + answer);
    if (status >= BAD_REQUEST) {
      requireNamed(status, answer);
      assertEquals(before, used.snapshot(), "a refused request changes nothing");
    } else if (!before.equals(used.snapshot())) {
      used.databases().forEach(HttpTarget::requireStorable);
      used.afterwards().run();
      stage = null;
    }
    return response;
  }

  private static void requireNamed(int status, String answer) {
    JsonObject problem = JsonParser.parseString(answer).getAsJsonObject();
    if (status == BAD_REQUEST) {
      JsonElement field = problem.get("field");
      assertTrue(field != null && field.isJsonPrimitive(), answer);
    }
    assertTrue(answer.length() < 4_000, () -> "an answer of " + answer.length() + " characters");
  }

  /** Firestore stores Unicode only. */
  private static void requireStorable(SimulatedDatabase database) {
    database
        .snapshot()
        .forEach(
            (path, fields) -> {
              requireUnicode(path.path());
              requireUnicode(fields.values());
            });
  }

  private static void requireUnicode(@Nullable Object value) {
    if (value == null) {
      return;
    }
    switch (value) {
      case String text ->
          assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(text), () -> "stored " + text);
      case Fields fields -> requireUnicode(fields.values());
      case Map<?, ?> map -> {
        requireUnicode(map.keySet());
        requireUnicode(map.values());
      }
      case Collection<?> all -> all.forEach(HttpTarget::requireUnicode);
      default -> {}
    }
  }

  /** The object that the input is, if it is one that has this text in this field. */
  static Optional<JsonObject> having(String text, String field, byte[] input) {
    try {
      JsonElement json = JsonParser.parseString(new String(input, StandardCharsets.UTF_8));
      return json instanceof JsonObject object
              && object.get(field) != null
              && object.get(field).isJsonPrimitive()
              && object.get(field).getAsString().equals(text)
          ? Optional.of(object)
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
