package dev.curation.pools;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.withdrawals.Scale;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people do, everybody gets what an exact recount of each hour says. */
class PoolHistoriesTest {
  private static final int HISTORIES = 60;
  private static final int STEPS = 100;

  /** The parts of a wei that nobody may lose one of. */
  private static final BigInteger TINY = BigInteger.TEN.pow(25);

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 40})
  void shouldPayEverybodyWhatAnExactRecountSays(int first) {
    int done = 0;
    int refused = 0;
    for (long seed = first; seed < first + HISTORIES / 3; seed++) {
      PoolHistory history = new PoolHistory(seed);
      history.run(STEPS);
      history.end();
      check(history, "seed " + seed);
      done += history.world.below("payments").size();
      refused += history.refused;
    }
    assertTrue(done > 300 && refused > 100, done + " done, " + refused + " refused");
  }

  private static void check(PoolHistory history, String message) {
    PoolWorld world = history.world;
    List<Address> curators = PoolHistory.CURATORS.stream().map(PoolWorld::person).toList();
    SortedMap<Address, Fraction> exact = EagerRecount.of(world, curators, history.stints);
    Map<String, BigInteger> paid = world.paid();
    Fraction sum = Fraction.ZERO;
    for (int person = 1; person <= 12; person++) {
      Fraction wei = exact.getOrDefault(person(person), Fraction.ZERO);
      String hex = person(person).hex();
      Fraction got = Fraction.of(paid.getOrDefault(hex, BigInteger.ZERO)).plus(credit(world, hex));
      assertTrue(
          wei.minus(got).isBelow(TINY), message + ": person " + person + " of " + wei + ": " + got);
      sum = sum.plus(wei);
    }
    BigInteger all = paid.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger left = world.sums().left(Denom.NATIVE);
    assertEquals(sum, Fraction.of(all.add(left)), message);
    assertPlacedAsInForce(world, message);
  }

  /** Less than a wei, which is paid with what comes next. */
  private static Fraction credit(PoolWorld world, String person) {
    Fields account = world.below("accounts").get(person);
    return account == null
        ? Fraction.ZERO
        : new Fraction(PoolCodec.account(account).creditQ().get(Denom.NATIVE), Scale.Q);
  }

  private static void assertPlacedAsInForce(PoolWorld world, String message) {
    Map<String, String> inForce = new TreeMap<>();
    world.below("delegations").forEach((id, fields) -> inForce.put(id, fields.string("votes")));
    Map<String, String> placed = new TreeMap<>();
    world
        .database
        .snapshot()
        .forEach(
            (path, fields) -> {
              List<String> parts = List.of(path.path().split("/"));
              if (parts.contains("placements")) {
                placed.put(
                    parts.get(parts.size() - 3) + "_" + path.id(),
                    Long.toString(fields.integer("votes")));
              }
            });
    assertEquals(placed, inForce, message);
  }
}
