package dev.curation.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether a server on this machine answers. */
final class HttpRoot {
  private HttpRoot() {}

  /** Whether {@code GET /} is answered with 200. */
  static boolean answers(String hostAndPort) {
    try {
      URI root = URI.create("http://" + hostAndPort + "/");
      HttpURLConnection connection = (HttpURLConnection) root.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
