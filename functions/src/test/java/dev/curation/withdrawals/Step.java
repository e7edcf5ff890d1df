package dev.curation.withdrawals;

import dev.curation.withdrawals.Pool.Outcome;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of a pool's history, by the rules and by the oracle.
 *
 * @param rules gives null where it changes parameters alone
 * @param oracle gives null where nothing is refused
 */
record Step(
    String text,
    Function<MemoryRecords, @Nullable Outcome> rules,
    Function<EagerPool, @Nullable Refusal> oracle) {
  static Step create(String operator, String owner, BigInteger rate) {
    return new Step(
        "create " + operator + " of " + owner + " at " + rate,
        records -> Pool.createOperator(records, operator, owner, rate),
        eager -> eager.create(operator, owner, rate));
  }

  static Step remove(String operator) {
    return new Step(
        "remove " + operator,
        records -> Pool.removeOperator(records, operator),
        eager -> eager.remove(operator));
  }

  static Step setCommission(String operator, BigInteger rate) {
    return new Step(
        "commission of " + operator + " " + rate,
        records -> Pool.setCommission(records, operator, rate),
        eager -> eager.setCommission(operator, rate));
  }

  static Step delegate(String curator, String operator, BigInteger votes) {
    return new Step(
        curator + " delegates " + votes + " to " + operator,
        records -> Pool.delegate(records, curator, operator, votes),
        eager -> eager.delegate(curator, operator, votes));
  }

  static Step undelegate(String curator, String operator, BigInteger votes) {
    return new Step(
        curator + " undelegates " + votes + " from " + operator,
        records -> Pool.undelegate(records, curator, operator, votes),
        eager -> eager.undelegate(curator, operator, votes));
  }

  static Step redelegate(String curator, String source, String target, BigInteger votes) {
    return new Step(
        curator + " redelegates " + votes + " from " + source + " to " + target,
        records -> Pool.redelegate(records, curator, source, target, votes),
        eager -> eager.redelegate(curator, source, target, votes));
  }

  static Step withdraw(String curator, String operator, @Nullable String to) {
    return new Step(
        curator + " withdraws from " + operator + " to " + to,
        records -> Pool.withdraw(records, curator, operator, to),
        eager -> eager.withdraw(curator, operator, to));
  }

  static Step withdrawAll(String curator, @Nullable String to) {
    return new Step(
        curator + " withdraws all to " + to,
        records -> Pool.withdrawAll(records, curator, records.operatorsOf(curator), to),
        eager -> eager.withdrawAll(curator, to));
  }

  static Step withdrawOperator(String operator, @Nullable String to) {
    return new Step(
        operator + " withdraws to " + to,
        records -> Pool.withdrawOperator(records, operator, to),
        eager -> eager.withdrawOperator(operator, to));
  }

  static Step setWithdrawAddress(String person, String address) {
    return new Step(
        person + " is paid at " + address,
        records -> Pool.setWithdrawAddress(records, person, address),
        eager -> eager.setWithdrawAddress(person, address));
  }

  static Step block(Amounts fees, @Nullable String bonusOperator, BigInteger bonusRate) {
    return new Step(
        "block " + fees + ", bonus " + bonusRate + " to " + bonusOperator,
        records -> Pool.block(records, fees, bonusOperator, bonusRate),
        eager -> eager.block(fees, bonusOperator, bonusRate));
  }

  static Step intake(String operator, Amounts wei) {
    return new Step(
        "intake of " + operator + " " + wei,
        records -> Pool.intake(records, operator, wei),
        eager -> eager.intake(operator, wei));
  }

  static Step credit(String person, Amounts wei) {
    return new Step(
        "credit of " + person + " " + wei,
        records -> Pool.credit(records, person, wei),
        eager -> eager.credit(person, wei));
  }

  static Step sweep(String treasury) {
    return new Step("sweep", records -> Pool.sweep(records, treasury), eager -> null);
  }

  static Step block(Set<String> addresses) {
    return new Step(
        "blocked are " + addresses,
        records -> {
          records.setParameters(blocked(records.parameters(), addresses));
          return null;
        },
        eager -> {
          eager.setParameters(blocked(eager.parameters(), addresses));
          return null;
        });
  }

  private static PoolParameters blocked(PoolParameters before, Set<String> addresses) {
    return new PoolParameters(
        before.taxE18(), before.autoWithdrawOnChange(), before.withdrawAddressEnabled(), addresses);
  }
}
