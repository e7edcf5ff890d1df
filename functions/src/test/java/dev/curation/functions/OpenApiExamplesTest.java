package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.rewards.RewardsWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The examples of the document are real answers about real sales of CryptoPunks; each one's summary
 * is the request. {@code -Dupdate.examples=true} writes them anew.
 */
class OpenApiExamplesTest {
  private final OpenApi openApi = OpenApi.load();

  private static void collect(JsonElement element, List<JsonObject> examples) {
    if (element.isJsonObject()) {
      for (Map.Entry<String, JsonElement> each : element.getAsJsonObject().entrySet()) {
        if (each.getKey().equals("examples")) {
          each.getValue()
              .getAsJsonObject()
              .asMap()
              .values()
              .forEach(example -> examples.add(example.getAsJsonObject()));
        } else {
          collect(each.getValue(), examples);
        }
      }
    }
  }

  @Test
  void shouldShowRealAnswers() throws Exception {
    List<JsonObject> examples = new ArrayList<>();
    collect(openApi.document(), examples);
    try (RewardsServer server = RewardsServer.start()) {
      RewardsWorld world = RewardsWorld.ofCryptoPunks();
      server.serve(world.api(world.process()));
      for (JsonObject example : examples) {
        refresh(example, server);
      }
    }
    if (Boolean.getBoolean("update.examples")) {
      Files.writeString(OpenApi.FILE, openApi.text());
    }
    assertEquals(Files.readString(OpenApi.FILE), openApi.text());
  }

  private void refresh(JsonObject example, RewardsServer server) {
    String target = example.get("summary").getAsString().replaceFirst("^GET ", "");
    var response = server.get(target);
    openApi.check(target, response);
    example.add("value", JsonParser.parseString(RewardsServer.text(response)));
  }

  @Test
  void shouldHaveAnExampleOfEachAnswer() throws IOException {
    for (String template : openApi.paths().keySet()) {
      if (!template.equals("/openapi.json")) {
        JsonObject content =
            openApi
                .operation(template)
                .getAsJsonObject("responses")
                .getAsJsonObject("200")
                .getAsJsonObject("content")
                .getAsJsonObject("application/json");
        int forms =
            content.getAsJsonObject("schema").has("oneOf")
                ? content.getAsJsonObject("schema").getAsJsonArray("oneOf").size()
                : 1;
        List<JsonObject> examples = new ArrayList<>();
        collect(content, examples);
        assertTrue(examples.size() >= forms, template);
        for (JsonObject example : examples) {
          String target = example.get("summary").getAsString().replaceFirst("^GET ", "");
          assertEquals(template, openApi.template(target));
        }
      }
    }
  }
}
