package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A random life of a pool, refused steps included. The same seed gives the same. */
final class History {
  static final List<Denom> DENOMS = List.of(Denom.NATIVE, new Denom("usdc"), new Denom("weth"));

  private static final int STEPS = 70;
  private static final List<String> PEOPLE = List.of("ann", "ben", "cat", "dan", "eve", "fay");
  private static final List<String> OPERATORS = List.of("o1", "o2", "o3", "o4");
  private static final BigInteger MOST_VOTES = BigInteger.TEN.pow(27);

  private final Random random;
  private final PoolParameters parameters;
  private final EagerPool state;
  private final List<Step> steps = new ArrayList<>();
  private int refusals;

  private History(long seed) {
    random = new Random(seed);
    parameters =
        new PoolParameters(
            random.nextInt(3) == 0 ? BigInteger.ZERO : rate().shiftRight(random.nextInt(8)),
            random.nextBoolean(),
            random.nextInt(4) > 0,
            Set.of());
    state = new EagerPool(parameters);
  }

  static History random(long seed) {
    History history = new History(seed);
    for (int i = 0; i < 3; i++) {
      history.add(Step.create(OPERATORS.get(i), PEOPLE.get(i), history.rate()));
    }
    for (int i = 0; i < STEPS; i++) {
      history.add(history.next());
    }
    return history;
  }

  PoolParameters parameters() {
    return parameters;
  }

  List<Step> steps() {
    return steps;
  }

  /** How many of the steps are refused. */
  int refusals() {
    return refusals;
  }

  private void add(Step step) {
    Refusal refusal = step.oracle().apply(state);
    refusals += refusal == null ? 0 : 1;
    steps.add(step);
  }

  private Step next() {
    return switch (random.nextInt(28)) {
      case 0 -> Step.create(operator(), person(), rate());
      case 1 -> Step.remove(operator());
      case 2, 3 -> Step.setCommission(operator(), rate());
      case 4, 5, 6, 7, 8 -> Step.delegate(person(), operator(), votes());
      case 9, 10 -> undelegate();
      case 11, 12 -> redelegate();
      case 13, 14 -> Step.withdraw(person(), operator(), to());
      case 15 -> Step.withdrawAll(person(), to());
      case 16 -> Step.withdrawOperator(operator(), to());
      case 17 -> Step.setWithdrawAddress(person(), random.nextBoolean() ? "safe" : person());
      case 18 -> Step.block(blocked());
      case 19 -> Step.intake(operator(), money());
      case 20 -> Step.credit(person(), money());
      case 21 -> Step.sweep(PoolRun.TREASURY);
      default -> Step.block(money(), random.nextBoolean() ? operator() : null, bonusRate());
    };
  }

  private Step undelegate() {
    String curator = person();
    String operator = operator();
    return Step.undelegate(curator, operator, part(state.votes(curator, operator)));
  }

  private Step redelegate() {
    String curator = person();
    String source = operator();
    return Step.redelegate(curator, source, operator(), part(state.votes(curator, source)));
  }

  /** All of them, some, or too many. */
  private BigInteger part(BigInteger votes) {
    return switch (random.nextInt(5)) {
      case 0 -> votes();
      case 1, 2 -> votes;
      default -> new BigInteger(votes.bitLength(), random);
    };
  }

  private String person() {
    return any(PEOPLE);
  }

  private String operator() {
    return any(OPERATORS);
  }

  private @Nullable String to() {
    return switch (random.nextInt(5)) {
      case 0 -> person();
      case 1 -> "safe";
      default -> null;
    };
  }

  private Set<String> blocked() {
    Set<String> blocked = new HashSet<>();
    if (random.nextBoolean()) {
      blocked.add("safe");
    }
    if (random.nextInt(3) == 0) {
      blocked.add(person());
    }
    return blocked;
  }

  /** 0 or less rarely, else 1 to 10^27, of any size alike. */
  private BigInteger votes() {
    return switch (random.nextInt(12)) {
      case 0 -> BigInteger.valueOf(-random.nextInt(2));
      case 1 -> BigInteger.ONE;
      case 2 -> MOST_VOTES;
      default -> new BigInteger(1 + random.nextInt(89), random).add(BigInteger.ONE);
    };
  }

  /** 0, 100 per cent, half, odd, and rarely more than all. */
  private BigInteger rate() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> BigInteger.ZERO;
      case 2 -> Scale.ONE_E18;
      case 3 -> Scale.ONE_E18.shiftRight(1);
      default -> new BigInteger(59, random);
    };
  }

  private BigInteger bonusRate() {
    return switch (random.nextInt(6)) {
      case 0 -> rate();
      case 1 -> Scale.ONE_E18.subtract(parameters.taxE18());
      case 2 -> Scale.ONE_E18.subtract(parameters.taxE18()).add(BigInteger.ONE);
      default -> new BigInteger(56, random);
    };
  }

  private Amounts money() {
    Map<Denom, BigInteger> money = new TreeMap<>();
    for (Denom denom : DENOMS) {
      switch (random.nextInt(6)) {
        case 0 -> money.put(denom, BigInteger.ONE);
        case 1 -> money.put(denom, new BigInteger(100, random));
        case 2, 3 -> money.put(denom, new BigInteger(1 + random.nextInt(70), random));
        default -> money.remove(denom);
      }
    }
    return Amounts.of(money);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
