package dev.curation.local;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page as Firebase Hosting serves it: the folder and the headers that {@code firebase.json}
 * names. Only what was found in the folder at the start has a path, so no path leads out of it;
 * contents are read at each request.
 */
final class StaticFiles implements HttpFunction {
  private static final String INDEX = "/index.html";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml; charset=utf-8");

  /** The parts of {@code firebase.json} that matter here. */
  private record Firebase(@Nullable Hosting hosting) {}

  private record Hosting(
      @SerializedName("public") @Nullable String folder, @Nullable List<Rule> headers) {}

  /**
   * @param source glob of paths
   */
  private record Rule(String source, List<Header> headers) {
    private boolean matches(String path) {
      return FileSystems.getDefault().getPathMatcher("glob:" + source).matches(Path.of(path));
    }
  }

  private record Header(String key, String value) {}

  private final Map<String, Path> files;
  private final List<Rule> rules;

  private StaticFiles(Map<String, Path> files, List<Rule> rules) {
    this.files = files;
    this.rules = rules;
  }

  /**
   * The page that a Firebase project hosts.
   *
   * @param configuration its {@code firebase.json}
   * @throws InvalidValueException if it or its folder cannot be read
   */
  static StaticFiles of(Path configuration) {
    try {
      Firebase firebase = new Gson().fromJson(Files.readString(configuration), Firebase.class);
      Hosting hosting = firebase == null ? null : firebase.hosting();
      if (hosting == null || hosting.folder() == null || hosting.headers() == null) {
        throw new JsonParseException("hosting, its public or its headers are missing");
      }
      return new StaticFiles(
          files(configuration.resolveSibling(hosting.folder())), hosting.headers());
    } catch (IOException | JsonParseException e) {
      InvalidValueException refused =
          new InvalidValueException(
              "hosting", configuration, "names no page that can be read: " + e);
      refused.initCause(e);
      throw refused;
    }
  }

  private static Map<String, Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      Map<String, Path> files =
          found
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .collect(Collectors.toMap(file -> path(folder, file), file -> file));
      // As Hosting does.
      files.keySet().removeIf(path -> path.contains("/."));
      return files;
    }
  }

  private static String path(Path folder, Path file) {
    StringBuilder path = new StringBuilder();
    folder.relativize(file).forEach(part -> path.append('/').append(part));
    return path.toString();
  }

  private static String named(String path) {
    return path.equals("/") ? INDEX : path;
  }

  /** Whether there is a file at a path; at {@code /} stands the index. */
  boolean has(String path) {
    return files.containsKey(named(path));
  }

  /** Answers a request for a path that {@link #has} a file. */
  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setStatusCode(405);
      response.appendHeader("Allow", "GET, HEAD");
      return;
    }
    Path file = files.get(named(request.getPath()));
    if (file == null) {
      response.setStatusCode(404);
      return;
    }
    byte[] content = Files.readAllBytes(file);
    headers(request.getPath()).forEach(response::appendHeader);
    response.setContentType(type(file));
    response.appendHeader("Content-Length", Integer.toString(content.length));
    if (method.equals("GET")) {
      response.getOutputStream().write(content);
    }
  }

  /** Of two rules for the same header, the later one counts. */
  private Map<String, String> headers(String path) {
    Map<String, String> headers = new TreeMap<>();
    for (Rule rule : rules) {
      if (rule.matches(path)) {
        rule.headers().forEach(header -> headers.put(header.key(), header.value()));
      }
    }
    return headers;
  }

  private static String type(Path file) {
    String name = file.toString();
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "text/plain; charset=utf-8");
  }
}
