package dev.curation.bench;

import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./curation bench}: exit codes 0 done, 1 failed, 2 wrong usage or input. */
@Command(
    name = "curation bench",
    version = "0.1.0",
    description = "Measures; without a command, everything. Each result is checked first.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {"", "Exit codes: 0 done, 1 failed or a wrong result, 2 wrong usage or input."},
    subcommands = {
      PureCommand.class,
      ScaleCommand.class,
      DecodeCommand.class,
      WithdrawalsCommand.class,
      ProgramsCommand.class,
      PayoutCommand.class,
      TreesCommand.class,
      BackfillCommand.class,
      LedgersCommand.class,
      ApiCommand.class,
      PoolsCommand.class,
      LanesCommand.class,
      CampaignsCommand.class,
      ColdstartCommand.class
    })
public final class Bench implements Callable<Integer> {
  private static final Logger ROOT = Logger.getLogger("");

  @Spec private CommandSpec spec = CommandSpec.create();

  private Bench() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING);
    System.exit(commandLine().execute(arguments));
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command
                  .getErr()
                  .println(command.getColorScheme().errorText(Failures.message(failure)));
              return Failures.exitCode(failure);
            });
  }

  @Override
  public Integer call() {
    int code = 0;
    for (String command :
        new String[] {
          "pure",
          "scale",
          "decode",
          "withdrawals",
          "programs",
          "payout",
          "trees",
          "backfill",
          "ledgers",
          "api",
          "pools",
          "lanes",
          "campaigns",
          "coldstart"
        }) {
      code = Math.max(code, commandLine().execute(command));
      spec.commandLine().getOut().println();
    }
    return code;
  }
}
