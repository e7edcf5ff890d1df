package dev.curation.local;

import com.google.cloud.functions.invoker.runner.Invoker;
import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.functions.AggregateCuration;
import dev.curation.functions.FlagLedgers;
import dev.curation.functions.Rewards;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Lets a JVM that is asked to write an AOT cache see what functions do when they start: Google's
 * invoker, requests, the database's client, answers. Needs no network and no emulator. The
 * environment is that of the functions; {@code FIRESTORE_EMULATOR_HOST} names a free port of
 * 127.0.0.1.
 */
public final class Training {
  private static final CollectionId COLLECTION =
      CollectionId.parse("1:0x1111111111111111111111111111111111111111");
  private static final String USER = "0x2222222222222222222222222222222222222222";

  /** Often enough for profiles, which the cache keeps too. */
  private static final int ROUNDS = 20;

  private static final int ATTEMPTS = 600;
  private static final int PAUSE_MILLIS = 100;

  private Training() {}

  /**
   * Exit code 1 if a function does not answer as it should.
   *
   * @throws Exception if a function cannot be started
   */
  public static void main(String[] arguments) throws Exception {
    String host = System.getenv().getOrDefault("FIRESTORE_EMULATOR_HOST", "");
    int databasePort = Integer.parseInt(host.replaceFirst(".*:", ""));
    EmptyDatabase database = EmptyDatabase.start(databasePort);
    readAnswers();
    flagLedgers();
    aggregate();
    database.close();
    System.exit(0);
  }

  private static void readAnswers() throws Exception {
    int port = start(Rewards.class);
    for (int round = 0; round < ROUNDS; round++) {
      // Answers are kept for a while: each round asks for something else.
      String user = USER.substring(0, 40) + (10 + round);
      expect(200, status(port, "/v1/users/" + user, Map.of(), new byte[0]));
      expect(200, status(port, "/v1/collections?limit=" + (1 + round), Map.of(), new byte[0]));
      expect(404, status(port, "/v1/collections/" + COLLECTION, Map.of(), new byte[0]));
    }
  }

  private static void flagLedgers() throws Exception {
    int port = start(FlagLedgers.class);
    for (int round = 0; round < ROUNDS; round++) {
      expect(200, status(port, "/", Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void aggregate() throws Exception {
    int port = start(AggregateCuration.class);
    Map<String, String> headers =
        Map.of(
            "ce-id", "training",
            "ce-source", "//firestore.googleapis.com/projects/training/databases/(default)",
            "ce-specversion", "1.0",
            "ce-type", "google.cloud.firestore.document.v1.written",
            "ce-subject", "documents/" + Paths.metadata(COLLECTION).path(),
            "content-type", "application/protobuf");
    byte[] event =
        DocumentEventData.newBuilder()
            .setValue(
                Document.newBuilder()
                    .putFields(
                        "ledgerRequiresAggregation",
                        Value.newBuilder().setBooleanValue(true).build()))
            .build()
            .toByteArray();
    for (int round = 0; round < ROUNDS; round++) {
      expect(200, status(port, "/", headers, event));
    }
  }

  private static int start(Class<?> function) throws InterruptedException {
    int port = Ports.free();
    String[] arguments = {"--port", Integer.toString(port), "--target", function.getName()};
    Thread server = new Thread(() -> serve(arguments), function.getSimpleName());
    server.setDaemon(true);
    server.start();
    for (int attempt = 0; attempt < ATTEMPTS && !answers(port); attempt++) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return port;
  }

  /** As the process of a function begins. */
  private static void serve(String[] arguments) {
    try {
      Invoker.main(arguments);
    } catch (Exception e) {
      throw new IllegalStateException("a function cannot be started", e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The status of the answer to a request: GET without a body, else POST. */
  private static int status(int port, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    headers.forEach(connection::setRequestProperty);
    if (body.length > 0) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    return connection.getResponseCode();
  }

  private static void expect(int wanted, int status) {
    if (status != wanted) {
      System.err.println("training: status " + status + " instead of " + wanted);
      System.exit(1);
    }
  }
}
