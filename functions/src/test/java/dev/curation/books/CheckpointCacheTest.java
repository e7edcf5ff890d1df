package dev.curation.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.curation.curation.CuratorAccount;
import dev.curation.curation.RandomLedger;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckpointCacheTest {
  private final CheckpointCache cache = new CheckpointCache(5);

  private static List<CuratorAccount> book(int curators) {
    return IntStream.range(0, curators)
        .mapToObj(
            i ->
                new CuratorAccount(
                    RandomLedger.user(i),
                    Votes.of(1),
                    VotesPerToken.ZERO,
                    Wei.ZERO,
                    Wei.ZERO,
                    Wei.ZERO,
                    0,
                    0,
                    false))
        .toList();
  }

  @Test
  void shouldForgetWhatWasNotAskedForTheLongest() {
    cache.put("a", book(2));
    cache.put("b", book(2));
    assertEquals(book(2), cache.get("a"));
    cache.put("c", book(3));
    assertNull(cache.get("b"));
    assertEquals(book(2), cache.get("a"));
    assertEquals(book(3), cache.get("c"));
  }

  @Test
  void shouldNotKeepABookThatIsTooLarge() {
    cache.put("a", book(2));
    cache.put("b", book(6));
    assertNull(cache.get("b"));
    assertEquals(book(2), cache.get("a"));
  }
}
