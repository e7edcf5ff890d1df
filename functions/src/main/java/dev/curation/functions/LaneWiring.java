package dev.curation.functions;

import dev.curation.lanes.LaneAdministration;
import dev.curation.lanes.LaneAnswers;
import dev.curation.lanes.LaneInbox;
import dev.curation.lanes.LaneTokens;
import dev.curation.lanes.PayoutAdministration;
import dev.curation.lanes.Transmission;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.node.BackOff;
import dev.curation.pools.Earnings;
import dev.curation.pools.PoolBooks;
import dev.curation.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The object graph of lanes. On the accrual side the payout side's database is another one, if so
 * configured; on the payout side both are its own.
 *
 * @param payoutStore connected when it is first asked for
 * @param ids a new name for each commit
 */
public record LaneWiring(
    Store store,
    Supplier<Store> payoutStore,
    Supplier<MessageChannel> messages,
    InstantSource clock,
    Supplier<String> ids,
    BackOff contention) {
  private static final Duration BUDGET = Duration.ofMinutes(7);

  public Transmission transmission() {
    return new Transmission(
        store, payoutStore.get(), this::publish, clock, ids, contention, BUDGET);
  }

  /** Most runs publish nothing, and need no channel. */
  private void publish(String topic, List<Message> published) {
    messages.get().publish(topic, published);
  }

  public LaneInbox inbox() {
    return new LaneInbox(payoutStore.get(), earnings(), clock, ids, contention, BUDGET);
  }

  private Earnings earnings() {
    return new Earnings(new PoolBooks(payoutStore.get(), clock, ids, contention));
  }

  public LaneAdministration administration() {
    return new LaneAdministration(store, payoutStore.get(), clock, ids, contention);
  }

  public PayoutAdministration payouts() {
    return new PayoutAdministration(store, payoutStore.get(), earnings(), clock, ids, contention);
  }

  public LaneAnswers answers() {
    return new LaneAnswers(store, payoutStore.get(), clock);
  }

  /** Sees the tokens of the lanes that are paid out here. */
  public LaneTokens tokens() {
    return new LaneTokens(store, messages, clock);
  }
}
