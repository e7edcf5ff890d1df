package dev.curation.apr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A price is held for a minute here, and kept for an hour while nobody can tell a newer one. */
class CachedPricesTest {
  private static final Logger LOG = Logger.getLogger(CachedPrices.class.getName());

  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final Source source = new Source();
  private Instant now = Instant.parse("2026-02-01T00:00:00Z");
  private final CachedPrices prices =
      new CachedPrices(source, Duration.ofMinutes(1), Duration.ofHours(1), () -> now);

  /** Tells a price, or fails. */
  private static final class Source implements TokenPrices {
    private Optional<TokenPrice> price = price(1);
    private int asked;
    private boolean down;
    private Runnable meanwhile = () -> {};

    @Override
    public Optional<TokenPrice> latest() {
      asked++;
      meanwhile.run();
      if (down) {
        throw new IllegalStateException("the node is down");
      }
      return price;
    }

    @Override
    public Optional<TokenPrice> at(long blockNumber) {
      var unused = latest();
      return price(blockNumber);
    }
  }

  private static Optional<TokenPrice> price(long eth) {
    return Optional.of(TokenPrice.fixed(BigDecimal.valueOf(eth)));
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
    LOG.setLevel(Level.WARNING); // Tests are told to be silent.
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
    LOG.setLevel(null);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void shouldAskOncePerMinute() {
    assertEquals(price(1), prices.latest());
    source.price = price(2);
    later(Duration.ofMillis(59_999));
    assertEquals(price(1), prices.latest());
    assertEquals(1, source.asked);
    later(Duration.ofMillis(1));
    assertEquals(price(2), prices.latest());
    assertEquals(2, source.asked);
  }

  @Test
  void shouldKeepTheLastPriceForAnHourWhileTheSourceFails() {
    assertEquals(price(1), prices.latest());
    source.down = true;
    later(Duration.ofMinutes(59));
    assertEquals(price(1), prices.latest());
    later(Duration.ofMillis(59_999));
    assertEquals(price(1), prices.latest());
    later(Duration.ofMillis(1));
    assertEquals(Optional.empty(), prices.latest(), "an hour after it was read");
    source.down = false;
    source.price = price(3);
    later(Duration.ofMinutes(1));
    assertEquals(price(3), prices.latest());
  }

  @Test
  void shouldAskOncePerMinuteAndSayWhyWhileTheSourceFails() {
    source.down = true;
    assertEquals(Optional.empty(), prices.latest());
    assertEquals(Optional.empty(), prices.latest());
    assertEquals(1, source.asked);
    later(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), prices.latest());
    assertEquals(2, source.asked);
    assertEquals(2, logged.size());
    String message = logged.getFirst().getMessage();
    assertEquals("The token's price is not known: the node is down", message);
  }

  @Test
  void shouldAskForThePriceOfABlockEachTime() {
    assertEquals(price(7), prices.at(7));
    assertEquals(price(7), prices.at(7));
    assertEquals(2, source.asked);
    source.down = true;
    assertEquals(Optional.empty(), prices.at(7));
    assertEquals(1, logged.size());
  }

  @Test
  void shouldNotLetOthersWaitWhoHaveAPriceToShow() throws Exception {
    assertEquals(price(1), prices.latest());
    later(Duration.ofMinutes(2));
    source.price = price(2);
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    source.meanwhile =
        () -> {
          asking.countDown();
          await(answer);
        };
    CompletableFuture<Optional<TokenPrice>> first = CompletableFuture.supplyAsync(prices::latest);
    await(asking);
    assertEquals(price(1), prices.latest());
    answer.countDown();
    assertEquals(price(2), first.get(10, TimeUnit.SECONDS));
    assertEquals(2, source.asked);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
