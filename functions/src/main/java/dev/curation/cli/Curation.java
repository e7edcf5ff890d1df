package dev.curation.cli;

import dev.curation.aggregation.Reopening;
import dev.curation.errors.InvalidValueException;
import dev.curation.local.EmulatorException;
import dev.curation.local.EmulatorMissingException;
import dev.curation.local.PortTakenException;
import dev.curation.replay.LedgerFileException;
import dev.curation.store.StoreException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./curation}: exit codes 0 done, 1 failed, 2 wrong usage or input. */
@Command(
    name = "curation",
    description = "Turns NFT-marketplace contract events into curator rewards, exact to the wei.",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The launcher itself adds:",
      "  test                   Fetches what the tests need, and runs them all.",
      "  bench                  Runs the benchmarks.",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or input."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ReplayCommand.class,
      ReopenCommand.class,
      ConformanceCommand.class
    })
public final class Curation {
  private static final Logger ROOT = Logger.getLogger("");

  private Curation() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    // Libraries' chatter is not for users; warnings are.
    ROOT.setLevel(Level.WARNING);
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    return new CommandLine(new Curation())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(command.getColorScheme().errorText(message(failure)));
              return code(failure);
            });
  }

  private static String message(Exception failure) {
    boolean expected =
        failure instanceof EmulatorException
            || failure instanceof EmulatorMissingException
            || failure instanceof PortTakenException
            || failure instanceof LedgerFileException
            || failure instanceof InvalidValueException
            || failure instanceof Reopening.RefusedException
            || failure instanceof FailedException
            || failure instanceof StoreException;
    return expected
        ? String.valueOf(failure.getMessage())
        : "unexpected " + failure + " at " + failure.getStackTrace()[0];
  }

  private static int code(Exception failure) {
    boolean input =
        failure instanceof LedgerFileException || failure instanceof InvalidValueException;
    return input ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }
}
