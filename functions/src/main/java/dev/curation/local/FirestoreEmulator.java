package dev.curation.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Google's Firestore emulator as a child process on 127.0.0.1, gone when this program is. */
public final class FirestoreEmulator implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String MAIN_CLASS =
      "com.google.cloud.datastore.emulator.firestore.CloudFirestore";

  private final ChildProcess child;
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

  private FirestoreEmulator(ChildProcess child, int port, String project) {
    this.child = child;
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
    return start(options, EmulatorJar.ofThisMachine(EmulatorProgram.FIRESTORE).find());
  }

  static FirestoreEmulator start(Options options, Path jar) {
    return Ports.startOn(options.port(), port -> startAt(options, jar, port));
  }

  private static FirestoreEmulator startAt(Options options, Path jar, int port) {
    ChildProcess child =
        ChildProcess.java(
            "The Firestore emulator",
            List.of("-Duser.language=en", "-Xmx" + options.memory()),
            jar,
            MAIN_CLASS,
            arguments(options, port));
    FirestoreEmulator emulator = new FirestoreEmulator(child, port, options.project());
    child.awaitAnswer(() -> HttpRoot.answers(emulator.hostAndPort()));
    return emulator;
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
    return child.logFile();
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
}
