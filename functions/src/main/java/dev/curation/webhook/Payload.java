package dev.curation.webhook;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.webhook.WebhookException.TooLarge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a delivery holds; its parser fills it. */
final class Payload {
  private final int maxLogs;
  private final List<ReportedLog> logs = new ArrayList<>();
  private final List<NamedChain> chains = new ArrayList<>();

  /** A place where the delivery names its chain; no id: by a name that is not known. */
  private record NamedChain(String field, String name, Optional<ChainId> id) {}

  Payload(int maxLogs) {
    this.maxLogs = maxLogs;
  }

  /**
   * @throws InvalidValueException naming the place of what is wrong
   * @throws TooLarge if there are more logs than allowed
   */
  static Payload read(Vendor vendor, WebhookRequest request, int maxLogs) {
    Payload payload = new Payload(maxLogs);
    JsonValue body = JsonValue.parse(request.content());
    switch (vendor) {
      case ALCHEMY -> AlchemyPayload.read(body, payload);
      case QUICKNODE -> QuickNodePayload.read(request, body, payload);
      case MORALIS -> MoralisPayload.read(body, payload);
      case TENDERLY -> TenderlyPayload.read(body, payload);
    }
    return payload;
  }

  void add(ReportedLog log) {
    if (logs.size() == maxLogs) {
      throw new TooLarge("a delivery may hold " + maxLogs + " logs");
    }
    logs.add(log);
  }

  void names(String field, String name, Optional<ChainId> id) {
    chains.add(new NamedChain(field, name, id));
  }

  List<ReportedLog> logs() {
    return Collections.unmodifiableList(logs);
  }

  /**
   * The chains that the delivery may be about.
   *
   * @param signed those whose secret signed it
   * @throws InvalidValueException if it names another one
   */
  Set<ChainId> chains(Set<ChainId> signed) {
    Set<ChainId> left = signed;
    for (NamedChain named : chains) {
      if (named.id().isEmpty() || !left.contains(named.id().get())) {
        throw new InvalidValueException(
            named.field(), named.name(), "is not the chain that this secret is for");
      }
      left = Set.of(named.id().get());
    }
    return left;
  }
}
