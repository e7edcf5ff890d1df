package dev.curation.cli;

import dev.curation.aggregation.Reopening;
import dev.curation.errors.InvalidValueException;
import dev.curation.export.Export;
import dev.curation.listening.UnreadableBlockException;
import dev.curation.listening.UnsettledException;
import dev.curation.local.EmulatorException;
import dev.curation.local.EmulatorMissingException;
import dev.curation.local.PortTakenException;
import dev.curation.node.NodeException;
import dev.curation.node.WrongChainException;
import dev.curation.payout.PlanRefusedException;
import dev.curation.replay.LedgerFileException;
import dev.curation.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

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
      "  fuzz                   Sends anything to everything that reads bytes from outside.",
      "  mutate                 Alters the code that moves money, to see that tests notice.",
      "  bench                  Runs the benchmarks.",
      "  simulate               Runs the whole backend over a simulated world.",
      "  recompute              Computes whole histories again on Apache Beam, and compares.",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or input."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ReplayCommand.class,
      BackfillCommand.class,
      ReopenCommand.class,
      AuditCommand.class,
      ExportCommand.class,
      TreeCommand.class,
      PlanCommand.class,
      ConformanceCommand.class
    })
public final class Curation {
  private static final Logger ROOT = Logger.getLogger("");

  /** Held, or its level would be forgotten. */
  private static final Logger AGGREGATION = Logger.getLogger("dev.curation.aggregation");

  /** Counted down when Ctrl-C or a signal ends this program. */
  private static final CountDownLatch ENDING = new CountDownLatch(1);

  private Curation() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    // Libraries' chatter is not for users; warnings are.
    ROOT.setLevel(Level.WARNING);
    // Numbers look the same on every machine.
    Locale.setDefault(Locale.ROOT);
    Runtime.getRuntime().addShutdownHook(new Thread(ENDING::countDown, "ending"));
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    return new CommandLine(new Curation())
        .registerConverter(Duration.class, text -> parsed(text, Duration::parse, "PT30S"))
        .registerConverter(
            Instant.class, text -> parsed(text, Instant::parse, "2026-11-01T00:00:00Z"))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (!isEnding()) {
                command.getErr().println(command.getColorScheme().errorText(message(failure)));
              }
              return code(failure);
            });
  }

  /** For commands whose ledgers are known to ask for more than was held. */
  static void hideWarningsOfTheRules() {
    AGGREGATION.setLevel(Level.SEVERE);
  }

  private static <T> T parsed(String text, Function<String, T> parser, String example) {
    try {
      return parser.apply(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' must be like " + example);
    }
  }

  /** Ctrl-C reaches the emulator too: it may be gone a moment before this program knows why. */
  private static boolean isEnding() {
    try {
      return ENDING.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String message(Exception failure) {
    if (failure instanceof StoreException.Unavailable) {
      return "The database does not answer (" + failure.getMessage() + "): is it running?";
    }
    boolean expected =
        failure instanceof EmulatorException
            || failure instanceof EmulatorMissingException
            || failure instanceof PortTakenException
            || failure instanceof LedgerFileException
            || failure instanceof InvalidValueException
            || failure instanceof Reopening.RefusedException
            || failure instanceof Export.NotReadyException
            || failure instanceof FailedException
            || failure instanceof PlanRefusedException
            || failure instanceof NodeException
            || failure instanceof WrongChainException
            || failure instanceof UnreadableBlockException
            || failure instanceof UnsettledException
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
