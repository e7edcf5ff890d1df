package dev.curation.apr;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Prices that never fail, since an answer without a price is better than none. The latest price is
 * asked for at most once per {@code hold}, whether that succeeds or not. After a failure the last
 * known one stands until it is {@code keep} old, then there is none; each failure is logged.
 */
public final class CachedPrices implements TokenPrices {
  private static final Logger LOG = Logger.getLogger(CachedPrices.class.getName());

  private final TokenPrices source;
  private final Duration hold;
  private final Duration keep;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Answer last;

  /**
   * @param asked when the source was asked, with or without success
   * @param read when it gave the price
   */
  private record Answer(Optional<TokenPrice> price, Instant asked, Instant read) {}

  /**
   * @param hold how long a price counts as the latest
   * @param keep how long after it was read a price is shown while the source fails, at least {@code
   *     hold}
   */
  public CachedPrices(TokenPrices source, Duration hold, Duration keep, InstantSource clock) {
    this.source = source;
    this.hold = hold;
    this.keep = keep;
    this.clock = clock;
  }

  /** Only the first one waits while another asks: later ones have something to answer. */
  @Override
  public Optional<TokenPrice> latest() {
    Answer known = last;
    if (known != null && isFresh(known)) {
      return kept(known);
    }
    if (known == null) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return kept(known);
    }
    try {
      Answer meanwhile = last;
      if (meanwhile == null || !isFresh(meanwhile)) {
        meanwhile = ask(meanwhile);
        last = meanwhile;
      }
      return kept(meanwhile);
    } finally {
      asking.unlock();
    }
  }

  /** Not held: the source is asked each time. Empty where it fails. */
  @Override
  public Optional<TokenPrice> at(long blockNumber) {
    return attempt(() -> source.at(blockNumber)).orElse(Optional.empty());
  }

  private Answer ask(@Nullable Answer before) {
    Optional<Optional<TokenPrice>> price = attempt(source::latest);
    Instant now = clock.instant();
    if (price.isPresent()) {
      return new Answer(price.get(), now, now);
    }
    return before == null
        ? new Answer(Optional.empty(), now, now)
        : new Answer(before.price(), now, before.read());
  }

  private boolean isFresh(Answer answer) {
    return clock.instant().isBefore(answer.asked().plus(hold));
  }

  private Optional<TokenPrice> kept(Answer answer) {
    return clock.instant().isBefore(answer.read().plus(keep)) ? answer.price() : Optional.empty();
  }

  /** Empty where it fails, in whatever way. */
  private static Optional<Optional<TokenPrice>> attempt(Supplier<Optional<TokenPrice>> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The token's price is not known: " + e.getMessage(), e);
      return Optional.empty();
    }
  }
}
