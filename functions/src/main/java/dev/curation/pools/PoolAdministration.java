package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Payment;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import dev.curation.withdrawals.PoolChange;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a pool's administration does: fee blocks, settings, the sweep of tax and dust. */
public final class PoolAdministration {
  /** Denominations of a pool: as many as one payment takes. */
  private static final int MOST_DENOMS = dev.curation.payments.Payment.MOST_TRANSFERS;

  private final PoolBooks books;

  public PoolAdministration(PoolBooks books) {
    this.books = books;
  }

  /**
   * Fees come in for all operators of the pool (specs/withdrawals.md, block). Reads and writes the
   * pool's document, and the operator's that takes a bonus.
   *
   * @param height higher than that of all blocks before: one that is not was applied already
   * @return whether it was applied now
   * @throws dev.curation.withdrawals.RefusedException {@code BAD_RATE}
   */
  public boolean block(
      ChainId pool,
      long height,
      Amounts feesWei,
      @Nullable Address bonusOperator,
      BigInteger bonusRateE18) {
    String bonus = bonusOperator == null ? null : bonusOperator.hex();
    List<DocumentPath> wanted =
        bonusOperator == null ? List.of() : List.of(Paths.poolOperator(pool, bonusOperator));
    return books.change(
        pool,
        wanted,
        (documents, now) -> {
          Long newest = documents.height();
          if (newest != null && height <= newest) {
            return Step.done(false, documents);
          }
          requireDenoms(
              documents.book().receivedWei().plus(feesWei).plus(Denom.NATIVE, BigInteger.ONE));
          Outcome outcome = Pool.block(documents, feesWei, bonus, bonusRateE18);
          return new Step<>(
              true, outcome, new PoolDocuments.Extras(documents.settings(), height), "", List.of());
        });
  }

  /** What curation brings is native: its place is kept. */
  private static void requireDenoms(Amounts amounts) {
    if (amounts.byDenom().size() > MOST_DENOMS) {
      throw new InvalidValueException(
          "fees", amounts.byDenom().lastKey(), "would be more than " + MOST_DENOMS + " denoms");
    }
  }

  /** From now on; nothing is settled or paid. */
  public void set(ChainId pool, UnaryOperator<PoolSettings> change) {
    books.change(
        pool,
        List.of(),
        (documents, now) ->
            new Step<>(
                true,
                new Outcome(new PoolChange(documents), List.of()),
                new PoolDocuments.Extras(change.apply(documents.settings()), documents.height()),
                "",
                List.of()));
  }

  /**
   * Pays the whole wei of tax and dust to the treasury.
   *
   * @param requestId the same sweep is done once
   * @return what it pays, also where it was done before
   */
  public List<Payment> sweep(ChainId pool, Address treasury, String requestId) {
    DocumentPath path = Paths.poolReceipt(pool, treasury, "sweep:" + requestId);
    String id = "lazy:" + pool + ":sweep:" + treasury + ":" + requestId;
    return books.change(
        pool,
        List.of(path),
        (documents, now) -> {
          Optional<StoredDocument> before = documents.found(path);
          if (before.isPresent()) {
            Receipt receipt = MalformedDocumentException.decode(before.get(), Receipt::decode);
            return Step.done(receipt.payments(), documents);
          }
          Outcome outcome = Pool.sweep(documents, treasury.hex());
          String paid = outcome.payments().isEmpty() ? null : id;
          Receipt receipt =
              new Receipt("sweep", requestId, outcome.payments(), paid, null, null, now);
          return Step.of(
              outcome.payments(),
              documents,
              outcome,
              id,
              List.of(new Write.Create(path, receipt.encode())));
        });
  }
}
