package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a pool (specs/withdrawals.md, Rules), on records of which only those are read
 * that an operation concerns. Each either ends in a change that holds the conservation equation, or
 * is refused and leaves nothing.
 */
public final class Pool {
  private final PoolChange change;
  private final Payouts payouts;

  private Pool(Records records) {
    this.change = new PoolChange(records);
    this.payouts = new Payouts(change);
  }

  /**
   * What an operation did.
   *
   * @param payments by person and denomination, none of 0 wei
   */
  public record Outcome(PoolChange change, List<Payment> payments) {}

  private Outcome done() {
    Conservation.check(change);
    return new Outcome(change, payouts.payments());
  }

  /**
   * @throws RefusedException {@code OPERATOR_EXISTS}, {@code BAD_RATE}
   */
  public static Outcome createOperator(
      Records records, String operator, String owner, BigInteger commissionE18) {
    Pool pool = new Pool(records);
    if (pool.change.operator(operator) != null) {
      throw Refusal.OPERATOR_EXISTS.of("operator", operator);
    }
    requireRate("commissionE18", commissionE18);
    pool.change.put(
        operator,
        new Operator(
            owner,
            commissionE18,
            BigInteger.ZERO,
            records.book().accumulatorQ(),
            Amounts.NONE,
            Amounts.NONE,
            Amounts.NONE));
    return pool.done();
  }

  /**
   * Pays the commission and what else its owner is owed.
   *
   * @throws RefusedException {@code UNKNOWN_OPERATOR}, {@code OPERATOR_HAS_VOTES}
   */
  public static Outcome removeOperator(Records records, String operator) {
    Pool pool = new Pool(records);
    Operator gone = pool.require("operator", operator);
    if (gone.votes().signum() > 0) {
      throw Refusal.OPERATOR_HAS_VOTES.of("operator", operator);
    }
    gone = pool.settle(operator, gone);
    pool.change.put(operator, (Operator) null);
    pool.payouts.afterChange(gone.owner(), gone.commissionQ());
    return pool.done();
  }

  /**
   * What was earned until now is settled at the old rate.
   *
   * @throws RefusedException {@code UNKNOWN_OPERATOR}, {@code BAD_RATE}
   */
  public static Outcome setCommission(Records records, String operator, BigInteger rateE18) {
    Pool pool = new Pool(records);
    Operator changed = pool.require("operator", operator);
    requireRate("rateE18", rateE18);
    pool.change.put(operator, pool.settle(operator, changed).withRate(rateE18));
    return pool.done();
  }

  /**
   * @throws RefusedException {@code UNKNOWN_OPERATOR}, {@code BAD_VOTES}
   */
  public static Outcome delegate(
      Records records, String curator, String operator, BigInteger votes) {
    Pool pool = new Pool(records);
    Operator target = pool.require("operator", operator);
    requireVotes(votes);
    pool.settleDelegation(curator, operator, pool.settle(operator, target));
    pool.payOnChange(curator, operator);
    pool.add(curator, operator, votes);
    return pool.done();
  }

  /**
   * @throws RefusedException {@code UNKNOWN_OPERATOR}, {@code UNKNOWN_DELEGATION}, {@code
   *     BAD_VOTES}, {@code INSUFFICIENT_VOTES}
   */
  public static Outcome undelegate(
      Records records, String curator, String operator, BigInteger votes) {
    Pool pool = new Pool(records);
    Operator source = pool.require("operator", operator);
    pool.requireEnough(curator, operator, votes);
    pool.settleDelegation(curator, operator, pool.settle(operator, source));
    pool.payOnChange(curator, operator);
    pool.take(curator, operator, votes);
    return pool.done();
  }

  /**
   * @throws RefusedException {@code UNKNOWN_OPERATOR}, {@code SAME_OPERATOR}, {@code
   *     UNKNOWN_DELEGATION}, {@code BAD_VOTES}, {@code INSUFFICIENT_VOTES}
   */
  public static Outcome redelegate(
      Records records, String curator, String source, String target, BigInteger votes) {
    Pool pool = new Pool(records);
    Operator from = pool.require("source", source);
    Operator to = pool.require("target", target);
    if (source.equals(target)) {
      throw Refusal.SAME_OPERATOR.of("target", target);
    }
    pool.requireEnough(curator, source, votes);
    pool.settleDelegation(curator, source, pool.settle(source, from));
    pool.settleDelegation(curator, target, pool.settle(target, to));
    pool.payOnChange(curator, source, target);
    pool.take(curator, source, votes);
    pool.add(curator, target, votes);
    return pool.done();
  }

  /**
   * @param to overrides the curator's withdraw address this once; null: it does not
   * @throws RefusedException {@code UNKNOWN_DELEGATION}, {@code BLOCKED_ADDRESS}, {@code
   *     WITHDRAW_ADDRESS_DISABLED}
   */
  public static Outcome withdraw(
      Records records, String curator, String operator, @Nullable String to) {
    Pool pool = new Pool(records);
    if (pool.change.delegation(curator, operator) == null) {
      throw Refusal.UNKNOWN_DELEGATION.of("operator", operator);
    }
    String address = pool.payouts.requireAddress(curator, to);
    pool.payouts.pay(curator, pool.takeEarned(curator, operator), address);
    return pool.done();
  }

  /**
   * The same over several of the curator's delegations, and one payment.
   *
   * @param operators with each of whom the curator has votes
   * @throws RefusedException as {@link #withdraw}
   */
  public static Outcome withdrawAll(
      Records records, String curator, List<String> operators, @Nullable String to) {
    Pool pool = new Pool(records);
    String address = pool.payouts.requireAddress(curator, to);
    Amounts all = Amounts.NONE;
    for (String operator : operators) {
      if (pool.change.delegation(curator, operator) == null) {
        throw Refusal.UNKNOWN_DELEGATION.of("operator", operator);
      }
      all = all.plus(pool.takeEarned(curator, operator));
    }
    pool.payouts.pay(curator, all, address);
    return pool.done();
  }

  /**
   * The commission, what the owner's own votes with this operator have earned, and the owner's
   * credit.
   *
   * @throws RefusedException {@code UNKNOWN_OPERATOR}, {@code BLOCKED_ADDRESS}, {@code
   *     WITHDRAW_ADDRESS_DISABLED}
   */
  public static Outcome withdrawOperator(Records records, String operator, @Nullable String to) {
    Pool pool = new Pool(records);
    String owner = pool.require("operator", operator).owner();
    String address = pool.payouts.requireAddress(owner, to);
    Amounts own = pool.takeEarned(owner, operator);
    Operator settled = Objects.requireNonNull(pool.change.operator(operator));
    pool.change.put(operator, settled.withCommission(Amounts.NONE));
    pool.payouts.pay(owner, own.plus(settled.commissionQ()), address);
    return pool.done();
  }

  /**
   * @param address the person's own: it is paid there again
   * @throws RefusedException {@code WITHDRAW_ADDRESS_DISABLED}, {@code BLOCKED_ADDRESS}
   */
  public static Outcome setWithdrawAddress(Records records, String person, String address) {
    Pool pool = new Pool(records);
    pool.payouts.requireAllowed("address", person, address);
    Account account = pool.change.account(person);
    String elsewhere = address.equals(person) ? null : address;
    pool.change.putAccount(person, new Account(account.creditQ(), elsewhere));
    return pool.done();
  }

  /**
   * Fees come in and are shared by votes.
   *
   * @param bonusOperator takes its bonus first, if it is an operator with votes; null: there is
   *     none
   * @param bonusRateE18 0 to 10^18, at most 10^18 together with the tax
   * @throws RefusedException {@code BAD_RATE}
   */
  public static Outcome block(
      Records records, Amounts feesWei, @Nullable String bonusOperator, BigInteger bonusRateE18) {
    Pool pool = new Pool(records);
    BigInteger tax = records.parameters().taxE18();
    if (bonusRateE18.signum() < 0 || !Scale.isRate(bonusRateE18.add(tax))) {
      throw Refusal.BAD_RATE.of("bonusRateE18", bonusRateE18);
    }
    Operator bonus = bonusOperator == null ? null : pool.change.operator(bonusOperator);
    boolean takesBonus = bonus != null && bonus.votes().signum() > 0;
    FeeBlock block = new FeeBlock(records.book(), takesBonus ? bonusRateE18 : BigInteger.ZERO, tax);
    for (Denom denom : feesWei.denomsWith(records.book().carryQ())) {
      block.share(denom, feesWei.get(denom));
    }
    pool.change.put(block.book());
    if (bonus != null && bonusOperator != null && !block.bonusQ().isNone()) {
      pool.change.put(bonusOperator, bonus.withBonus(bonus.bonusQ().plus(block.bonusQ())));
    }
    return pool.done();
  }

  /**
   * Money meant for one operator: shared with those who have votes there, else its owner's.
   *
   * @throws RefusedException {@code UNKNOWN_OPERATOR}
   */
  public static Outcome intake(Records records, String operator, Amounts wei) {
    return bring(records, Map.of(operator, wei), Map.of());
  }

  /** Money meant for one person, by denomination. */
  public static Outcome credit(Records records, String person, Amounts wei) {
    return bring(records, Map.of(), Map.of(person, wei));
  }

  /** The same for many of both: by operator, and by person, what each is brought. */
  public static Outcome bring(
      Records records, Map<String, Amounts> operators, Map<String, Amounts> people) {
    Pool pool = new Pool(records);
    operators.forEach(pool::takeIn);
    people.forEach((person, wei) -> pool.payouts.credit(person, pool.receive(wei)));
    return pool.done();
  }

  private void takeIn(String operator, Amounts wei) {
    Operator target = require("operator", operator);
    Amounts received = receive(wei);
    if (target.votes().signum() > 0) {
      change.put(operator, target.withBonus(target.bonusQ().plus(received)));
    } else {
      payouts.credit(target.owner(), received);
    }
  }

  /**
   * Money comes in for one person and is paid at once, with the person's credit.
   *
   * @throws RefusedException {@code BLOCKED_ADDRESS}, {@code WITHDRAW_ADDRESS_DISABLED}
   */
  public static Outcome withdrawShares(
      Records records, String person, Amounts wei, @Nullable String to) {
    Pool pool = new Pool(records);
    String address = pool.payouts.requireAddress(person, to);
    pool.payouts.pay(person, pool.receive(wei), address);
    return pool.done();
  }

  /** Pays the whole wei of tax and dust to the treasury. */
  public static Outcome sweep(Records records, String treasury) {
    Pool pool = new Pool(records);
    pool.payouts.sweep(treasury);
    return pool.done();
  }

  /** In parts of 1/Q wei. */
  private Amounts receive(Amounts wei) {
    PoolBook book = change.book();
    change.put(book.withReceived(book.receivedWei().plus(wei)));
    return wei.times(Scale.Q);
  }

  private Operator require(String field, String operator) {
    Operator found = change.operator(operator);
    if (found == null) {
      throw Refusal.UNKNOWN_OPERATOR.of(field, operator);
    }
    return found;
  }

  private static void requireRate(String field, BigInteger rateE18) {
    if (!Scale.isRate(rateE18)) {
      throw Refusal.BAD_RATE.of(field, rateE18);
    }
  }

  private static void requireVotes(BigInteger votes) {
    if (votes.signum() <= 0) {
      throw Refusal.BAD_VOTES.of("votes", votes);
    }
  }

  private void requireEnough(String curator, String operator, BigInteger votes) {
    Delegation delegation = change.delegation(curator, operator);
    if (delegation == null) {
      throw Refusal.UNKNOWN_DELEGATION.of("curator", curator);
    }
    requireVotes(votes);
    if (votes.compareTo(delegation.votes()) > 0) {
      throw Refusal.INSUFFICIENT_VOTES.of("votes", votes);
    }
  }

  /** Settles the operator with everything that came in since. */
  private Operator settle(String id, Operator operator) {
    Settlement settlement = Settlement.of(change.book(), operator);
    change.put(settlement.book());
    change.put(id, settlement.operator());
    return settlement.operator();
  }

  private @Nullable Delegation settleDelegation(String curator, String id, Operator settled) {
    Delegation delegation = change.delegation(curator, id);
    if (delegation == null) {
      return null;
    }
    Delegation result = Settlement.of(delegation, settled);
    change.put(curator, id, result);
    return result;
  }

  /** Settles operator and delegation and takes what the delegation has earned out of it. */
  private Amounts takeEarned(String curator, String id) {
    Operator settled = settle(id, require("operator", id));
    Delegation delegation = settleDelegation(curator, id, settled);
    if (delegation == null) {
      return Amounts.NONE;
    }
    change.put(curator, id, delegation.paidOut());
    return delegation.accruedQ();
  }

  /** Pays what the curator's settled delegations with these operators have earned. */
  private void payOnChange(String curator, String... operators) {
    Amounts earned = Amounts.NONE;
    boolean isFirst = true;
    for (String operator : operators) {
      Delegation delegation = change.delegation(curator, operator);
      if (delegation != null && change.parameters().autoWithdrawOnChange()) {
        isFirst = false;
        earned = earned.plus(delegation.accruedQ());
        change.put(curator, operator, delegation.paidOut());
      }
    }
    // A first delegation has earned nothing, so nothing is paid, not even credit.
    if (!isFirst) {
      payouts.afterChange(curator, earned);
    }
  }

  private void add(String curator, String id, BigInteger votes) {
    Operator operator = require("operator", id);
    Delegation before = change.delegation(curator, id);
    Delegation after =
        before == null
            ? new Delegation(votes, operator.ratioQ(), Amounts.NONE)
            : before.withVotes(before.votes().add(votes));
    change.put(curator, id, after);
    change.put(id, operator.withVotes(operator.votes().add(votes)));
    change.put(change.book().withVotes(change.book().totalVotes().add(votes)));
  }

  private void take(String curator, String id, BigInteger votes) {
    Operator operator = require("operator", id);
    Delegation before = Objects.requireNonNull(change.delegation(curator, id));
    BigInteger left = before.votes().subtract(votes);
    if (left.signum() == 0) {
      payouts.credit(curator, before.accruedQ());
      change.put(curator, id, (Delegation) null);
    } else {
      change.put(curator, id, before.withVotes(left));
    }
    change.put(id, operator.withVotes(operator.votes().subtract(votes)));
    change.put(change.book().withVotes(change.book().totalVotes().subtract(votes)));
  }
}
