package dev.curation.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches a file; a test needs no network. */
@FunctionalInterface
public interface Downloader {
  /**
   * @param to is overwritten; may be left half-written by a failure
   * @throws IOException if the file could not be fetched as a whole
   */
  void download(URI from, Path to) throws IOException;

  /** Over HTTP; gives up after ten minutes. */
  static Downloader http() {
    return Downloader::fetch;
  }

  private static void fetch(URI from, Path to) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(from).timeout(Duration.ofMinutes(10)).build();
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
      if (response.statusCode() != 200) {
        throw new IOException(from + " answered " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while fetching " + from, e);
    }
  }
}
