package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
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
   * @throws dev.curation.withdrawals.RefusedException {@code BAD_RATE}
   */
  static void requireAllowed(PoolSettings settings, String field, BigInteger rateE18) {
    if (rateE18.compareTo(settings.minCommissionE18()) < 0
        || rateE18.compareTo(settings.maxCommissionE18()) > 0) {
      throw Refusal.BAD_RATE.of(field, rateE18);
    }
  }

  /**
   * Where changes are limited, there is one in 24 hours, and it is not larger.
   *
   * @param asked the rate that was asked for last
   * @throws dev.curation.withdrawals.RefusedException {@code BAD_RATE}
   */
  static void requireAllowed(
      PoolSettings settings, Optional<StoredDocument> asked, BigInteger rateE18, long now) {
    if (rateE18.compareTo(Scale.ONE_E18) > 0) {
      throw Refusal.BAD_RATE.of("rateE18", rateE18);
    }
    requireAllowed(settings, "rateE18", rateE18);
    boolean limited = settings.maxCommissionChangeE18().compareTo(Scale.ONE_E18) < 0;
    if (limited && asked.isPresent()) {
      Fields last = asked.get().fields();
      BigInteger change = PoolCodec.integer(last, "rateE18").subtract(rateE18).abs();
      if (change.compareTo(settings.maxCommissionChangeE18()) > 0
          || now - last.integer("updatedAt") < DAY) {
        throw Refusal.BAD_RATE.of("rateE18", rateE18);
      }
    }
  }

  static Write write(ChainId pool, Address operator, BigInteger rateE18, long now) {
    return new Write.Put(Paths.poolRate(pool, operator), fields(rateE18, now));
  }

  /** On condition that nobody has asked for another rate meanwhile. */
  static Write write(
      ChainId pool,
      Address operator,
      Optional<StoredDocument> asked,
      BigInteger rateE18,
      long now) {
    return asked
        .<Write>map(doc -> new Write.Update(doc.path(), fields(rateE18, now), doc.updateTime()))
        .orElseGet(() -> new Write.Create(Paths.poolRate(pool, operator), fields(rateE18, now)));
  }

  private static Fields fields(BigInteger rateE18, long now) {
    return Fields.builder().put("rateE18", rateE18.toString()).put("updatedAt", now).build();
  }
}
