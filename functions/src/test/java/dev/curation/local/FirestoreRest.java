package dev.curation.local;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Firestore over REST, as a browser would use it. Google's Java client is always the owner on the
 * emulator, so only this way are the rules in force. Each method returns the HTTP status.
 */
record FirestoreRest(String hostAndPort, String project, Identity identity) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String FIELDS = "{\"fields\":{\"n\":{\"integerValue\":\"1\"}}}";

  /** Who asks. */
  enum Identity {
    ANONYMOUS(null),
    ALICE(unsignedToken("alice")),
    OWNER("owner");

    private final @Nullable String token;

    Identity(@Nullable String token) {
      this.token = token;
    }
  }

  FirestoreRest as(Identity other) {
    return new FirestoreRest(hostAndPort, project, other);
  }

  int get(String document) {
    return send("GET", "/" + document, "");
  }

  int list(String collection) {
    return send("GET", "/" + collection, "");
  }

  int create(String document) {
    return send("PATCH", "/" + document + "?currentDocument.exists=false", FIELDS);
  }

  int update(String document) {
    return send("PATCH", "/" + document + "?currentDocument.exists=true", FIELDS);
  }

  int put(String document) {
    return send("PATCH", "/" + document, FIELDS);
  }

  int delete(String document) {
    return send("DELETE", "/" + document, "");
  }

  int queryGroup(String group) {
    return send(
        "POST",
        ":runQuery",
        "{\"structuredQuery\":{\"from\":[{\"collectionId\":\""
            + group
            + "\",\"allDescendants\":true}]}}");
  }

  private int send(String method, String path, String body) {
    String root = "http://" + hostAndPort + "/v1/projects/" + project + "/databases/(default)";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + "/documents" + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (identity.token != null) {
      request.header("Authorization", "Bearer " + identity.token);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unsignedToken(String user) {
    JsonObject provider = new JsonObject();
    provider.addProperty("sign_in_provider", "custom");
    JsonObject claims = new JsonObject();
    claims.addProperty("sub", user);
    claims.addProperty("user_id", user);
    claims.addProperty("iat", 0);
    claims.add("firebase", provider);
    return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64(claims.toString()) + ".";
  }

  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
