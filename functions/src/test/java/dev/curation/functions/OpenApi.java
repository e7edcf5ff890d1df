package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The document that describes the read API, and what it says of requests and answers. */
final class OpenApi {
  static final Path FILE =
      Path.of(
          System.getProperty("project.root", ".."), "functions/src/main/resources/openapi.json");
  static final String BASE = "/api/v1";
  private static final String MEDIA_TYPES = "content";

  private final JsonObject document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonElement, Schema> schemas = new HashMap<>();

  /** What was answered so far: the path as the document has it, and the status. */
  final Set<String> seen = new TreeSet<>();

  private OpenApi(JsonObject document) {
    this.document = document;
  }

  static OpenApi load() {
    try {
      return new OpenApi(JsonParser.parseString(Files.readString(FILE)).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonObject document() {
    return document;
  }

  /** As the file has it. */
  String text() {
    return new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create()
            .toJson(document)
        + "\n";
  }

  JsonObject paths() {
    return document.getAsJsonObject("paths");
  }

  /** Follows a reference to another part of the document. */
  JsonObject resolve(JsonElement element) {
    JsonObject object = element.getAsJsonObject();
    if (!object.has("$ref")) {
      return object;
    }
    JsonObject found = document;
    for (String part : object.get("$ref").getAsString().substring(2).split("/", -1)) {
      found = found.getAsJsonObject(part);
    }
    return found;
  }

  JsonObject operation(String template) {
    return paths().getAsJsonObject(template).getAsJsonObject("get");
  }

  List<JsonObject> parameters(String template) {
    List<JsonObject> all = new ArrayList<>();
    operation(template).getAsJsonArray("parameters").forEach(p -> all.add(resolve(p)));
    return all;
  }

  /** The path of the document that a request's path is of. */
  String template(String target) {
    String path = target.replaceFirst("\\?.*", "").substring(BASE.length());
    List<String> fitting =
        paths().keySet().stream().filter(each -> pattern(each).matcher(path).matches()).toList();
    assertEquals(1, fitting.size(), target);
    return fitting.getFirst();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+").replace(".", "\\."));
  }

  /** Fails where the answer is not as the document says. */
  void check(String target, HttpResponse<byte[]> response) {
    String template = template(target);
    String status = Integer.toString(response.statusCode());
    JsonObject responses = operation(template).getAsJsonObject("responses");
    assertTrue(responses.has(status), target + " must not answer " + status);
    JsonObject described = resolve(responses.get(status));
    described
        .getAsJsonObject("headers")
        .entrySet()
        .forEach(each -> checkHeader(target, each.getKey(), resolve(each.getValue()), response));
    seen.add(template + " " + status);
    if (!described.has(MEDIA_TYPES)) {
      assertEquals(0, response.body().length, target);
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElseThrow();
    JsonObject content = described.getAsJsonObject(MEDIA_TYPES);
    assertEquals(content.keySet(), Set.of(type), target);
    checkJson(target, content.getAsJsonObject(type).get("schema"), RewardsServer.text(response));
  }

  private void checkHeader(
      String target, String name, JsonObject header, HttpResponse<byte[]> response) {
    String value = response.headers().firstValue(name).orElse("");
    assertTrue(!value.isEmpty(), target + " lacks " + name);
    JsonObject schema = header.getAsJsonObject("schema");
    boolean isText = schema.get("type").getAsString().equals("string");
    checkJson(target + " " + name, schema, isText ? new Gson().toJson(value) : value);
  }

  private void checkJson(String what, JsonElement schema, String json) {
    assertEquals(List.of(), errors(schema, json), what + ": " + json);
  }

  /** What a schema of the document says against a text. */
  List<String> errors(JsonElement schema, String json) {
    return schemas.computeIfAbsent(schema, this::schema).validate(json, InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  /** The references of a schema begin at the root of the document. */
  private Schema schema(JsonElement schema) {
    JsonObject root = new JsonObject();
    JsonArray all = new JsonArray();
    all.add(schema);
    root.add("allOf", all);
    root.add("components", document.get("components"));
    return registry.getSchema(root.toString(), InputFormat.JSON);
  }
}
