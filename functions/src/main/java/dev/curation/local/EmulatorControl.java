package dev.curation.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What Google's emulator offers beside the database, for one project. Every method throws {@link
 * EmulatorException} if the emulator refuses or does not answer.
 */
public final class EmulatorControl {
  private static final String DATABASE = "(default)";

  private final String project;
  private final String root;

  EmulatorControl(String hostAndPort, String project) {
    this.project = project;
    this.root = "http://" + hostAndPort + "/emulator/v1/projects/" + project;
  }

  public String project() {
    return project;
  }

  /**
   * From now on, each write of a matching document is posted as a CloudEvent to {@code
   * /functions/projects/PROJECT/triggers/ID} of the functions host. Unlike production's, these
   * events come one after the other, are never repeated whatever the answer, are given up after 20
   * s without one, and carry Base64 text of their protobuf data.
   *
   * @param triggerId letters, digits and hyphens
   * @param documentPattern a document path whose segments may be {@code {name}}
   */
  public void registerTrigger(String triggerId, String documentPattern) {
    JsonObject document = new JsonObject();
    document.addProperty("value", documentPattern);
    document.addProperty("matchType", "PATH_PATTERN");
    JsonObject trigger = new JsonObject();
    trigger.addProperty("eventType", "google.cloud.firestore.document.v1.written");
    trigger.addProperty("database", DATABASE);
    trigger.addProperty("namespace", DATABASE);
    trigger.add("document", document);
    send("POST", "/eventarcTrigger?eventarcTriggerId=" + triggerId, trigger.toString());
  }

  /** Deletes all documents. Registered triggers see each deletion. */
  public void clear() {
    send("DELETE", "/databases/" + DATABASE + "/documents", "");
  }

  /**
   * Replaces the project's security rules. Rules that do not compile are refused, and change
   * nothing.
   */
  public void setRules(String rules) {
    JsonObject file = new JsonObject();
    file.addProperty("name", "firestore.rules");
    file.addProperty("content", rules);
    JsonArray files = new JsonArray();
    files.add(file);
    JsonObject source = new JsonObject();
    source.add("files", files);
    JsonObject body = new JsonObject();
    body.add("rules", source);
    send("PUT", ":securityRules", body.toString());
  }

  /**
   * How often each expression of the rules was evaluated, and to what: JSON with {@code report}, an
   * array of {@code sourcePosition}, {@code values} (absent: never evaluated) and {@code children}.
   * Constants are not listed.
   */
  public String ruleCoverage() {
    return send("GET", ":ruleCoverage", "");
  }

  private String send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .build();
    String call = method + " " + request.uri();
    // A client of its own: a connection that was kept may have been closed meanwhile.
    try (HttpClient client = newClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new EmulatorException(
            "The Firestore emulator refused " + call + ": " + response.body(), null);
      }
      return response.body();
    } catch (IOException e) {
      throw new EmulatorException("The Firestore emulator did not answer " + call, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted during " + call, e);
    }
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
