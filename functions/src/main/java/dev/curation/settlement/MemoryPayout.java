package dev.curation.settlement;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A lane's payout side in memory, with the registry of curators (specs/settlement.md, 4). All
 * operations throw {@link LaneRefusedException} where they are refused, and then nothing was
 * changed.
 */
public final class MemoryPayout implements MemoryAccrual.PayoutCalls {
  /** What the payout side asks of the accrual side, where a message would not do. */
  @FunctionalInterface
  public interface AccrualCalls {
    /** Whether curators hold nothing, and no batch has a number above this. */
    boolean isDone(Denom denom, long settledThrough);
  }

  /** What came of a message with weights. */
  public enum WeightsNote {
    STORED,
    DUPLICATE,
    CANCELLED
  }

  /** What came of a message, and what could be settled because of it. */
  public record Received<N extends Enum<N>>(N note, List<Settlement> settled) {}

  private final SortedMap<Denom, DenomPayout> denoms = new TreeMap<>();
  private final Set<String> curators;
  private @Nullable Set<Denom> payoutDenoms;

  /**
   * @param curators that are active
   * @param payoutDenoms what is settled; null: everything
   */
  public MemoryPayout(Collection<String> curators, @Nullable Set<Denom> payoutDenoms) {
    this.curators = new TreeSet<>(curators);
    this.payoutDenoms = payoutDenoms == null ? null : Set.copyOf(payoutDenoms);
  }

  /** What has arrived so far, by denomination. */
  public SortedMap<Denom, DenomPayout> denoms() {
    return Collections.unmodifiableSortedMap(denoms);
  }

  public DenomPayout of(Denom denom) {
    return denoms.getOrDefault(denom, DenomPayout.EMPTY);
  }

  /** The registry: who is active from now on, and who is not. */
  public void changeCurators(Collection<String> added, Collection<String> removed) {
    curators.addAll(added);
    curators.removeAll(removed);
  }

  public Set<String> curators() {
    return Collections.unmodifiableSet(curators);
  }

  /** What is settled; null: everything. */
  public @Nullable Set<Denom> payoutDenoms() {
    return payoutDenoms;
  }

  /**
   * What is settled from now on.
   *
   * @param allowed null: everything
   * @return what could be settled because of that
   */
  public SortedMap<Denom, List<Settlement>> setPayoutDenoms(@Nullable Set<Denom> allowed) {
    payoutDenoms = allowed == null ? null : Set.copyOf(allowed);
    SortedMap<Denom, List<Settlement>> settled = new TreeMap<>();
    for (Denom denom : new TreeSet<>(denoms.keySet())) {
      settled.put(denom, settle(denom, of(denom)));
    }
    return settled;
  }

  /** Weights arrive (4.1). */
  public Received<WeightsNote> receive(Denom denom, Batch message) {
    DenomPayout before = of(denom);
    Batch known = before.weights().get(message.seq());
    if (known != null) {
      if (!known.equals(message)) {
        throw LaneRefusal.WEIGHTS_CONFLICT.of("seq", message.seq());
      }
      return new Received<>(WeightsNote.DUPLICATE, List.of());
    }
    if (before.cancelled().contains(message.seq())) {
      return new Received<>(WeightsNote.CANCELLED, List.of());
    }
    message.requireValid();
    return new Received<>(WeightsNote.STORED, settle(denom, before.withWeights(message)));
  }

  /** Money arrives (4.2). */
  public Received<InboxEntry.Note> receive(
      Denom denom, String transferId, Wei amount, boolean isRegistered) {
    DenomPayout before = of(denom);
    String key = InboxEntry.key(transferId, isRegistered);
    InboxEntry.Arrival arrival =
        InboxEntry.arrive(before.inbox().get(key), transferId, amount, isRegistered);
    return new Received<>(arrival.note(), settle(denom, before.withEntry(key, arrival)));
  }

  @Override
  public void tombstone(Denom denom, String transferId) {
    denoms.put(denom, of(denom).withBuried(transferId));
  }

  @Override
  public boolean isSettled(Denom denom, long seq) {
    return of(denom).isSettled(seq);
  }

  @Override
  public List<Settlement> cancel(Denom denom, long seq) {
    if (isSettled(denom, seq)) {
      throw LaneRefusal.ALREADY_SETTLED.of("seq", seq);
    }
    return settle(denom, of(denom).withCancelled(seq));
  }

  /** The head is settled for what there is (4.4). */
  public List<Settlement> settleShort(Denom denom, long seq) {
    return settle(denom, of(denom).withShort(seq, curators::contains));
  }

  /**
   * Surplus becomes excess (4.4).
   *
   * @return the excess
   */
  public Wei releaseSurplus(Denom denom, Wei amount) {
    DenomPayout before = of(denom);
    PayoutBook after = before.book().withReleased(amount, before.hasOpenBatch());
    denoms.put(denom, before.withBook(after));
    return after.excess();
  }

  /**
   * All excess goes to the treasury (4.4).
   *
   * @return how much
   */
  public Wei sweepExcess(Denom denom, AccrualCalls accrual) {
    DenomPayout before = of(denom);
    boolean isBusy = !accrual.isDone(denom, before.book().settledThrough());
    PayoutBook after = before.book().withSwept(isBusy);
    denoms.put(denom, before.withBook(after));
    return before.book().excess();
  }

  /** Settles what can be, and keeps the result. */
  private List<Settlement> settle(Denom denom, DenomPayout changed) {
    int known = of(denom).settlements().size();
    boolean isAllowed = payoutDenoms == null || payoutDenoms.contains(denom);
    DenomPayout after = changed.withDue(isAllowed, curators::contains);
    denoms.put(denom, after);
    return after.settlements().subList(known, after.settlements().size());
  }
}
