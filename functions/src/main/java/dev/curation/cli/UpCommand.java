package dev.curation.cli;

import dev.curation.local.LocalStack;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The local stack alone. */
@Command(
    name = "up",
    description =
        "Starts the local stack: Firestore emulator, functions, scheduler. Ctrl-C stops it.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the functions; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--firestore-port",
      paramLabel = "PORT",
      defaultValue = "8085",
      description = "Port of the Firestore emulator; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int firestorePort;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LocalStack stack = LocalStack.start(options.stack(firestorePort, port, InstantSource.system()));
    printReady(out, stack, options.project);
    awaitInterrupt(stack);
    return 0;
  }

  static void printReady(PrintWriter out, LocalStack stack, String project) {
    out.printf(
        "ready  functions %s  FIRESTORE_EMULATOR_HOST=%s  GOOGLE_CLOUD_PROJECT=%s%n",
        stack.functions(), stack.firestore(), project);
    out.flush();
  }

  /** Waits for Ctrl-C, which ends this program; the stack goes first. */
  static void awaitInterrupt(LocalStack stack) {
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
