package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The same pool the other way: everybody is paid an exact fraction in every block. It knows nothing
 * of ratios, settlements and credit, and shares no code with the rules that it checks; it only
 * counts what those may lose by rounding (specs/withdrawals.md, Shortfall bound).
 */
final class EagerPool {
  /** Who gets the commission of an operator, and how much of its income. */
  record Eager(String owner, BigInteger rateE18) {}

  private PoolParameters parameters;
  private final Map<String, Eager> operators = new TreeMap<>();
  private final Map<String, Map<String, BigInteger>> votes = new TreeMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Map<Denom, Fraction> carry = new TreeMap<>();
  private final Map<String, Map<Denom, Fraction>> earned = new TreeMap<>();
  private final Map<String, BigInteger> shortfall = new HashMap<>();
  private BigInteger dust = BigInteger.ZERO;

  EagerPool(PoolParameters parameters) {
    this.parameters = parameters;
  }

  void setParameters(PoolParameters changed) {
    parameters = changed;
  }

  PoolParameters parameters() {
    return parameters;
  }

  Map<String, Eager> operators() {
    return operators;
  }

  /** By operator, then by curator. */
  Map<String, Map<String, BigInteger>> votes() {
    return votes;
  }

  BigInteger votes(String curator, String operator) {
    return votes.getOrDefault(operator, Map.of()).getOrDefault(curator, BigInteger.ZERO);
  }

  private BigInteger votesOf(String operator) {
    return votes.getOrDefault(operator, Map.of()).values().stream()
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  BigInteger totalVotes() {
    return votes.keySet().stream().map(this::votesOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Exactly what everybody has earned until now, in wei, paid or not. */
  Map<String, Map<Denom, Fraction>> earned() {
    return earned;
  }

  /** What a person may be short, in parts of 1/Q wei, if everything is settled once more. */
  BigInteger shortfall(String person) {
    BigInteger most = shortfall.getOrDefault(person, BigInteger.ZERO);
    for (Map.Entry<String, Eager> operator : operators.entrySet()) {
      BigInteger own = votes(person, operator.getKey());
      most = own.signum() == 0 ? most : most.add(own).add(BigInteger.ONE);
      most = operator.getValue().owner().equals(person) ? most.add(BigInteger.ONE) : most;
    }
    return most;
  }

  /** How much dust there may be, in parts of 1/Q wei. */
  BigInteger dust() {
    return dust;
  }

  @Nullable Refusal create(String operator, String owner, BigInteger rateE18) {
    if (operators.containsKey(operator)) {
      return Refusal.OPERATOR_EXISTS;
    }
    if (!isRate(rateE18)) {
      return Refusal.BAD_RATE;
    }
    operators.put(operator, new Eager(owner, rateE18));
    return null;
  }

  @Nullable Refusal remove(String operator) {
    if (!operators.containsKey(operator)) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    if (votesOf(operator).signum() > 0) {
      return Refusal.OPERATOR_HAS_VOTES;
    }
    settle(operator);
    operators.remove(operator);
    return null;
  }

  @Nullable Refusal setCommission(String operator, BigInteger rateE18) {
    Eager before = operators.get(operator);
    if (before == null) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    if (!isRate(rateE18)) {
      return Refusal.BAD_RATE;
    }
    settle(operator);
    operators.put(operator, new Eager(before.owner(), rateE18));
    return null;
  }

  @Nullable Refusal delegate(String curator, String operator, BigInteger added) {
    if (!operators.containsKey(operator)) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    if (added.signum() <= 0) {
      return Refusal.BAD_VOTES;
    }
    settle(operator);
    move(curator, operator, added);
    return null;
  }

  @Nullable Refusal undelegate(String curator, String operator, BigInteger taken) {
    if (!operators.containsKey(operator)) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    Refusal refusal = notEnough(curator, operator, taken);
    if (refusal == null) {
      settle(operator);
      move(curator, operator, taken.negate());
    }
    return refusal;
  }

  @Nullable Refusal redelegate(String curator, String source, String target, BigInteger moved) {
    if (!operators.containsKey(source) || !operators.containsKey(target)) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    if (source.equals(target)) {
      return Refusal.SAME_OPERATOR;
    }
    Refusal refusal = notEnough(curator, source, moved);
    if (refusal == null) {
      settle(source);
      settle(target);
      move(curator, source, moved.negate());
      move(curator, target, moved);
    }
    return refusal;
  }

  private @Nullable Refusal notEnough(String curator, String operator, BigInteger taken) {
    BigInteger own = votes(curator, operator);
    if (own.signum() == 0) {
      return Refusal.UNKNOWN_DELEGATION;
    }
    if (taken.signum() <= 0) {
      return Refusal.BAD_VOTES;
    }
    return taken.compareTo(own) > 0 ? Refusal.INSUFFICIENT_VOTES : null;
  }

  private void move(String curator, String operator, BigInteger change) {
    Map<String, BigInteger> own = votes.computeIfAbsent(operator, any -> new TreeMap<>());
    own.merge(curator, change, BigInteger::add);
    own.values().removeIf(left -> left.signum() == 0);
    votes.values().removeIf(Map::isEmpty);
  }

  @Nullable Refusal withdraw(String curator, String operator, @Nullable String to) {
    if (votes(curator, operator).signum() == 0) {
      return Refusal.UNKNOWN_DELEGATION;
    }
    Refusal refusal = badAddress(curator, to);
    if (refusal == null) {
      settle(operator);
    }
    return refusal;
  }

  @Nullable Refusal withdrawAll(String curator, @Nullable String to) {
    Refusal refusal = badAddress(curator, to);
    if (refusal == null) {
      votes.keySet().stream().filter(o -> votes(curator, o).signum() > 0).forEach(this::settle);
    }
    return refusal;
  }

  @Nullable Refusal withdrawOperator(String operator, @Nullable String to) {
    Eager known = operators.get(operator);
    if (known == null) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    Refusal refusal = badAddress(known.owner(), to);
    if (refusal == null) {
      settle(operator);
    }
    return refusal;
  }

  @Nullable Refusal setWithdrawAddress(String person, String address) {
    Refusal refusal = badAddress(person, address);
    if (refusal == null) {
      addresses.put(person, address);
    }
    return refusal;
  }

  private @Nullable Refusal badAddress(String person, @Nullable String to) {
    String address = to == null ? addresses.getOrDefault(person, person) : to;
    if (to != null && !to.equals(person) && !parameters.withdrawAddressEnabled()) {
      return Refusal.WITHDRAW_ADDRESS_DISABLED;
    }
    return parameters.blockedAddresses().contains(address) ? Refusal.BLOCKED_ADDRESS : null;
  }

  @Nullable Refusal block(Amounts feesWei, @Nullable String bonusOperator, BigInteger rateE18) {
    BigInteger taken = rateE18.add(parameters.taxE18());
    if (rateE18.signum() < 0 || !isRate(taken)) {
      return Refusal.BAD_RATE;
    }
    boolean takesBonus = bonusOperator != null && votesOf(bonusOperator).signum() > 0;
    BigInteger outside = takesBonus ? taken : parameters.taxE18();
    feesWei
        .byDenom()
        .forEach(
            (denom, wei) -> {
              Fraction fee = Fraction.of(wei);
              carry.merge(
                  denom, fee.times(Scale.ONE_E18.subtract(outside), Scale.ONE_E18), Fraction::plus);
              if (takesBonus) {
                share(
                    Objects.requireNonNull(bonusOperator),
                    denom,
                    fee.times(rateE18, Scale.ONE_E18));
              }
            });
    BigInteger all = totalVotes();
    if (all.signum() > 0) {
      carry.forEach(
          (denom, wei) -> votes.keySet().forEach(o -> share(o, denom, wei.times(votesOf(o), all))));
      carry.clear();
      loseByBlock(all);
    }
    return null;
  }

  private void loseByBlock(BigInteger all) {
    dust = dust.add(all);
    for (Map.Entry<String, Map<String, BigInteger>> operator : votes.entrySet()) {
      operator.getValue().forEach(this::lose);
      Eager known = Objects.requireNonNull(operators.get(operator.getKey()));
      lose(known.owner(), votesOf(operator.getKey()));
    }
  }

  private void settle(String operator) {
    dust = dust.add(votesOf(operator));
    votes
        .getOrDefault(operator, Map.of())
        .forEach((curator, own) -> lose(curator, own.add(BigInteger.ONE)));
    lose(Objects.requireNonNull(operators.get(operator)).owner(), BigInteger.ONE);
  }

  private void lose(String person, BigInteger partsOfWei) {
    shortfall.merge(person, partsOfWei, BigInteger::add);
  }

  /** Money of an operator with votes: commission to the owner, the rest by votes. */
  private void share(String operator, Denom denom, Fraction wei) {
    Eager known = Objects.requireNonNull(operators.get(operator));
    earn(known.owner(), denom, wei.times(known.rateE18(), Scale.ONE_E18));
    Fraction rest = wei.times(Scale.ONE_E18.subtract(known.rateE18()), Scale.ONE_E18);
    BigInteger all = votesOf(operator);
    Objects.requireNonNull(votes.get(operator))
        .forEach((curator, own) -> earn(curator, denom, rest.times(own, all)));
  }

  @Nullable Refusal intake(String operator, Amounts wei) {
    Eager known = operators.get(operator);
    if (known == null) {
      return Refusal.UNKNOWN_OPERATOR;
    }
    boolean isShared = votesOf(operator).signum() > 0;
    wei.byDenom()
        .forEach(
            (denom, amount) -> {
              if (isShared) {
                share(operator, denom, Fraction.of(amount));
              } else {
                earn(known.owner(), denom, Fraction.of(amount));
              }
            });
    return null;
  }

  @Nullable Refusal credit(String person, Amounts wei) {
    wei.byDenom().forEach((denom, amount) -> earn(person, denom, Fraction.of(amount)));
    return null;
  }

  private void earn(String person, Denom denom, Fraction wei) {
    if (wei.signum() > 0) {
      earned.computeIfAbsent(person, any -> new TreeMap<>()).merge(denom, wei, Fraction::plus);
    }
  }

  private static boolean isRate(BigInteger rateE18) {
    return rateE18.signum() >= 0 && rateE18.compareTo(Scale.ONE_E18) <= 0;
  }
}
