package dev.curation.webhook;

import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import dev.curation.webhook.WebhookException.Malformed;
import dev.curation.webhook.WebhookException.NodeSilent;
import dev.curation.webhook.WebhookException.TooLarge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes the logs of one delivery: what a vendor leaves out is asked of the chain's node. */
final class Completion {
  private static final int MAX_TRANSACTIONS = 500;

  private final ChainId id;
  private final WebhookChain chain;
  private final long now;
  private final Map<TxHash, List<ChainLog>> unclaimed = new HashMap<>();

  /**
   * @param now milliseconds since the epoch, UTC
   */
  Completion(ChainId id, WebhookChain chain, long now) {
    this.id = id;
    this.chain = chain;
    this.now = now;
  }

  /**
   * The logs of the chain's contracts, in the order given.
   *
   * @throws Malformed naming what is left out, if no node can tell it
   * @throws NodeSilent if the node does not answer or does not know the transaction yet
   */
  List<SeenLog> complete(List<ReportedLog> logs) {
    List<SeenLog> complete = new ArrayList<>();
    for (ReportedLog log : logs) {
      if (chain.contracts().contains(log.contract())) {
        complete(log).ifPresent(complete::add);
      }
    }
    return complete;
  }

  private Optional<SeenLog> complete(ReportedLog log) {
    Optional<String> missing = log.missing();
    if (missing.isEmpty() || log.removed()) {
      // A removed log is off its chain: no node knows it, and nothing is ever booked at its time.
      return Optional.of(log.seen(id, now).orElseThrow(() -> incomplete(log, missing)));
    }
    TransactionLogs node = chain.node().orElseThrow(() -> incomplete(log, missing));
    // The node's log as a whole: the transaction may have been mined again in another block, or,
    // there, may have emitted something else.
    List<ChainLog> candidates = unclaimed.computeIfAbsent(log.tx(), tx -> ask(node, tx));
    Optional<ChainLog> found = candidates.stream().filter(log::isLike).findFirst();
    found.ifPresent(candidates::remove);
    return found.map(known -> new SeenLog(known, false));
  }

  private List<ChainLog> ask(TransactionLogs node, TxHash tx) {
    if (unclaimed.size() == MAX_TRANSACTIONS) {
      throw new TooLarge(
          "a delivery may leave out fields of " + MAX_TRANSACTIONS + " transactions' logs");
    }
    List<ChainLog> logs;
    try {
      logs = node.of(tx);
    } catch (NodeException e) {
      throw new NodeSilent("the chain's node does not answer", e);
    }
    if (logs.isEmpty()) {
      throw new NodeSilent("the chain's node does not know transaction " + tx + " yet", null);
    }
    return new ArrayList<>(logs);
  }

  private static Malformed incomplete(ReportedLog log, Optional<String> missing) {
    return new Malformed(
        log.path() + "." + missing.orElse(""), null, "is missing, and no node can tell it");
  }
}
