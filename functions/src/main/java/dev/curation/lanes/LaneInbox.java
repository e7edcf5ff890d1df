package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.pools.Earnings;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The payout side at work: messages are taken in, and batches settled (specs/settlement.md, 4). A
 * message that can never be taken in is kept as rejected; what else fails is thrown, so that it is
 * delivered again.
 */
public final class LaneInbox {
  private static final Logger LOG = Logger.getLogger(LaneInbox.class.getName());

  private final Store store;
  private final InstantSource clock;
  private final Duration budget;
  private final WeightsIntake weights;
  private final TokenIntake tokens;
  private final Credits credits;
  private final Settling settling;
  private final RejectedMessages rejected;

  /**
   * @param store the payout side's database
   * @param earnings of the pools in that database
   * @param ids a new name for each commit
   * @param budget nothing is begun later in a run
   */
  public LaneInbox(
      Store store,
      Earnings earnings,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff,
      Duration budget) {
    this.store = store;
    this.clock = clock;
    this.budget = budget;
    this.weights = new WeightsIntake(store, clock, ids, backOff);
    this.tokens = new TokenIntake(store, clock, ids, backOff);
    this.credits = new Credits(store, earnings, clock);
    this.settling = new Settling(store, credits, clock, ids, backOff);
    this.rejected = new RejectedMessages(store, clock);
  }

  /**
   * A message of the weights channel.
   *
   * @return what came of it, for the log
   */
  public String weights(String body) {
    WeightsMessage message;
    String note;
    try {
      message = WeightsMessage.parse(body);
      note = weights.accept(message).name();
    } catch (LaneRefusedException e) {
      return refused(LaneChannels.WEIGHTS, rejected.add(LaneChannels.WEIGHTS, body, e), e);
    } catch (InvalidValueException e) {
      return refused(LaneChannels.WEIGHTS, rejected.add(LaneChannels.WEIGHTS, body, e), e);
    }
    // Whatever stops this is not the message's fault.
    return note + settled(message.lane(), message.denom());
  }

  /**
   * A message of the token channel.
   *
   * @return what came of it, for the log
   */
  public String tokens(String body) {
    TokensMessage message;
    String note;
    try {
      message = TokensMessage.parse(body);
      note = tokens.accept(message).name();
    } catch (LaneRefusedException e) {
      return refused(LaneChannels.TOKENS, rejected.add(LaneChannels.TOKENS, body, e), e);
    } catch (InvalidValueException e) {
      return refused(LaneChannels.TOKENS, rejected.add(LaneChannels.TOKENS, body, e), e);
    }
    // Whatever stops this is not the message's fault.
    return note + settled(message.lane(), message.denom());
  }

  /**
   * A message that was rejected, once more.
   *
   * @param channel on which it came
   */
  public String again(String channel, String body) {
    return channel.equals(LaneChannels.WEIGHTS) ? weights(body) : tokens(body);
  }

  private static String refused(String channel, String id, RuntimeException reason) {
    LOG.log(
        Level.SEVERE,
        "a message on {0} is refused, see {1}: {2}",
        new Object[] {channel, Paths.rejectedMessage(id), reason.getMessage()});
    return "REJECTED";
  }

  private String settled(LaneId lane, Denom denom) {
    Settling.Report report = settle(lane, denom);
    return report.settled().isEmpty() ? "" : ", settled " + report.settled();
  }

  private Settling.Report settle(LaneId lane, Denom denom) {
    return settling.run(lane, denom, clock.millis() + budget.toMillis());
  }

  /** The lanes that are paid out here. */
  public List<LaneId> lanes() {
    return store.query(LaneQueries.payoutLanes()).stream()
        .map(document -> LaneId.parse("lane", document.path().id()))
        .toList();
  }

  /**
   * What a run did for one lane.
   *
   * @param settled batches
   * @param credited shares that had been put aside
   * @param late batches that wait for their wei longer than they should
   * @param isDone false: time was up
   */
  public record Report(int settled, int credited, List<Long> late, boolean isDone) {}

  /** Goes on with what earlier runs have left, and looks for batches that wait too long. */
  public Report run(LaneId id) {
    PayoutLane lane = PayoutLane.decode(id, store.get(Paths.payoutLane(id)).orElseThrow());
    int settled = 0;
    int credited = 0;
    boolean isDone = true;
    TreeSet<Long> late = new TreeSet<>();
    RuntimeException failed = null;
    for (Denom denom : lane.tokens().keySet()) {
      try {
        Settling.Report report = settle(id, denom);
        settled += report.settled().size();
        isDone &= report.isDone();
        credited += credits.retry(lane, denom);
        late.addAll(late(lane, denom));
      } catch (RuntimeException e) {
        failed = e; // It does not hold back the others.
      }
    }
    if (failed != null) {
      throw failed;
    }
    return new Report(settled, credited, List.copyOf(late), isDone);
  }

  /** It changes no money (specs/settlement.md, 5). */
  private List<Long> late(PayoutLane lane, Denom denom) {
    Optional<StoredDocument> stored = store.get(LanePaths.payout(lane.id(), denom));
    PayoutDocument payout = PayoutDocument.decode(stored);
    long since = clock.millis() - Duration.ofHours(lane.tokenTimeoutHours()).toMillis();
    List<Optional<StoredDocument>> open =
        store.getAll(
            payout.open().stream().map(seq -> LanePaths.weights(lane.id(), denom, seq)).toList());
    List<Long> late =
        new ArrayList<>(
            open.stream()
                .flatMap(Optional::stream)
                .map(WeightsDocument::decode)
                .filter(weights -> weights.arrivedAt() < since)
                .map(WeightsDocument::seq)
                .toList());
    long head = payout.book().settledThrough() + 1;
    boolean isMissing =
        !payout.book().unapplied().isZero()
            && !payout.open().contains(head)
            && stored.map(doc -> doc.fields().integer("updatedAt")).orElse(since) < since;
    if (isMissing) {
      late.addFirst(head); // Its wei, or later ones, are here: its weights are not.
    }
    if (!late.isEmpty()) {
      LOG.log(
          Level.SEVERE,
          "lane {0}: batches {1} wait for their {2}, or for their weights, for more than {3} hours",
          new Object[] {lane.id(), late, denom, lane.tokenTimeoutHours()});
    }
    return late;
  }
}
