package dev.curation.plans;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.commits.Act;
import dev.curation.commits.Acts;
import dev.curation.commits.Retries;
import dev.curation.documents.PlanPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.BackOff;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payout.PayoutPlan;
import dev.curation.payout.PayoutPlanner;
import dev.curation.payout.Proceeds;
import dev.curation.planfiles.PlanFile;
import dev.curation.planfiles.PlanJson;
import dev.curation.plans.PlanRecord.State;
import dev.curation.plans.PlanTexts.Reference;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.Week;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where payout plans are stored, approved and carried out. Each order is done once; a plan is
 * carried out at most once, by whichever order, and one that was killed half-way goes on when it is
 * repeated.
 */
public final class PlanDesk {
  private static final Gson GSON = new Gson();
  private static final int RELEASED_AT_ONCE = 100;

  private final Store store;
  private final InstantSource clock;
  private final BackOff backOff;
  private final PlanGains gains;
  private final Function<ChainId, Optional<Address>> treasuries;

  /**
   * @param sealing asked to seal what a collection is behind with
   * @param treasuries the account that pays on a chain
   */
  public PlanDesk(
      Store store,
      InstantSource clock,
      BackOff backOff,
      Consumer<CollectionId> sealing,
      Function<ChainId, Optional<Address>> treasuries) {
    this.store = store;
    this.clock = clock;
    this.backOff = backOff;
    this.gains = new PlanGains(store, clock, sealing);
    this.treasuries = treasuries;
  }

  /**
   * Stores a plan, the next of its series. It carries what the one approved last has deferred.
   *
   * @param json of a plan file
   * @throws dev.curation.payout.PlanRefusedException if the rules refuse it
   * @throws InvalidValueException naming the field that keeps it from being carried out, or {@code
   *     series} if another plan of it is still to be decided on
   */
  public Map<String, String> create(String series, JsonObject json, Act act) {
    if (!series.matches("[a-z0-9-]{1,40}")) {
      throw new InvalidValueException("series", series, "must be 1 to 40 of a-z, 0-9 and -");
    }
    return once(act, record -> create(series, json.deepCopy(), record));
  }

  private Map<String, String> once(Act act, Acts.Doing doing) {
    return new Acts(store, clock).once(PlanPaths.act(act.requestId()), act, backOff, doing);
  }

  private Map<String, String> create(String series, JsonObject json, Acts.Recording record) {
    Series before = Series.of(store, series);
    Optional<PlanRecord> last = before.last(store);
    if (last.filter(plan -> plan.state() == State.PLANNED).isPresent()) {
      throw new InvalidValueException(
          "series", series, "has plan " + last.get().id() + ": approve or discard it first");
    }
    if (last.filter(plan -> plan.released() < plan.transfers()).isPresent()) {
      throw new InvalidValueException(
          "series", series, "has plan " + last.get().id() + " half carried out: approve it again");
    }
    if (json.has("carried")) {
      throw new InvalidValueException(
          "carried", json.get("carried"), "follows from the series: leave it out");
    }
    if (before.approved() != null) {
      carry(PlanRecord.require(store, before.approved()), json);
    }
    PlanFile asked = PlanFile.of(json);
    ChainId chain = chain(asked);
    PlanGains.Taking taken = gains.fill(json, asked, chain);
    PlanFile file = PlanFile.of(json);
    PayoutPlan plan = PayoutPlanner.of(file.request()).plan();
    new Payees(file).requireAll(plan);
    taken.reserve(store);
    long number = before.number() + 1;
    String id = PlanRecord.id(series, number);
    String text = GSON.toJson(json);
    PlanTexts texts = new PlanTexts(store);
    Reference request = texts.write(id, text);
    Reference planned = texts.write(id, GSON.toJson(PlanJson.of(plan)));
    long now = clock.millis();
    Map<String, String> result =
        Map.of(
            "plan", id,
            "planHash", request.hash(),
            "transfers", Integer.toString(plan.transfers().size()),
            "swaps", Integer.toString(plan.swaps().size()),
            "deferred", Integer.toString(plan.deferred().size()));
    List<Write> writes = new ArrayList<>(record.of(result));
    writes.add(
        new Write.Create(
            PlanPaths.plan(id),
            PlanRecord.planned(series, number, chain, before.approved(), request, planned, now)));
    writes.add(before.write(number, before.approved(), now));
    for (PlanGains.Taken each : taken.periods()) {
      writes.add(TakenPeriods.of(store, chain, each.period()).taking(each, id, now));
    }
    var unused = store.commit(writes);
    return result;
  }

  private static ChainId chain(PlanFile file) {
    return file.chainId()
        .map(ChainId::new)
        .orElseThrow(
            () -> new InvalidValueException("chainId", "", "is wanted: where money is sent"));
  }

  /** Hands on what the plan approved last has deferred: of the same chain, in the same tokens. */
  private void carry(PlanRecord last, JsonObject json) {
    JsonArray carried = carried(last);
    json.add("carried", carried);
    PlanFile asked = PlanFile.of(json);
    if (!chain(asked).equals(last.chain())) {
      throw new InvalidValueException(
          "chainId", chain(asked), "is another than " + last.chain() + " of plan " + last.id());
    }
    if (!carried.isEmpty()) {
      new Payees(asked).requireSame(file(last), carried);
    }
  }

  /** What a plan has deferred, as a plan file has it. */
  private JsonArray carried(PlanRecord last) {
    JsonObject executed =
        new PlanTexts(store).json(last.id(), Objects.requireNonNull(last.executed()));
    JsonArray carried = new JsonArray();
    for (JsonElement each : executed.getAsJsonArray("deferred")) {
      JsonObject deferral = each.getAsJsonObject().deepCopy();
      deferral.remove("reason");
      carried.add(deferral);
    }
    return carried;
  }

  /**
   * Decides that a plan is not carried out. What it took of periods is free again, and what it
   * carried comes into the next.
   *
   * @throws InvalidValueException if it was approved
   */
  public Map<String, String> discard(String planId, Act act) {
    return once(
        act,
        record -> {
          PlanRecord plan = PlanRecord.require(store, planId);
          requirePlanned(plan);
          long now = clock.millis();
          Map<String, String> result = Map.of("plan", planId, "state", State.DISCARDED.name());
          List<Write> writes = new ArrayList<>(record.of(result));
          writes.add(
              new Write.Update(PlanPaths.plan(planId), PlanRecord.discarded(now), plan.time()));
          for (Week period : PlanGains.periods(file(plan))) {
            writes.add(TakenPeriods.of(store, plan.chain(), period).releasing(planId, now));
          }
          var unused = store.commit(writes);
          return result;
        });
  }

  private static void requirePlanned(PlanRecord plan) {
    if (plan.state() != State.PLANNED) {
      throw new InvalidValueException("plan", plan.id(), "is " + plan.state() + " already");
    }
  }

  private PlanFile file(PlanRecord plan) {
    return PlanFile.of(new PlanTexts(store).json(plan.id(), plan.request()));
  }

  /**
   * Has a plan carried out: transfers of the treasury go into the outbox; those of other payers
   * wait for {@link #record}. Once it is approved, doing so again changes nothing.
   *
   * @param swapped what each of its swaps has fetched, and the transaction that shows it
   * @throws dev.curation.payout.PlanRefusedException BAD_VALUE if proceeds are missing or unknown
   */
  public Map<String, String> approve(String planId, List<Swapped> swapped, Act act) {
    Map<String, String> result =
        once(act, record -> approve(PlanRecord.require(store, planId), swapped, record));
    // The same order may come twice at once; whoever is slower goes on behind the other.
    return Retries.of(backOff)
        .run(
            () -> {
              release(planId);
              return result;
            });
  }

  /** A swap of a plan that was made. */
  public record Swapped(Proceeds proceeds, TxHash transaction) {}

  private Map<String, String> approve(
      PlanRecord plan, List<Swapped> swapped, Acts.Recording record) {
    if (plan.state() == State.APPROVED) {
      // Another order was faster, and may have been killed half-way.
      release(plan.id());
    }
    requirePlanned(plan);
    PlanFile file = file(plan);
    PayoutPlan executed =
        PayoutPlanner.of(file.request())
            .withProceeds(swapped.stream().map(Swapped::proceeds).toList());
    new Payees(file).requireAll(executed);
    JsonObject json = PlanJson.of(executed);
    noteTransactions(json, swapped);
    Reference text = new PlanTexts(store).write(plan.id(), GSON.toJson(json));
    long now = clock.millis();
    int transfers = executed.transfers().size();
    Map<String, String> result =
        Map.of(
            "plan", plan.id(),
            "state", State.APPROVED.name(),
            "transfers", Integer.toString(transfers));
    List<Write> writes = new ArrayList<>(record.of(result));
    writes.add(
        new Write.Update(
            PlanPaths.plan(plan.id()), PlanRecord.approved(text, transfers, now), plan.time()));
    Series series = Series.of(store, plan.series());
    writes.add(series.write(series.number(), plan.id(), now));
    var unused = store.commit(writes);
    return result;
  }

  private static void noteTransactions(JsonObject plan, List<Swapped> swapped) {
    for (JsonElement each : plan.getAsJsonArray("swaps")) {
      JsonObject swap = each.getAsJsonObject();
      for (Swapped made : swapped) {
        if (made.proceeds().at().equals(swap.get("at").getAsString())
            && made.proceeds().sell().equals(swap.get("sell").getAsString())) {
          swap.addProperty("txHash", made.transaction().hex());
        }
      }
    }
  }

  /** Brings what is not there yet into the outbox, some at a time and in order. */
  private void release(String planId) {
    PlanRecord plan = PlanRecord.require(store, planId);
    if (plan.released() == plan.transfers()) {
      return;
    }
    PlanFile file = file(plan);
    Payees payees = new Payees(file);
    List<ExecutedTransfer> transfers = ExecutedTransfer.of(store, plan);
    Optional<Address> treasury = treasuries.apply(plan.chain());
    while (plan.released() < plan.transfers()) {
      int to = Math.toIntExact(Math.min(plan.transfers(), plan.released() + RELEASED_AT_ONCE));
      List<Write> writes = new ArrayList<>();
      for (ExecutedTransfer each : transfers.subList(Math.toIntExact(plan.released()), to)) {
        writes.add(released(plan, payees, treasury, each));
      }
      writes.add(
          new Write.Update(
              PlanPaths.plan(planId), PlanRecord.released(to, clock.millis()), plan.time()));
      var unused = store.commit(writes);
      plan = PlanRecord.require(store, planId);
    }
  }

  private Write released(
      PlanRecord plan, Payees payees, Optional<Address> treasury, ExecutedTransfer each) {
    Address payer = payees.address(each.transfer().from());
    long now = clock.millis();
    if (treasury.filter(payer::equals).isPresent()) {
      Payment payment =
          new Payment(
              plan.paymentId(each.index()),
              plan.chain(),
              List.of(payees.transfer(each.transfer())));
      return Outbox.due(payment, now);
    }
    Fields fields =
        Fields.builder()
            .put("payer", payer.hex())
            .put("txHash", null)
            .put("updatedAt", now)
            .build();
    return new Write.Create(PlanPaths.transfer(plan.id(), each.index()), fields);
  }

  /**
   * Records the transaction of a transfer that the treasury does not make.
   *
   * @param index of the transfer in the plan, from 0
   * @throws InvalidValueException if the treasury makes it, or another transaction was recorded
   */
  public Map<String, String> record(String planId, int index, TxHash transaction, Act act) {
    return once(
        act,
        recording -> {
          PlanRecord plan = PlanRecord.require(store, planId);
          StoredDocument document =
              store
                  .get(PlanPaths.transfer(plan.id(), index))
                  .orElseThrow(
                      () ->
                          new InvalidValueException("transfer", index, "is none that others make"));
          @Nullable String before = document.fields().optionalString("txHash");
          if (before != null && !before.equals(transaction.hex())) {
            throw new InvalidValueException(
                "txHash", transaction, "is another than the one recorded, " + before);
          }
          Map<String, String> result =
              Map.of(
                  "plan", planId, "transfer", Integer.toString(index), "txHash", transaction.hex());
          List<Write> writes = new ArrayList<>(recording.of(result));
          Fields fields =
              Fields.builder()
                  .put("txHash", transaction.hex())
                  .put("updatedAt", clock.millis())
                  .build();
          writes.add(new Write.Update(document.path(), fields, document.updateTime()));
          var unused = store.commit(writes);
          return result;
        });
  }
}
