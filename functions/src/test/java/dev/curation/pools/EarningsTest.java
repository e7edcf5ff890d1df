package dev.curation.pools;

import static dev.curation.pools.PoolWorld.POOL;
import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people have earned elsewhere comes into a pool. */
class EarningsTest {
  private static final Denom TOKEN = new Denom("0x" + "70".repeat(20));
  private static final DocumentPath MARK = Paths.payment("earnings-test");

  private final PoolWorld world = new PoolWorld();

  /** Says in a document of its own that it was brought. */
  private static final class Once implements Earnings.Source {
    @Override
    public List<DocumentPath> wanted() {
      return List.of(MARK);
    }

    @Override
    public @Nullable String obstacle(
        Function<DocumentPath, Optional<StoredDocument>> found, Address person) {
      return null;
    }

    @Override
    public @Nullable List<Write> writes(
        Function<DocumentPath, Optional<StoredDocument>> found,
        Map<Address, String> uncredited,
        long now) {
      return found.apply(MARK).isPresent()
          ? null
          : List.of(new Write.Create(MARK, Fields.builder().put("at", now).build()));
    }
  }

  private boolean bring(Map<Address, Wei> amounts) {
    return new Earnings(world.books(world.process()))
        .bring(POOL, TOKEN, new TreeMap<>(amounts), new Once());
  }

  private String claimable(int person) {
    return new PoolAnswers(world.process())
        .person(POOL, person(person), null, 10)
        .map("claimableWei")
        .values()
        .getOrDefault(TOKEN.name(), "0")
        .toString();
  }

  @Test
  void shouldCreditPeopleAndShareWithThoseWhoHaveVotesWithAnOperator() {
    world.stake(3, 40);
    world.create(1, 2, "100000000000000000");
    world.delegate(3, 1, 30);
    world.pass(Duration.ofHours(6));
    assertTrue(bring(Map.of(person(1), Wei.of(1_000), person(5), Wei.of(70))));
    assertEquals("70", claimable(5));
    assertEquals("900", claimable(3));
    assertEquals("0", claimable(1));
    assertFalse(bring(Map.of(person(1), Wei.of(1_000), person(5), Wei.of(70))));
    assertEquals("70", claimable(5));
    assertEquals("900", claimable(3));
    var unused = world.sums();
  }

  @Test
  void shouldGiveTheOwnerWhatAnOperatorWithoutVotesHasEarned() {
    world.create(1, 2, "100000000000000000");
    world.pass(Duration.ofHours(6));
    assertTrue(bring(Map.of(person(1), Wei.of(1_000))));
    assertEquals("1000", claimable(2));
    var unused = world.sums();
  }

  @Test
  void shouldTreatAFormerOperatorAsAnybody() {
    world.create(1, 2, "100000000000000000");
    world.pass(Duration.ofHours(6));
    var unused = world.submit(2, new PoolAction.RemoveOperator(person(2), person(1)));
    assertTrue(bring(Map.of(person(1), Wei.of(1_000))));
    assertEquals("1000", claimable(1));
  }
}
