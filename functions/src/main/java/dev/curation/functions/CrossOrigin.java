package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web pages may call a function from a browser.
 *
 * @param origins such as {@code https://example.org}; with {@code *} all
 */
public record CrossOrigin(Set<String> origins) {
  private static final String ALL = "*";
  public static final CrossOrigin EVERYBODY = new CrossOrigin(Set.of(ALL));

  public CrossOrigin {
    origins = Set.copyOf(origins);
  }

  /** Reads a list of origins, separated by commas. */
  static CrossOrigin parse(String list) {
    return new CrossOrigin(
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Tells the browser whether the page that asks may read the answer. */
  void allow(HttpRequest request, HttpResponse response) {
    if (origins.contains(ALL)) {
      response.appendHeader("Access-Control-Allow-Origin", ALL);
      return;
    }
    response.appendHeader("Vary", "Origin");
    Optional<String> origin = request.getFirstHeader("Origin").filter(origins::contains);
    origin.ifPresent(allowed -> response.appendHeader("Access-Control-Allow-Origin", allowed));
  }

  /**
   * Answers a browser's question what a page may send here.
   *
   * @param methods separated by commas, and so the headers
   */
  void answerPreflight(HttpResponse response, String methods, String headers) {
    response.setStatusCode(204);
    response.appendHeader("Allow", methods);
    response.appendHeader("Access-Control-Allow-Methods", methods);
    response.appendHeader("Access-Control-Allow-Headers", headers);
    response.appendHeader("Access-Control-Max-Age", "3600");
  }
}
