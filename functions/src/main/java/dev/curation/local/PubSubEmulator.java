package dev.curation.local;

import java.nio.file.Path;
import java.util.List;

/**
 * Google's Pub/Sub emulator as a child process on 127.0.0.1, gone when this program is. All
 * projects exist; they share nothing.
 *
 * <p>How it delivers to a push endpoint, seen with 0.8.20: one message of a subscription at a time,
 * waiting for the answer as long as it takes; after any answer but 2xx again after 1 s, with other
 * messages in between; after as many attempts as the dead-letter policy says (5 or more) it
 * publishes the message to that topic. A retry policy is kept only roughly (about 3 s instead of
 * any shorter time), so none is set.
 */
public final class PubSubEmulator implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String MAIN_CLASS = "com.google.cloud.pubsub.testing.v1.Main";

  /** It holds all messages that nobody has acknowledged in memory. */
  private static final String MEMORY = "-Xmx512m";

  private final ChildProcess child;
  private final int port;

  private PubSubEmulator(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Finds the emulator, starts it on a free port and returns when it answers, after about two
   * seconds.
   *
   * @throws EmulatorMissingException if there is no emulator on this machine
   * @throws EmulatorException if it ends early (with its last output) or does not answer in 60 s
   */
  public static PubSubEmulator start() {
    Path jar = EmulatorJar.ofThisMachine(EmulatorProgram.PUBSUB).find();
    return Ports.startOn(0, port -> startAt(jar, port));
  }

  private static PubSubEmulator startAt(Path jar, int port) {
    ChildProcess child =
        ChildProcess.java(
            "The Pub/Sub emulator",
            List.of("-Duser.language=en", MEMORY),
            jar,
            MAIN_CLASS,
            List.of("--host=" + HOST, "--port=" + port));
    PubSubEmulator emulator = new PubSubEmulator(child, port);
    child.awaitAnswer(() -> HttpRoot.answers(emulator.hostAndPort()));
    return emulator;
  }

  public long pid() {
    return child.pid();
  }

  /** As {@code PUBSUB_EMULATOR_HOST} and Google's clients want it. */
  public String hostAndPort() {
    return HOST + ":" + port;
  }

  /** Topics and subscriptions of a project. */
  public PubSubControl control(String project) {
    return new PubSubControl(hostAndPort(), project);
  }

  /** Ends the process and its messages. Returns when it is gone. */
  @Override
  public void close() {
    child.close();
  }
}
