package dev.curation.simulator;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to a function, without a network.
 *
 * @param path with the query behind it
 */
record Call(String method, String path, Map<String, String> headers, String body) {
  static Call post(String path, String body) {
    return new Call("POST", path, Map.of(), body);
  }

  /**
   * What was answered.
   *
   * @param body text
   * @param thrown by the function itself; null: nothing
   */
  record Answer(int status, String body, @Nullable Throwable thrown) {
    Answer(int status, String body) {
      this(status, body, null);
    }

    boolean isDone() {
      return status >= 200 && status < 300;
    }

    /** Whether it makes sense to ask again. */
    boolean isOurFault() {
      return status >= 500;
    }
  }

  /** What the platform answers where the function fails: 500 without a body. */
  Answer to(HttpFunction function) {
    Response response = new Response();
    try {
      function.service(new Request(this), response);
      response.writer.flush();
    } catch (Exception e) {
      return new Answer(500, e.toString(), e);
    }
    return new Answer(response.status, response.bytes.toString(StandardCharsets.UTF_8));
  }

  private record Request(Call call) implements HttpRequest {
    @Override
    public String getMethod() {
      return call.method;
    }

    @Override
    public String getUri() {
      return "http://functions" + call.path;
    }

    @Override
    public String getPath() {
      int query = call.path.indexOf('?');
      return query < 0 ? call.path : call.path.substring(0, query);
    }

    @Override
    public Optional<String> getQuery() {
      int query = call.path.indexOf('?');
      return query < 0 ? Optional.empty() : Optional.of(call.path.substring(query + 1));
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
      return bytes().length;
    }

    @Override
    public Optional<String> getCharacterEncoding() {
      return Optional.of("UTF-8");
    }

    private byte[] bytes() {
      return call.body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(bytes());
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      call.headers.forEach((name, value) -> all.put(name, List.of(value)));
      return all;
    }
  }

  private static final class Response implements HttpResponse {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BufferedWriter writer =
        new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    private final Map<String, List<String>> headers = new TreeMap<>();
    private int status = 200;
    private Optional<String> contentType = Optional.empty();

    @Override
    public void setStatusCode(int code) {
      status = code;
    }

    @Override
    public void setStatusCode(int code, String message) {
      status = code;
    }

    @Override
    public void setContentType(String type) {
      contentType = Optional.of(type);
    }

    @Override
    public Optional<String> getContentType() {
      return contentType;
    }

    @Override
    public void appendHeader(String header, String value) {
      headers.computeIfAbsent(header, name -> new ArrayList<>()).add(value);
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return bytes;
    }

    @Override
    public BufferedWriter getWriter() {
      return writer;
    }
  }
}
