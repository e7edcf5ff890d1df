package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.Refusal;
import dev.curation.withdrawals.Scale;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** The limits of commissions, checked where a rate is set (specs/withdrawals.md, setCommission). */
final class Commissions {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private Commissions() {}

  /**
   * A rate is within the limits; where changes are limited, there is one in 24 hours, and it is not
   * larger.
   *
   * @param asked the rate that was asked for last
   * @throws dev.curation.withdrawals.RefusedException {@code BAD_RATE}
   */
  static void requireAllowed(
      PoolSettings settings,
      String field,
      Optional<StoredDocument> asked,
      BigInteger rateE18,
      long now) {
    if (rateE18.compareTo(settings.minCommissionE18()) < 0
        || rateE18.compareTo(settings.maxCommissionE18()) > 0) {
      throw Refusal.BAD_RATE.of(field, rateE18);
    }
    boolean limited = settings.maxCommissionChangeE18().compareTo(Scale.ONE_E18) < 0;
    if (limited && asked.isPresent()) {
      Fields last = asked.get().fields();
      BigInteger change = PoolCodec.integer(last, "rateE18").subtract(rateE18).abs();
      if (change.compareTo(settings.maxCommissionChangeE18()) > 0
          || now - last.integer("updatedAt") < DAY) {
        throw Refusal.BAD_RATE.of(field, rateE18);
      }
    }
  }

  /**
   * On condition that nobody has asked for another rate meanwhile.
   *
   * @param time from which it counts
   */
  static Write write(
      ChainId pool,
      Address operator,
      Optional<StoredDocument> asked,
      BigInteger rateE18,
      long time,
      long now) {
    Fields fields =
        Fields.builder()
            .put("rateE18", rateE18.toString())
            .put("countsFrom", time)
            .put("leavingUntil", 0L)
            .put("updatedAt", now)
            .build();
    return asked
        .<Write>map(doc -> new Write.Update(doc.path(), fields, doc.updateTime()))
        .orElseGet(() -> new Write.Create(Paths.poolRate(pool, operator), fields));
  }

  /** The next full hour, or right behind the rate that was asked for last. */
  static long countsFrom(Optional<StoredDocument> asked, long now) {
    long next = BlockHour.of(now).end();
    return asked.map(doc -> Math.max(next, doc.fields().integer("countsFrom") + 1)).orElse(next);
  }
}
