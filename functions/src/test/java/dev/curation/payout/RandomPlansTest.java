package dev.curation.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random flows beside a second implementation; the planner checks its own equations each time. */
class RandomPlansTest {
  private static final int FLOWS = 2_500;

  /** What all payees hold and are owed, by asset. */
  private static Map<String, BigInteger> owned(PayoutPlan plan) {
    Map<String, BigInteger> owned = new TreeMap<>();
    plan.entitlements()
        .values()
        .forEach(all -> all.forEach((asset, sum) -> owned.merge(asset, sum, BigInteger::add)));
    return owned;
  }

  private static Map<String, BigInteger> expected(PayoutRequest request, PayoutPlan plan) {
    Map<String, BigInteger> expected = new TreeMap<>(plan.totals());
    request.carried().forEach(c -> expected.merge(c.asset(), c.amount(), BigInteger::add));
    for (PayoutPlan.Swap swap : plan.swaps()) {
      expected.merge(swap.sell(), swap.sellAmount().negate(), BigInteger::add);
      expected.merge(swap.buy(), swap.buyAmount(), BigInteger::add);
    }
    expected.values().removeIf(sum -> sum.signum() == 0);
    return expected;
  }

  @Tag("slow")
  @Test
  void shouldEqualTheNaiveImplementationInRandomFlows() {
    int refused = 0;
    int deferred = 0;
    int swaps = 0;
    for (int seed = 0; seed < FLOWS; seed++) {
      RandomRequests requests = new RandomRequests(seed);
      PayoutRequest request = requests.next();
      PayoutPlan plan;
      try {
        plan = PayoutPlanner.of(request).plan();
      } catch (PlanRefusedException e) {
        assertEquals(PlanRefusal.NON_TERMINATING_CYCLE, e.refusal(), "seed " + seed);
        refused++;
        continue;
      }
      NaivePlan naive = new NaivePlan(request);
      for (String asset : plan.totals().keySet()) {
        assertEquals(naive.exact(asset), plan.exactFinal().get(asset), "seed " + seed);
        assertEquals(NaivePlan.whole(naive.exact(asset)), plan.finals().get(asset), "seed " + seed);
      }
      assertEquals(expected(request, plan), owned(plan), "seed " + seed);
      assertEquals(
          plan, PayoutPlanner.of(requests.shuffled(request)).plan(), "order, seed " + seed);
      deferred += plan.deferred().size();
      swaps += plan.swaps().size();
    }
    assertTrue(refused < FLOWS / 4, refused + " refused");
    assertTrue(deferred > FLOWS / 8, deferred + " deferred");
    assertTrue(swaps > FLOWS / 8, swaps + " swaps");
  }

  @Test
  void shouldConserveEverythingThroughPlansThatFollowEachOther() {
    int carriedOver = 0;
    for (int seed = 0; seed < 500; seed++) {
      RandomRequests requests = new RandomRequests(seed);
      List<Carried> carried = new ArrayList<>();
      for (int day = 0; day < 4; day++) {
        PayoutRequest base = requests.next();
        // Another day, other flows among the same nodes; who is owed something may be gone.
        List<PayoutNode> nodes = new ArrayList<>(base.nodes());
        for (int i = 0; i < 5; i++) {
          PayoutNode old = new PayoutNode("p" + i, PayoutNode.Kind.POOL);
          if (nodes.stream().noneMatch(node -> node.id().equals(old.id()))) {
            nodes.add(old);
          }
        }
        PayoutRequest request =
            requests.request(nodes, base.routes(), base.stakers(), base.gains(), carried);
        try {
          PayoutPlan plan = PayoutPlanner.of(request).plan();
          assertEquals(expected(request, plan), owned(plan), "seed " + seed);
          carried = new ArrayList<>(plan.carriedOver());
          carriedOver += carried.size();
        } catch (PlanRefusedException e) {
          assertEquals(PlanRefusal.NON_TERMINATING_CYCLE, e.refusal(), "seed " + seed);
        }
      }
    }
    assertTrue(carriedOver > 500, carriedOver + " carried over");
  }
}
