package dev.curation.cli;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.local.LocalStack;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** The options that all commands with a local stack share. */
final class StackOptions {
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

  /** How to start the stack, on the given ports. */
  LocalStack.Options stack(int firestorePort, int functionsPort, InstantSource clock) {
    UserDocuments mode = UserDocuments.parse("--user-documents", userDocuments);
    return new LocalStack.Options(
        project,
        firestorePort,
        functionsPort,
        Home.securityRules(),
        tick,
        AggregationSettings.DEFAULT.withUserDocuments(mode),
        clock);
  }
}
