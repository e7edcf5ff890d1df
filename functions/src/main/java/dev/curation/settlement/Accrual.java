package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A lane's accrual side in one denomination: the sums, and what each curator holds
 * (specs/settlement.md, 3).
 *
 * @param holdingsAtto by curator; no zeros
 */
public record Accrual(AccrualBook book, SortedMap<String, BigInteger> holdingsAtto) {
  public static final Accrual EMPTY = new Accrual(AccrualBook.EMPTY, new TreeMap<>());

  /**
   * @throws ConservationException if the holdings do not add up to what the book says
   */
  public Accrual {
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger held : holdingsAtto.values()) {
      if (held.signum() <= 0) {
        throw new ConservationException("a curator holds " + held);
      }
      sum = sum.add(held);
    }
    if (!sum.equals(book.holdingAtto())) {
      throw new ConservationException(
          "curators hold " + sum + " atto, the book says " + book.holdingAtto());
    }
    holdingsAtto = Collections.unmodifiableSortedMap(holdingsAtto);
  }

  /** The two of it that a transmission leaves. */
  public record Transmission(Accrual after, Batch batch) {}

  /**
   * Steps 1 and 2 of a block's end (3.1): new fees come in, and the pool is shared by votes.
   *
   * @param votes by curator, after the block's un-votes and votes; those of 0 count for nothing
   */
  public Accrual block(LaneParameters parameters, Map<String, BigInteger> votes, Wei fees) {
    AccrualBook received = book.withFees(fees, parameters.localOf(fees));
    BigInteger total = BigInteger.ZERO;
    for (BigInteger each : votes.values()) {
      total = total.add(Atto.requireTerm("votes", each));
    }
    BigInteger pot = received.poolAtto();
    if (total.signum() == 0 || pot.signum() == 0) {
      return new Accrual(received, holdingsAtto);
    }
    SortedMap<String, BigInteger> holdings = new TreeMap<>(holdingsAtto);
    BigInteger shared = BigInteger.ZERO;
    for (Map.Entry<String, BigInteger> each : votes.entrySet()) {
      BigInteger share = pot.multiply(each.getValue()).divide(total);
      if (share.signum() > 0) {
        holdings.merge(each.getKey(), share, BigInteger::add);
        shared = shared.add(share);
      }
    }
    return new Accrual(received.withHeld(shared), holdings);
  }

  /** What a transmission would send now, in whole wei. */
  public Wei sendable() {
    return Atto.wholeWei(book.holdingAtto());
  }

  /**
   * Everything held goes into the next batch (3.2).
   *
   * @return empty where less than one wei is held: then nothing happens
   */
  public Optional<Transmission> transmit(long height) {
    Wei tokens = sendable();
    if (tokens.isZero()) {
      return Optional.empty();
    }
    Batch batch = new Batch(book.nextSeq(), height, tokens, book.holdingAtto(), holdingsAtto);
    return Optional.of(
        new Transmission(new Accrual(book.withBatch(tokens), new TreeMap<>()), batch));
  }

  /**
   * Takes a batch back: each curator's part to the curator, the rest to the pool (3.4).
   *
   * @param outbox what of the batch waits to be sent
   * @throws LaneRefusedException {@code TOKENS_NOT_HOME} unless that is all of it
   */
  public Accrual cancel(Batch batch, Wei outbox) {
    requireHome(batch.seq(), batch.totalTokens(), outbox);
    BigInteger tokens = Atto.of(batch.totalTokens());
    SortedMap<String, BigInteger> holdings = new TreeMap<>(holdingsAtto);
    BigInteger back = BigInteger.ZERO;
    for (Map.Entry<String, BigInteger> each : batch.weightsAtto().entrySet()) {
      BigInteger part = tokens.multiply(each.getValue()).divide(batch.totalWeightAtto());
      if (part.signum() > 0) {
        holdings.merge(each.getKey(), part, BigInteger::add);
        back = back.add(part);
      }
    }
    return new Accrual(book.withCancelled(batch.totalTokens(), back), holdings);
  }

  /**
   * @throws LaneRefusedException {@code TOKENS_NOT_HOME} unless all of a batch waits to be sent
   */
  public static void requireHome(long seq, Wei totalTokens, Wei outbox) {
    if (!outbox.equals(totalTokens)) {
      throw LaneRefusal.TOKENS_NOT_HOME.of("seq", seq);
    }
  }

  /**
   * How much of a batch a transfer takes (3.3).
   *
   * @param wanted null: all that waits
   * @throws LaneRefusedException {@code BAD_AMOUNT}
   */
  public static Wei sent(@Nullable Wei wanted, Wei outbox) {
    Wei amount = wanted == null ? outbox : wanted;
    if (amount.isZero() || amount.compareTo(outbox) > 0) {
      throw LaneRefusal.BAD_AMOUNT.of("amountWei", amount);
    }
    return amount;
  }
}
