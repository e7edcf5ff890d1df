package dev.curation.bench;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The process of one function, as {@code deploy/container/function.sh} starts it, until its first
 * answer.
 *
 * @param seconds from the start of the process, by the clock
 * @param cpuSeconds of the process until then, on all cores
 */
record ColdStart(double seconds, double cpuSeconds) {
  private static final Duration GIVE_UP = Duration.ofMinutes(2);
  private static final int PAUSE_MILLIS = 2;

  /**
   * What is asked first.
   *
   * @param function name of the class
   * @param body none: GET, else POST
   */
  record Request(String function, String path, Map<String, String> headers, ByteString body) {}

  /**
   * How the process is started.
   *
   * @param options the file with the JVM's options
   * @param cache the AOT cache; where there is no such file, none is used
   */
  record Variant(String name, Path options, Path cache) {}

  /** The script that containers run. */
  private static Path script() {
    return home().resolve("deploy/container/function.sh");
  }

  static Path home() {
    return Path.of(System.getProperty("curation.home", "")).toAbsolutePath();
  }

  /** Writes the variant's cache, as the build of a container does. */
  static void train(Variant variant, int port, Path log) {
    ProcessBuilder builder = builder("train", variant, log);
    builder.environment().put("TRAINING_PORT", Integer.toString(port));
    try {
      int code = builder.start().waitFor();
      Difference.check("exit code of the training, see " + log, 0, code);
    } catch (IOException e) {
      throw new UncheckedIOException("the training cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    }
  }

  private static ProcessBuilder builder(String command, Variant variant, Path log) {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", script().toString(), command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("APP", home().resolve("functions/target").toString());
    environment.put("OPTIONS", variant.options().toString());
    environment.put("AOT_CACHE", variant.cache().toString());
    return builder;
  }

  /**
   * Starts the function, asks once, and kills it.
   *
   * @throws Difference if the answer is not 200
   */
  static ColdStart of(Variant variant, Request request, String emulator, int port, Path log) {
    ProcessBuilder builder = builder("start", variant, log);
    builder
        .environment()
        .putAll(
            Map.of(
                "FUNCTION_TARGET",
                request.function(),
                "PORT",
                Integer.toString(port),
                "GOOGLE_CLOUD_PROJECT",
                "bench",
                "FIRESTORE_EMULATOR_HOST",
                emulator));
    long started = System.nanoTime();
    try {
      Process process = builder.start();
      try {
        int status = firstStatus(process, request, port, started);
        double seconds = (System.nanoTime() - started) / 1e9;
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        Difference.check("status of " + request.function() + ", see " + log, 200, status);
        return new ColdStart(seconds, cpu.toMillis() / 1e3);
      } finally {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(request.function() + " cannot be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a function started", e);
    }
  }

  private static int firstStatus(Process process, Request request, int port, long started)
      throws IOException, InterruptedException {
    while (true) {
      try {
        return status(request, port);
      } catch (ConnectException e) {
        if (!process.isAlive() || System.nanoTime() - started > GIVE_UP.toNanos()) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static int status(Request request, int port) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + request.path());
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    request.headers().forEach(connection::setRequestProperty);
    if (!request.body().isEmpty()) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        request.body().writeTo(out);
      }
    }
    return connection.getResponseCode();
  }

  /** Of nothing but an empty line: no options. */
  static Path noOptions(Path folder) {
    try {
      return Files.writeString(folder.resolve("no-options"), "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("no file in " + folder, e);
    }
  }
}
