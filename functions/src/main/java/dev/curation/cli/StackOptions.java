package dev.curation.cli;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.TokenPriceSetting;
import dev.curation.local.LocalStack;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands with a local stack share. */
final class StackOptions {
  /** Of a token that is staked on a chain, ETH: an assumption. */
  static final String TOKEN_PRICE = "0.00002";

  /** Of a CryptoPunk, which stands for a staked token where holders vote with their punks, ETH. */
  static final String PUNK_PRICE = "20";

  private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9-]*");

  @Option(
      names = "--project",
      paramLabel = "ID",
      defaultValue = "demo-curation",
      description = "Project id of the local database (default: ${DEFAULT-VALUE}).")
  String project = "";

  @Option(
      names = "--tick",
      paramLabel = "DURATION",
      defaultValue = "PT30S",
      description =
          "Time between two ticks of the scheduler, ISO-8601 (default: ${DEFAULT-VALUE}).")
  Duration tick = Duration.ZERO;

  @Option(
      names = "--user-documents",
      paramLabel = "MODE",
      defaultValue = "current",
      description = "User documents to write: all, current or none (default: ${DEFAULT-VALUE}).")
  String userDocuments = "";

  @Option(
      names = "--token-price",
      paramLabel = "ETH",
      description =
          "Assumed price of the staked token, for display of APR only (default: "
              + TOKEN_PRICE
              + "; for demo's CryptoPunks "
              + PUNK_PRICE
              + ", about what one cost in April 2021).")
  private @Nullable String tokenPrice;

  /**
   * How to start the stack, on the given ports.
   *
   * @param defaultPrice of the staked token if the option is not given, ETH
   * @throws InvalidValueException naming the option
   */
  LocalStack.Options stack(
      int firestorePort, int functionsPort, InstantSource clock, String defaultPrice) {
    if (tick.toMillis() < 1) {
      throw new InvalidValueException("--tick", tick, "must be at least a millisecond");
    }
    if (!PROJECT.matcher(project).matches()) {
      throw new InvalidValueException(
          "--project", project, "must be small letters, digits and hyphens, a letter first");
    }
    if (functionsPort != 0 && functionsPort == firestorePort) {
      throw new InvalidValueException("--port", functionsPort, "must not be --firestore-port too");
    }
    TokenPriceSetting price =
        TokenPriceSetting.Fixed.parse(
            "--token-price", tokenPrice == null ? defaultPrice : tokenPrice);
    UserDocuments mode = UserDocuments.parse("--user-documents", userDocuments);
    return new LocalStack.Options(
        project,
        firestorePort,
        functionsPort,
        Home.securityRules(),
        Home.firebase(),
        tick,
        BackendSettings.of(AggregationSettings.DEFAULT.withUserDocuments(mode)).with(price),
        clock);
  }
}
