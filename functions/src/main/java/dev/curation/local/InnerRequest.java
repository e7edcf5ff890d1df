package dev.curation.local;

import com.google.cloud.functions.HttpRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as the function behind a prefix would get it, were it alone.
 *
 * @param prefix with which the path begins, such as {@code /payout}
 */
record InnerRequest(HttpRequest outer, String prefix) implements HttpRequest {
  @Override
  public String getUri() {
    return outer
        .getUri()
        .replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://[^/?]*)?" + Pattern.quote(prefix), "$1");
  }

  @Override
  public String getPath() {
    return outer.getPath().substring(prefix.length());
  }

  @Override
  public String getMethod() {
    return outer.getMethod();
  }

  @Override
  public Optional<String> getQuery() {
    return outer.getQuery();
  }

  @Override
  public Map<String, List<String>> getQueryParameters() {
    return outer.getQueryParameters();
  }

  @Override
  public Map<String, HttpPart> getParts() {
    return outer.getParts();
  }

  @Override
  public Optional<String> getContentType() {
    return outer.getContentType();
  }

  @Override
  public long getContentLength() {
    return outer.getContentLength();
  }

  @Override
  public Optional<String> getCharacterEncoding() {
    return outer.getCharacterEncoding();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return outer.getInputStream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return outer.getReader();
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return outer.getHeaders();
  }
}
