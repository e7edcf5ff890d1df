package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.webhook.TestDelivery;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request and its answer in memory. */
final class TestHttp {
  private TestHttp() {}

  /**
   * @param contentLength negative: not told
   */
  record Request(String method, TestDelivery delivery, long contentLength) implements HttpRequest {
    @Override
    public String getMethod() {
      return method;
    }

    @Override
    public String getUri() {
      return "http://localhost" + delivery.path();
    }

    @Override
    public String getPath() {
      return delivery.path();
    }

    @Override
    public Optional<String> getQuery() {
      return Optional.empty();
    }

    @Override
    public Map<String, List<String>> getQueryParameters() {
      return Map.of();
    }

    @Override
    public Map<String, HttpPart> getParts() {
      return Map.of();
    }

    @Override
    public Optional<String> getContentType() {
      return Optional.of("application/json");
    }

    @Override
    public long getContentLength() {
      return contentLength;
    }

    @Override
    public Optional<String> getCharacterEncoding() {
      return Optional.empty();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(delivery.body());
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      Map<String, List<String>> headers = new TreeMap<>();
      delivery.headers().forEach((name, value) -> headers.put(name, List.of(value)));
      return headers;
    }
  }

  static final class Response implements HttpResponse {
    private final StringWriter text = new StringWriter();
    private final BufferedWriter writer = new BufferedWriter(text);
    private final Map<String, List<String>> headers = new TreeMap<>();
    private int status = 200;

    int status() {
      return status;
    }

    String text() throws IOException {
      writer.flush();
      return text.toString();
    }

    @Override
    public void setStatusCode(int code) {
      status = code;
    }

    @Override
    public void setStatusCode(int code, String message) {
      status = code;
    }

    @Override
    public void setContentType(String contentType) {
      headers.put("Content-Type", List.of(contentType));
    }

    @Override
    public Optional<String> getContentType() {
      return Optional.ofNullable(headers.get("Content-Type")).map(List::getFirst);
    }

    @Override
    public void appendHeader(String header, String value) {
      headers.put(header, List.of(value));
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int oneByte) {
          text.write(oneByte); // The answers are ASCII.
        }
      };
    }

    @Override
    public BufferedWriter getWriter() {
      return writer;
    }
  }
}
