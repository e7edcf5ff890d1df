package dev.curation.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.curation.planfiles.PlanFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan after its swaps: what they really fetched, instead of the rate. */
class ProceedsTest {
  private static PayoutPlanner article() throws IOException {
    Path file = Path.of("src/test/resources/vectors/payout-plan/01-article-echo-pool.json");
    return PayoutPlanner.of(
        PlanFile.of(
                JsonParser.parseString(Files.readString(file))
                    .getAsJsonObject()
                    .getAsJsonObject("input"))
            .request());
  }

  private static Proceeds proceeds(String at, String sell, String buy) {
    return new Proceeds(at, sell, new BigInteger(buy));
  }

  @Test
  void shouldShareWhatTheSwapsReallyFetched() throws IOException {
    PayoutPlan plan = article().plan();
    assertEquals(
        plan, article().withProceeds(List.of(proceeds("echo", "UNDEAD", "2680694351833910"))));
    PayoutPlan real = article().withProceeds(List.of(proceeds("echo", "UNDEAD", "1000000000")));
    assertEquals(plan.swaps().get(0).sellAmount(), real.swaps().get(0).sellAmount());
    assertEquals(
        new BigInteger("5008304200000000").add(new BigInteger("1000000000")),
        real.transfers().stream()
            .map(PayoutPlan.Transfer::amount)
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  @Test
  void shouldNameASwapThatIsMissingDoubledOrUnknown() throws IOException {
    Proceeds right = proceeds("echo", "UNDEAD", "1");
    for (List<Proceeds> wrong :
        List.of(
            List.<Proceeds>of(),
            List.of(right, right),
            List.of(right, proceeds("treasury", "UNDEAD", "1")),
            List.of(proceeds("echo", "UNDEAD", "-1")))) {
      PayoutPlanner planner = article();
      PlanRefusedException refused =
          assertThrows(PlanRefusedException.class, () -> planner.withProceeds(wrong));
      assertEquals(PlanRefusal.BAD_VALUE, refused.refusal());
      assertTrue(refused.field().startsWith("proceeds"), refused.field());
    }
  }

  @Test
  void shouldTellEveryHopOfNaiveExecution() throws IOException {
    PayoutPlanner planner = article();
    PlanTrace trace = planner.trace(planner.plan());
    assertEquals(16, trace.hops().size());
    assertTrue(trace.hops().stream().allMatch(PlanTrace.Hop::netted));
    assertTrue(
        trace.hops().stream()
            .anyMatch(
                hop ->
                    hop.from().equals("stakers")
                        && hop.to().equals("treasury")
                        && hop.amount().toString().equals("39256812000000000000")));
  }
}
