package dev.curation.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Google's Firestore emulator as a child process on 127.0.0.1, gone when this program is. */
public final class FirestoreEmulator implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String MAIN_CLASS =
      "com.google.cloud.datastore.emulator.firestore.CloudFirestore";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3;

  private final JavaChild child;
  private final Path folder;
  private final int port;
  private final String project;

  /**
   * How to start it.
   *
   * @param port to listen on; 0: any free one
   * @param rules file with the security rules of all projects; null: everything is allowed
   * @param functions {@code host:port} that events of triggers are posted to; null: no triggers
   * @param project the project that {@link #control()} drives; all others exist too
   * @param memory most heap, as in {@code -Xmx}; it holds all documents in memory
   */
  public record Options(
      int port, @Nullable Path rules, @Nullable String functions, String project, String memory) {

    /** A free port, no rules, no triggers, 3 GB. */
    public static Options of(String project) {
      return new Options(0, null, null, project, "3g");
    }

    public Options withPort(int newPort) {
      return new Options(newPort, rules, functions, project, memory);
    }

    public Options withRules(Path newRules) {
      return new Options(port, newRules, functions, project, memory);
    }

    public Options withFunctions(String hostAndPort) {
      return new Options(port, rules, hostAndPort, project, memory);
    }

    public Options withMemory(String newMemory) {
      return new Options(port, rules, functions, project, newMemory);
    }
  }

  private FirestoreEmulator(JavaChild child, Path folder, int port, String project) {
    this.child = child;
    this.folder = folder;
    this.port = port;
    this.project = project;
  }

  /**
   * Finds the emulator, starts it and returns when it answers, after about two seconds.
   *
   * @throws EmulatorMissingException if there is no emulator on this machine
   * @throws PortTakenException if another program listens on the port
   * @throws EmulatorException if it ends early (with its last output) or does not answer in 60 s
   */
  public static FirestoreEmulator start(Options options) {
    return start(options, EmulatorJar.ofThisMachine().find());
  }

  static FirestoreEmulator start(Options options, Path jar) {
    if (options.port() != 0) {
      return startAt(options, jar, options.port());
    }
    for (int attempt = 1; ; attempt++) {
      int port = Ports.free();
      try {
        return startAt(options, jar, port);
      } catch (EmulatorException e) {
        if (attempt == ATTEMPTS || isFree(port)) {
          throw e;
        }
        // Another program was quicker on that port.
      }
    }
  }

  private static boolean isFree(int port) {
    try {
      Ports.requireFree(port);
      return true;
    } catch (PortTakenException e) {
      return false;
    }
  }

  private static FirestoreEmulator startAt(Options options, Path jar, int port) {
    Ports.requireFree(port);
    Path folder = newFolder();
    JavaChild child =
        JavaChild.start(
            List.of("-Duser.language=en", "-Xmx" + options.memory()),
            jar,
            MAIN_CLASS,
            arguments(options, port),
            log(folder));
    FirestoreEmulator emulator = new FirestoreEmulator(child, folder, port, options.project());
    try {
      emulator.awaitAnswer();
      return emulator;
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  /** As {@code FIRESTORE_EMULATOR_HOST} and Google's clients want it. */
  public String hostAndPort() {
    return HOST + ":" + port;
  }

  public long pid() {
    return child.pid();
  }

  /** What the emulator prints; deleted when it is closed. */
  public Path logFile() {
    return log(folder);
  }

  /** Triggers, rules and clearing of the project in the options. */
  public EmulatorControl control() {
    return control(project);
  }

  /** The same of another project, for instance one per test class. */
  public EmulatorControl control(String otherProject) {
    return new EmulatorControl(hostAndPort(), otherProject);
  }

  /** Ends the process, its children and their data. Returns when they are gone. */
  @Override
  public void close() {
    child.close();
    try {
      Files.deleteIfExists(log(folder));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }

  private static List<String> arguments(Options options, int port) {
    List<String> arguments = new ArrayList<>(List.of("start", "--host=" + HOST, "--port=" + port));
    if (options.rules() != null) {
      arguments.add("--rules=" + options.rules().toAbsolutePath());
    }
    if (options.functions() != null) {
      arguments.add("--functions_emulator=" + options.functions());
    }
    return arguments;
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!answers()) {
      if (!child.isAlive()) {
        throw failed("ended with exit code " + child.exitCode() + " before it answered");
      }
      if (System.nanoTime() - deadline > 0) {
        throw failed("did not answer within " + DEADLINE.toSeconds() + " s");
      }
      pause();
    }
  }

  private EmulatorException failed(String how) {
    return new EmulatorException(
        "The Firestore emulator " + how + "; its last output:\n" + child.lastOutput(), null);
  }

  private boolean answers() {
    try {
      URI root = URI.create("http://" + hostAndPort() + "/");
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

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while the Firestore emulator started", e);
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("emulator.log");
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("curation-firestore-");
      // For a program that ends without close(); the last one named goes first.
      folder.toFile().deleteOnExit();
      log(folder).toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a folder for the emulator's output", e);
    }
  }
}
