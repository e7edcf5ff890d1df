package dev.curation.cli;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.ChainSetup;
import dev.curation.local.Anvil;
import dev.curation.local.ChainDeployment;
import dev.curation.local.LocalStack;
import dev.curation.local.TestChain;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The local stack alone. */
@Command(
    name = "up",
    description = {
      "Starts the local stack: Firestore emulator, functions, scheduler, page. Ctrl-C stops it.",
      "With --chain also a local Ethereum chain with the project's test contracts, which the"
          + " functions listen to; prints what to call."
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final int ACCOUNTS = 20;
  private static final int CONFIRMATIONS = 0;
  private static final int FINALITY = 4;

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

  @Option(names = "--chain", description = "Start a local chain with the test contracts too.")
  private boolean withChain;

  @Option(
      names = "--chain-port",
      paramLabel = "PORT",
      description = "Port of the local chain; 0: any free one (default: 8545).")
  private @Nullable Integer chainPort;

  @Override
  public Integer call() {
    if (chainPort != null && !withChain) {
      throw new InvalidValueException("--chain-port", chainPort, "needs --chain");
    }
    PrintWriter out = spec.commandLine().getOut();
    LocalStack.Options plain =
        options.stack(firestorePort, port, InstantSource.system(), StackOptions.TOKEN_PRICE);
    if (withChain) {
      upWithChain(out, plain);
    } else {
      LocalStack stack = LocalStack.start(plain);
      printReady(out, stack, options.project, "");
      awaitInterrupt(stack::close);
    }
    return 0;
  }

  private void upWithChain(PrintWriter out, LocalStack.Options plain) {
    Anvil anvil =
        Anvil.start(
            new Anvil.Options(
                chainPort == null ? 8545 : chainPort,
                ChainDeployment.CHAIN,
                ACCOUNTS,
                plain.clock().instant()),
            Home.contracts());
    try {
      TestChain chain = new TestChain(anvil.endpoint(), Home.contracts());
      ChainDeployment deployment = ChainDeployment.on(chain);
      Address distributor = ChainDeployment.distributor(chain);
      // So that a backfill finds the contracts' blocks final.
      chain.mine(FINALITY);
      ChainSetup setup =
          ChainDeployment.withClaims(
              deployment.setup(anvil.endpoint(), CONFIRMATIONS, FINALITY), distributor);
      LocalStack stack = LocalStack.start(plain.listeningTo(setup, ChainDeployment.webhooks()));
      deployment.list(stack.store());
      printReady(out, stack, options.project, "");
      printChain(out, stack, deployment, setup, distributor);
      awaitInterrupt(
          () -> {
            stack.close();
            anvil.close();
          });
    } catch (RuntimeException e) {
      anvil.close();
      throw e;
    }
  }

  /**
   * Prints what runs where.
   *
   * @param route of the page to begin with
   */
  static void printReady(PrintWriter out, LocalStack stack, String project, String route) {
    out.printf(
        "ready  functions %s  FIRESTORE_EMULATOR_HOST=%s  GOOGLE_CLOUD_PROJECT=%s%n",
        stack.functions(), stack.firestore(), project);
    out.printf("page  %s/%s%n", stack.functions(), route);
    out.flush();
  }

  private static void printChain(
      PrintWriter out,
      LocalStack stack,
      ChainDeployment deployment,
      ChainSetup setup,
      Address distributor) {
    out.printf(
        "chain        %s  id %s, %d unlocked accounts with anvil's usual keys%n",
        setup.endpoints().getFirst(), setup.chain(), ACCOUNTS);
    out.printf(
        "contracts    seaport %s  flow-v2 %s  cryptopunks %s  staking %s%n",
        deployment.seaport(), deployment.flow(), deployment.punks(), deployment.staker());
    out.printf(
        "collections  %s%n",
        deployment.collections().stream().map(Object::toString).collect(Collectors.joining("  ")));
    out.printf(
        "webhooks     POST %s/webhooks/(alchemy|quicknode|moralis|tenderly)  secret %s%n",
        stack.functions(), ChainDeployment.WEBHOOK_SECRET);
    out.printf(
        "votes        POST %s/CastVote  verifyingContract %s  signed as in contracts/sign-vote.mjs%n",
        stack.functions(), deployment.staker());
    out.printf(
        "requests     POST %s/withdrawals/v1/requests  signed as in contracts/sign-request.mjs%n",
        stack.functions());
    out.printf("poll         curl -X POST %s/PollChain%n", stack.functions());
    out.printf("pools        curl -X POST %s/AdvancePools%n", stack.functions());
    out.printf("payments     curl -X POST %s/SendPayments%n", stack.functions());
    out.printf(
        "claims       distributor %s  publisher %s  timelock %s  not open yet: docs/claims.md%n",
        distributor, ChainDeployment.PUBLISHER.address(), ChainDeployment.TIMELOCK);
    out.printf("roots        curl -X POST %s/PublishRoot%n", stack.functions());
    Map<String, String> variables = new TreeMap<>(ChainDeployment.environment(setup));
    out.printf(
        "export %s%n",
        variables.entrySet().stream()
            .map(variable -> variable.getKey() + "='" + variable.getValue() + "'")
            .collect(Collectors.joining(" ")));
    out.flush();
  }

  /** Waits for Ctrl-C, which ends this program; what is to be closed goes first. */
  static void awaitInterrupt(Runnable close) {
    Runtime.getRuntime().addShutdownHook(new Thread(close, "stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
