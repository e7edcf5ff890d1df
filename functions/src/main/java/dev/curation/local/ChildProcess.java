package dev.curation.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A server on 127.0.0.1 as a child process that never outlives this one, whether this one is
 * closed, interrupted or killed. What it prints stands in a file that goes with it.
 */
final class ChildProcess implements AutoCloseable {
  private static final int LAST_LINES = 15;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /**
   * Runs a program and ends it when standard input ends: the parent holds the other end and never
   * writes; when it is gone, even killed at an instant, the system closes the pipe.
   */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" 3<&- &
      program=$!
      (read -r line <&3; kill -9 $program) &
      guard=$!
      wait $program
      code=$?
      kill $guard
      exit $code
      """;

  private final String name;
  private final Process process;
  private final Path folder;
  private final Thread hook;

  private ChildProcess(String name, Process process, Path folder) {
    this.name = name;
    this.process = process;
    this.folder = folder;
    this.hook = new Thread(this::kill, "end-" + process.pid());
  }

  /**
   * Starts a main class in the JVM that runs us.
   *
   * @param name as messages call it, such as "The Firestore emulator"
   * @throws UncheckedIOException if the process cannot be started
   */
  static ChildProcess java(
      String name, List<String> jvmOptions, Path jar, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    // The jar first: our own classes must not shadow libraries that it brings along.
    command.addAll(List.of("-cp", jar + File.pathSeparator + ownClasses()));
    command.addAll(List.of(ParentGuard.class.getName(), mainClass));
    command.addAll(arguments);
    return start(name, command);
  }

  /**
   * Starts any program, under a shell that guards it.
   *
   * @param name as messages call it
   * @throws UncheckedIOException if the process cannot be started
   */
  static ChildProcess program(String name, Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard"));
    command.add(program.toString());
    command.addAll(arguments);
    return start(name, command);
  }

  private static ChildProcess start(String name, List<String> command) {
    Path folder = newFolder();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log(folder).toFile())
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      ChildProcess child = new ChildProcess(name, process, folder);
      Runtime.getRuntime().addShutdownHook(child.hook);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /**
   * Returns once the child answers, else closes it.
   *
   * @throws EmulatorException if it ends early (with its last output) or does not answer in 60 s
   */
  void awaitAnswer(BooleanSupplier answers) {
    try {
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (!answers.getAsBoolean()) {
        if (!process.isAlive()) {
          throw failed("ended with exit code " + process.exitValue() + " before it answered");
        }
        if (System.nanoTime() - deadline > 0) {
          throw failed("did not answer within " + DEADLINE.toSeconds() + " s");
        }
        pause();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private EmulatorException failed(String how) {
    return new EmulatorException(name + " " + how + "; its last output:\n" + lastOutput(), null);
  }

  private void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted before it answered: " + name, e);
    }
  }

  /** What it prints; deleted when it is closed. */
  Path logFile() {
    return log(folder);
  }

  long pid() {
    return process.pid();
  }

  private String lastOutput() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  /** Ends it with all its children, and waits until they are gone. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Called during the shutdown: the hook has nothing left to do.
    }
    try {
      Files.deleteIfExists(logFile());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }

  private void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
      for (ProcessHandle child : children) {
        child.destroyForcibly();
        child.onExit().get(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + " does not end", e);
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("output.log");
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("curation-child-");
      // For a program that ends without close(); the last one named goes first.
      folder.toFile().deleteOnExit();
      log(folder).toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a folder for the output", e);
    }
  }

  private static Path ownClasses() {
    try {
      return Path.of(ParentGuard.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The classes of this program lie at no valid location", e);
    }
  }
}
