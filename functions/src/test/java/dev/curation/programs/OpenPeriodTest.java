package dev.curation.programs;

import static dev.curation.programs.Asked.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who will be counted can be asked before it is done; and what a user has, without changing it. */
class OpenPeriodTest {
  private final RewardProgram program =
      SmallPrograms.of(
              Asked.forActions(
                  action -> {
                    action.type = "SALE";
                    action.role = "BOTH";
                  }))
          .program(1);
  private final OpenPeriod period = new OpenPeriod(program, program.distribution());
  private final ActivityBooks books = new ActivityBooks();

  private List<String> eligible(Activity event) {
    return period.eligible(event, books.facts(event));
  }

  @Test
  void shouldNameThoseWhomItWillCount() {
    Activity sale = Activity.sale(START, "ann", "ben", "apes");
    assertEquals(List.of("ann", "ben"), eligible(sale));
    assertFalse(period.knows("ann"));
    period.judge(sale, books.facts(sale), unused -> {});
    assertTrue(period.knows("ann"));
    assertEquals(Set.of("ann", "ben"), period.accounts().keySet());
    assertFalse(period.knows("carl"));
  }

  @Test
  void shouldNameNobodyForWhatIsNotCounted() {
    assertEquals(List.of(), eligible(Activity.sale(START - 1, "ann", "ben", "apes")));
    assertEquals(List.of(), eligible(Activity.sale(START, "ann", "ann", "apes")));
    assertEquals(List.of(), eligible(Activity.vote(START, "ann", "apes", BigInteger.ONE)));
    books.exclude("ben");
    assertEquals(List.of(), eligible(Activity.sale(START, "ann", "ben", "apes")));
  }

  @Test
  void shouldTellVotesAndStakesOfAUserWithoutZeros() {
    UserBook book = books.user("ann");
    books.apply(Activity.vote(START, "ann", "apes", BigInteger.TEN));
    books.apply(Activity.vote(START, "ann", "cats", BigInteger.ONE));
    books.apply(Activity.unVote(START, "ann", "cats", BigInteger.TWO));
    books.apply(Activity.stake(START, "ann", "s1", null, BigInteger.TEN));
    books.apply(Activity.stake(START, "ann", "s2", "apes", BigInteger.TWO));
    books.apply(Activity.unStake(START, "ann", "s2", "apes", BigInteger.TWO));
    assertEquals(Map.of("apes", BigInteger.TEN), book.votes());
    assertEquals(Map.of("s1", Map.of(UserBook.NO_COLLECTION, BigInteger.TEN)), book.stakes());
    Activity elsewhere = Activity.stake(START, "ann", "s3", null, BigInteger.ONE);
    assertEquals(BigInteger.ZERO, books.facts(elsewhere).stakeHeld("ann"));
  }
}
