package dev.curation.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child JVM that never outlives this one, whether this one is closed, interrupted or killed. */
final class JavaChild implements AutoCloseable {
  private static final int LAST_LINES = 15;

  private final Process process;
  private final Path log;
  private final Thread hook;

  private JavaChild(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.hook = new Thread(this::kill, "end-" + process.pid());
  }

  /**
   * Starts a main class in the JVM that runs us.
   *
   * @param log takes both outputs
   * @throws UncheckedIOException if the process cannot be started
   */
  static JavaChild start(
      List<String> jvmOptions, Path jar, String mainClass, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    // The jar first: our own classes must not shadow libraries that it brings along.
    command.addAll(List.of("-cp", jar + File.pathSeparator + ownClasses()));
    command.addAll(List.of(ParentGuard.class.getName(), mainClass));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      JavaChild child = new JavaChild(process, log);
      Runtime.getRuntime().addShutdownHook(child.hook);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + mainClass, e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** The exit code; only of a child that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** The last lines that it wrote. */
  String lastOutput() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  /** Ends it with all its children, and waits until it is gone. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Called during the shutdown: the hook has nothing left to do.
    }
  }

  private void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static Path ownClasses() {
    try {
      return Path.of(ParentGuard.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The classes of this program lie at no valid location", e);
    }
  }
}
