package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.invoker.runner.Invoker;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.Wiring;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on the functions' port, asked as a browser does, and as those ask who mean no good. */
class StaticFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path FIREBASE = ROOT.resolve("firebase.json");
  private static final Path PUBLIC = ROOT.resolve("web/public");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml;charset=utf-8",
          "LICENSE", "text/plain;charset=utf-8");

  private static int port;
  private static Invoker server;

  /** Keeps warnings and worse. */
  private static final class Listener extends Handler {
    private final List<LogRecord> heard;

    private Listener(List<LogRecord> heard) {
      this.heard = heard;
    }

    @Override
    public void publish(LogRecord logged) {
      if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
        heard.add(logged);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    port = Ports.free();
    serve(FIREBASE);
    server =
        new Invoker(
            port, FunctionRouter.class.getName(), "http", LocalStack.class.getClassLoader());
    server.startTestServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stopServer();
  }

  @AfterEach
  void serveThePage() {
    serve(FIREBASE);
  }

  private static void serve(Path firebase) {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    SimulatedStore store = new SimulatedStore(new SimulatedDatabase(clock), Faults.NONE);
    FunctionRouter.serve(
        new Wiring(store, BackendSettings.of(AggregationSettings.DEFAULT), clock),
        null,
        StaticFiles.of(firebase),
        List.of());
  }

  private static HttpResponse<byte[]> send(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  /** The whole answer to a request whose path nothing has put in order. */
  private static String raw(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(PUBLIC)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void shouldServeEveryFileOfThePageWithItsTypeAndCharset() throws IOException {
    assertTrue(files().size() > 12);
    for (Path file : files()) {
      HttpResponse<byte[]> answer = send("GET", "/" + PUBLIC.relativize(file));
      assertEquals(200, answer.statusCode(), file.toString());
      assertArrayEquals(Files.readAllBytes(file), answer.body(), file.toString());
      String extension = file.getFileName().toString().replaceFirst(".*\\.", "");
      assertEquals(
          TYPES.get(extension), header(answer, "Content-Type").replace(" ", ""), file.toString());
    }
  }

  @Test
  void shouldServeTheIndexAtTheRoot() throws IOException {
    HttpResponse<byte[]> answer = send("GET", "/");
    assertArrayEquals(Files.readAllBytes(PUBLIC.resolve("index.html")), answer.body());
    assertEquals("text/html;charset=utf-8", header(answer, "Content-Type").replace(" ", ""));
    assertEquals(200, send("GET", "/?theme=dark").statusCode());
  }

  @ParameterizedTest
  @CsvSource({"/, 0", "/app.js, 0", "/vendor/uplot-1.6.32/uPlot.esm.js, 1"})
  void shouldSendTheHeadersOfHosting(String path, int lastRule) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    JsonObject hosting =
        JsonParser.parseString(Files.readString(FIREBASE))
            .getAsJsonObject()
            .getAsJsonObject("hosting");
    for (int rule = 0; rule <= lastRule; rule++) {
      JsonObject headers = hosting.getAsJsonArray("headers").get(rule).getAsJsonObject();
      for (JsonElement each : headers.getAsJsonArray("headers")) {
        JsonObject header = each.getAsJsonObject();
        expected.put(header.get("key").getAsString(), header.get("value").getAsString());
      }
    }
    assertTrue(expected.containsKey("Content-Security-Policy"));
    HttpResponse<byte[]> answer = send("GET", path);
    expected.forEach(
        (name, value) -> assertEquals(List.of(value), answer.headers().allValues(name), name));
  }

  @Test
  void shouldTellAllButTheContentToHead() throws IOException {
    HttpResponse<byte[]> answer = send("HEAD", "/style.css");
    assertEquals(200, answer.statusCode());
    assertEquals(0, answer.body().length);
    assertEquals(
        Long.toString(Files.size(PUBLIC.resolve("style.css"))), header(answer, "Content-Length"));
    assertEquals(
        send("GET", "/style.css").headers().map().keySet(), answer.headers().map().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void shouldOnlyRead(String method) {
    HttpResponse<byte[]> answer = send(method, "/app.js");
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", header(answer, "Allow"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere.js", "/vendor", "/vendor/", "/app.js/", "/index.htm"})
  void shouldSayInPlainTextThatThereIsNothing(String path) {
    HttpResponse<byte[]> answer = send("GET", path);
    assertEquals(404, answer.statusCode());
    assertTrue(header(answer, "Content-Type").startsWith("text/plain"));
    assertTrue(new String(answer.body(), StandardCharsets.UTF_8).startsWith("nothing at " + path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//../firebase.json",
        "/../../firebase.json",
        "/vendor/../../../firebase.json",
        "/%2e%2e/%2e%2e/firebase.json",
        "/%2E%2E%2F%2E%2E%2Ffirebase.json",
        "/..%2f..%2ffirebase.json",
        "/..%5c..%5cfirebase.json",
        "/%252e%252e/%252e%252e/firebase.json",
        "/..;/..;/firebase.json",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/firebase.json",
        "/app.js%00.html",
        "../../firebase.json",
        "http://localhost/../../firebase.json"
      })
  void shouldNotLeadOutOfTheFolder(String path) throws IOException {
    String answer = raw(path);
    assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
    assertFalse(answer.contains("hosting"), answer);
  }

  @Test
  void shouldServeNeitherLinksNorHiddenFiles() throws IOException {
    Path page = Files.createDirectories(folder.resolve("page/.git"));
    Files.writeString(page.resolve("config"), "hidden");
    Files.writeString(folder.resolve("page/.env"), "hidden");
    Files.writeString(folder.resolve("page/seen.js"), "1");
    Files.createSymbolicLink(folder.resolve("page/link.js"), FIREBASE.toAbsolutePath());
    Files.createSymbolicLink(folder.resolve("page/tree"), ROOT.toAbsolutePath());
    serve(
        Files.writeString(
            folder.resolve("firebase.json"), "{\"hosting\":{\"public\":\"page\",\"headers\":[]}}"));
    assertEquals(200, send("GET", "/seen.js").statusCode());
    for (String path : List.of("/.git/config", "/.env", "/link.js", "/tree/firebase.json")) {
      assertEquals(404, send("GET", path).statusCode(), path);
    }
  }

  @Test
  void shouldShowAnEditedFileAtTheNextRequest() throws IOException {
    Path file = Files.createDirectories(folder.resolve("page")).resolve("index.html");
    Files.writeString(file, "before");
    serve(
        Files.writeString(
            folder.resolve("firebase.json"), "{\"hosting\":{\"public\":\"page\",\"headers\":[]}}"));
    assertEquals("before", new String(send("GET", "/").body(), StandardCharsets.UTF_8));
    Files.writeString(file, "after");
    assertEquals("after", new String(send("GET", "/").body(), StandardCharsets.UTF_8));
  }

  @Test
  void shouldNotAlarmWhenTheReaderLeaves() throws IOException {
    Path page = Files.createDirectories(folder.resolve("page"));
    Files.write(page.resolve("index.html"), new byte[50_000_000]);
    serve(
        Files.writeString(
            folder.resolve("firebase.json"), "{\"hosting\":{\"public\":\"page\",\"headers\":[]}}"));
    List<LogRecord> alarms = new CopyOnWriteArrayList<>();
    Handler listener = new Listener(alarms);
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    root.setLevel(Level.WARNING);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: l\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals('H', socket.getInputStream().read());
    }
    try {
      assertEquals(200, send("HEAD", "/").statusCode());
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      root.setLevel(Level.OFF);
      root.removeHandler(listener);
    }
    assertEquals(List.of(), alarms.stream().map(LogRecord::getMessage).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hosting\":{\"public\":\"nowhere\",\"headers\":[]}}",
        "{",
        "{}",
        "",
        "{\"hosting\":{}}"
      })
  void shouldNameAConfigurationWithoutAPage(String content) throws IOException {
    Path configuration = Files.writeString(folder.resolve("firebase.json"), content);
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> StaticFiles.of(configuration));
    assertTrue(String.valueOf(refused.getMessage()).contains("firebase.json"));
  }

  @Test
  void shouldLeaveTheirPathsToTheFunctions() {
    assertEquals(405, send("GET", "/CastVote").statusCode());
    assertEquals(404, send("GET", "/api/v1/nowhere").statusCode());
  }
}
