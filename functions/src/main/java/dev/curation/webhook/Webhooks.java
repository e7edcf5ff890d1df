package dev.curation.webhook;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.listening.Intake;
import dev.curation.node.SeenLog;
import dev.curation.store.StoreException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The webhooks' endpoints, whatever carries the requests (specs/ingestion.md, Webhooks). */
public final class Webhooks {
  private final WebhookSettings settings;
  private final Map<ChainId, WebhookChain> chains;
  private final InstantSource clock;
  private final Authentication authentication;

  /**
   * @throws InvalidValueException if a secret is for a chain that is not there
   */
  public Webhooks(
      WebhookSettings settings, Map<ChainId, WebhookChain> chains, InstantSource clock) {
    this.settings = settings;
    this.chains = Map.copyOf(chains);
    this.clock = clock;
    this.authentication = new Authentication(clock);
    settings.secrets().values().stream()
        .flatMap(List::stream)
        .map(WebhookSecret::chain)
        .filter(chain -> !chains.containsKey(chain))
        .forEach(
            chain -> {
              throw new InvalidValueException("chain", chain, "has a secret but is not heard");
            });
  }

  /**
   * Takes one delivery: size, signature, age, then content. What it holds is stored when this
   * returns; a second delivery of the same changes nothing.
   *
   * @param contentLength as the sender says; negative: not said
   * @throws WebhookException if it is refused, or has to be repeated; nothing was written
   * @throws StoreException if the database fails: it has to be repeated
   */
  public Intake.Count receive(
      Vendor vendor, Map<String, List<String>> headers, long contentLength, InputStream body) {
    WebhookRequest request =
        WebhookRequest.read(headers, contentLength, body, settings.maxBodyBytes());
    if (vendor == Vendor.MORALIS && MoralisPayload.isUnsignedTest(request)) {
      return Intake.Count.NONE;
    }
    Set<ChainId> signed = authentication.chains(vendor, request, settings.secretsOf(vendor));
    Payload payload;
    Set<ChainId> named;
    try {
      payload = Payload.read(vendor, request, settings.maxLogs());
      named = payload.chains(signed);
    } catch (InvalidValueException e) {
      throw new WebhookException.Malformed(e);
    }
    return payload.logs().isEmpty() ? Intake.Count.NONE : take(named, payload.logs());
  }

  private Intake.Count take(Set<ChainId> named, List<ReportedLog> logs) {
    if (named.size() > 1) {
      throw new WebhookException.Malformed(
          "chain", named, "must be named, as the secret is for all of these");
    }
    ChainId id = named.iterator().next();
    WebhookChain chain = chains.get(id);
    if (chain == null) {
      throw new IllegalStateException("checked when this was made: " + id);
    }
    List<SeenLog> seen = new Completion(id, chain, clock.millis()).complete(logs);
    return seen.isEmpty() ? Intake.Count.NONE : chain.intake().apply(seen);
  }
}
