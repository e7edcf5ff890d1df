package dev.curation.webhook;

import dev.curation.chain.Address;
import dev.curation.listening.Intake;
import dev.curation.node.SeenLog;
import dev.curation.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A chain that webhooks deliver logs of.
 *
 * @param contracts whose logs are wanted; others are left out
 * @param node tells what deliveries leave out; empty: such deliveries are refused
 * @param intake stores logs, for good when it returns, else throws {@link StoreException}
 */
public record WebhookChain(
    Set<Address> contracts,
    Optional<TransactionLogs> node,
    Function<List<SeenLog>, Intake.Count> intake) {
  public WebhookChain {
    contracts = Set.copyOf(contracts);
  }
}
