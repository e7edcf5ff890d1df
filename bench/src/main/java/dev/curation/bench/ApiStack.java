package dev.curation.bench;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.documents.Paths;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.CrossOrigin;
import dev.curation.functions.TokenPriceSetting;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.LocalStack;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.replay.Replay;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.webhook.WebhookSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The local stack with the rewards of CryptoPunks and a token's price. */
final class ApiStack {
  private static final int POLL_MILLIS = 200;

  private ApiStack() {}

  /** Returns when all is aggregated. The clock stands at the last sale. */
  static LocalStack start(Path home, List<LedgerEvent> events, UserDocuments mode)
      throws InterruptedException {
    Instant last = Instant.ofEpochMilli(events.getLast().position().timestamp());
    BackendSettings settings =
        new BackendSettings(
            AggregationSettings.DEFAULT.withUserDocuments(mode),
            List.of(),
            WebhookSettings.of(Map.of()),
            CrossOrigin.EVERYBODY,
            Optional.of(new TokenPriceSetting.Fixed(new BigDecimal("0.001"))));
    LocalStack stack =
        LocalStack.start(
            new LocalStack.Options(
                "bench-api",
                0,
                0,
                home.resolve("firestore.rules"),
                home.resolve("firebase.json"),
                Duration.ofMinutes(30),
                settings,
                InstantSource.fixed(last)));
    try {
      var unused =
          new Replay(stack.functionsStore(), CryptoPunksSales.COLLECTION)
              .append(events, last.toEpochMilli(), done -> {});
      stack.tick();
      await(stack);
      return stack;
    } catch (RuntimeException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  private static void await(LocalStack stack) throws InterruptedException {
    while (true) {
      Fields metadata =
          stack
              .store()
              .get(Paths.metadata(CryptoPunksSales.COLLECTION))
              .map(StoredDocument::fields)
              .orElse(Fields.EMPTY);
      if (metadata.map("failure").has("reason")) {
        throw new IllegalStateException("the aggregation failed: " + metadata.map("failure"));
      }
      if (metadata.has("updatedAt")
          && !metadata.flag("ledgerRequiresAggregation")
          && !metadata.flag("periodsRequireAggregation")) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
