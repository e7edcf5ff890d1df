package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.LaneId;
import dev.curation.decoding.TokenTransfer;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.listening.TokenWatch;
import dev.curation.listening.TokenWatch.Watched;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.money.Denom;
import dev.curation.node.ChainNode;
import dev.curation.payments.Denoms;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees the lanes' wei arrive on the payout chain, and says so on the token channel
 * (specs/settlement.md, 4.2). Whose they are, their sender says.
 */
public final class LaneTokens {
  private static final Logger LOG = Logger.getLogger(LaneTokens.class.getName());

  private final Store store;
  private final Supplier<MessageChannel> channel;
  private final InstantSource clock;
  private final RejectedMessages rejected;

  /**
   * @param store the payout side's database
   * @param channel asked for when the first transfer is seen
   */
  public LaneTokens(Store store, Supplier<MessageChannel> channel, InstantSource clock) {
    this.store = store;
    this.channel = channel;
    this.clock = clock;
    this.rejected = new RejectedMessages(store, clock);
  }

  /** The chains on which lanes are paid from here. */
  public Set<ChainId> chains() {
    return store.query(LaneQueries.payoutLanes()).stream()
        .map(document -> LaneId.parse("lane", document.path().id()).payoutChain())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Where tokens of lanes arrive. */
  private record Place(Address token, Address receiver) {}

  /** A lane of which a token arrives at a place. */
  private record Expected(PayoutLane lane, Denom denom) {}

  /**
   * Looks for new transfers on a payout chain.
   *
   * @param finality how many blocks behind the head a block is taken for final
   * @param budget no range of blocks is begun later
   * @return what was seen at each place, by {@code token:receiver}
   */
  public SortedMap<String, TokenWatch.Report> run(
      ChainId chain, ChainNode node, long finality, Duration budget) {
    Map<Place, List<Expected>> places = new HashMap<>();
    for (StoredDocument document : store.query(LaneQueries.payoutLanes())) {
      LaneId id = LaneId.parse("lane", document.path().id());
      if (id.payoutChain().equals(chain)) {
        PayoutLane lane = PayoutLane.decode(id, document);
        lane.tokens()
            .forEach(
                (denom, token) -> {
                  if (!Denoms.isNative(token)) {
                    places
                        .computeIfAbsent(
                            new Place(Denoms.token(token), lane.receiver()),
                            place -> new ArrayList<>())
                        .add(new Expected(lane, denom));
                  }
                });
      }
    }
    SortedMap<String, TokenWatch.Report> reports = new TreeMap<>();
    long deadline = clock.millis() + budget.toMillis();
    RuntimeException failed = null;
    for (Map.Entry<Place, List<Expected>> each : places.entrySet()) {
      Place place = each.getKey();
      try {
        Duration left = Duration.ofMillis(Math.max(0, deadline - clock.millis()));
        reports.put(
            place.token() + ":" + place.receiver(),
            watch(chain, node, finality, each)
                .run(transfers -> publish(chain, transfers, each.getValue()), left));
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "tokens " + place.token() + " to " + place.receiver(), e);
        failed = e; // It does not hold back the others.
      }
    }
    if (failed != null) {
      throw failed;
    }
    return reports;
  }

  private TokenWatch watch(
      ChainId chain, ChainNode node, long finality, Map.Entry<Place, List<Expected>> expected) {
    Place place = expected.getKey();
    long firstBlock =
        expected.getValue().stream().mapToLong(e -> e.lane().firstBlock()).min().orElse(0);
    return new TokenWatch(
        new Watched(chain, place.token(), place.receiver(), firstBlock, finality),
        node,
        store,
        Paths.tokenWatch(chain, place.token(), place.receiver()),
        clock);
  }

  private void publish(ChainId chain, List<TokenTransfer> transfers, List<Expected> expected) {
    Map<String, Integer> ordinals = new HashMap<>();
    List<Message> messages = new ArrayList<>();
    for (TokenTransfer transfer : transfers) {
      String name = chain + ":" + transfer.id().tx();
      int ordinal = ordinals.merge(name, 1, Integer::sum);
      boolean movesNothing = transfer.amount().isZero() || transfer.from().equals(transfer.to());
      if (movesNothing) {
        continue;
      }
      Expected lane = laneOf(transfer, expected);
      if (lane == null) {
        reject(name, transfer);
        continue;
      }
      messages.add(
          Message.of(
              new TokensMessage(
                      lane.lane().id(),
                      lane.denom(),
                      ordinal == 1 ? name : name + ":" + ordinal,
                      transfer.amount(),
                      transfer.from())
                  .encode()));
    }
    if (!messages.isEmpty()) {
      channel.get().publish(LaneChannels.TOKENS, messages);
    }
  }

  /** Money that nobody can tell whose it is: it is for a person to see. */
  private void reject(String name, TokenTransfer transfer) {
    String text =
        transfer.amount() + " wei of " + transfer.token() + " to " + transfer.to() + " in " + name;
    InvalidValueException reason =
        new InvalidValueException("source", transfer.from(), "sends for none of the lanes there");
    String id = rejected.add(LaneChannels.TOKENS, text, reason);
    LOG.log(
        Level.SEVERE,
        "{0}: {1}, see {2}",
        new Object[] {text, reason.getMessage(), Paths.rejectedMessage(id)});
  }

  /** That of the sender, or else the only one, which then keeps the money apart. */
  private static @Nullable Expected laneOf(TokenTransfer transfer, List<Expected> expected) {
    for (Expected each : expected) {
      if (each.lane().sender().equals(transfer.from())) {
        return each;
      }
    }
    return expected.size() == 1 ? expected.getFirst() : null;
  }
}
