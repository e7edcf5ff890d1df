package dev.curation.pools;

import static dev.curation.pools.PoolWorld.POOL;
import static dev.curation.pools.PoolWorld.person;

import dev.curation.money.Denom;
import dev.curation.store.Store;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.PoolParameters;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A pool at work, in which something can be claimed by everybody and of every kind. */
final class PoolScene {
  static final int OPERATOR = 1;
  static final int OWNER = 2;
  static final int ALICE = 3;
  static final int BOB = 4;
  static final int CURATOR = 5;
  static final int OTHER = 6;
  static final int IDLE = 7;
  static final int CAROL = 8;
  static final int TREASURY = 9;
  static final BigInteger PERCENT = BigInteger.TEN.pow(16);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration HOURS = Duration.ofHours(6);
  static final Denom TOKEN = new Denom("0x" + "70".repeat(20));

  private PoolScene() {}

  static BigInteger votes(long votes) {
    return BigInteger.valueOf(votes);
  }

  /** Operators with and without delegators; fees that they earned, and fees for all of them. */
  static PoolWorld world() {
    PoolWorld world = new PoolWorld();
    world.stake(ALICE, 60);
    world.stake(BOB, 10);
    world.stake(CAROL, 20);
    world.stake(TREASURY + 1, 1);
    world.create(OPERATOR, OWNER, PERCENT.multiply(BigInteger.TEN).toString());
    world.create(OTHER, OWNER, "0");
    world.create(IDLE, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 30);
    world.delegate(ALICE, OTHER, 10);
    world.delegate(BOB, OPERATOR, 10);
    world.pass(HOURS);
    world.vote(OPERATOR, 100);
    world.vote(OTHER, 50);
    world.vote(IDLE, 50);
    world.vote(CURATOR, 100);
    world.sale(2_000);
    PoolAdministration administration = world.administration(world.process());
    administration.set(
        POOL,
        new PoolSettings(
            new PoolParameters(PERCENT, true, true, Set.of()),
            BigInteger.ZERO,
            PERCENT.multiply(votes(100)),
            PERCENT.multiply(votes(100))));
    administration.block(POOL, 1, fees(1_003, 777), person(OTHER), PERCENT.multiply(votes(5)));
    world.pass(HOURS);
    return world;
  }

  static Amounts fees(long wei, long tokens) {
    return Amounts.of(Map.of(Denom.NATIVE, votes(wei), TOKEN, votes(tokens)));
  }

  /** Votes are placed, besides, that no stake backs any more. */
  static PoolWorld behind() {
    PoolWorld world = behindWithStake();
    world.unStake(ALICE, 30);
    return world;
  }

  /** Three hours with sales and changes of every kind, sealed, of which the pool knows nothing. */
  static PoolWorld behindWithStake() {
    PoolWorld world = world();
    world.sale(400);
    rate(world, 20);
    world.submit(
        ALICE,
        new PoolAction.Redelegate(person(ALICE), person(OPERATOR), person(OTHER), votes(10)));
    world.now = world.now.plus(HOUR);
    world.sale(800);
    world.delegate(CAROL, IDLE, 5);
    world.submit(OWNER, new PoolAction.RemoveOperator(person(OWNER), person(IDLE)));
    world.now = world.now.plus(HOUR);
    world.undelegate(BOB, OPERATOR, 4);
    world.sale(1_000);
    world.seal(HOURS);
    return world;
  }

  private static void rate(PoolWorld world, long percent) {
    world.submit(
        OWNER,
        new PoolAction.SetCommission(
            person(OWNER), person(OPERATOR), PERCENT.multiply(votes(percent))));
  }

  /** Everybody withdraws everything; what was paid in all, by person and denomination. */
  static Map<String, BigInteger> everybodyWithdraws(PoolWorld world) {
    for (int each : new int[] {ALICE, BOB, CAROL, OWNER}) {
      world.submit(each, all(each));
    }
    for (int each : new int[] {OPERATOR, OTHER, IDLE}) {
      try {
        world.withdrawOperator(OWNER, each);
      } catch (RefusedException e) {
        // It is no operator any more, and its owner was paid.
      }
    }
    for (int each : new int[] {CURATOR, OPERATOR, OTHER, IDLE}) {
      world.withdrawShares(each);
    }
    return new TreeMap<>(world.paid());
  }

  static PoolAction all(int person) {
    return new PoolAction.WithdrawAll(person(person), null, null, votes(100));
  }

  /** What can be asked of a pool, each with an effect in this scene. */
  enum Deed {
    CREATE_OPERATOR,
    REMOVE_OPERATOR,
    SET_COMMISSION,
    DELEGATE,
    UNDELEGATE,
    REDELEGATE,
    WITHDRAW,
    WITHDRAW_ALL,
    WITHDRAW_OPERATOR,
    WITHDRAW_SHARES,
    SET_WITHDRAW_ADDRESS,
    FEE_BLOCK,
    SWEEP;

    /** Its answer, which is the same each time. */
    Object on(PoolWorld world, Store store) {
      PoolAdministration administration = world.administration(store);
      if (this == FEE_BLOCK) {
        // Whether it was this call that applied it is the one thing that an answer lost hides.
        administration.block(POOL, 2, fees(555, 0), person(OPERATOR), PERCENT.multiply(votes(7)));
        return "done";
      }
      if (this == SWEEP) {
        return administration.sweep(POOL, person(TREASURY), "sweep-1");
      }
      PoolAction action = action();
      int signer = CURATOR;
      for (int each = OPERATOR; each <= TREASURY + 1; each++) {
        signer = person(each).equals(action.signer()) ? each : signer;
      }
      return world.desk(store).submit(world.signed(PoolWorld.key(signer), action, "the-request"));
    }

    private PoolAction action() {
      return switch (this) {
        case CREATE_OPERATOR ->
            new PoolAction.CreateOperator(person(TREASURY + 1), person(OWNER), PERCENT);
        case REMOVE_OPERATOR -> new PoolAction.RemoveOperator(person(OWNER), person(IDLE));
        case SET_COMMISSION ->
            new PoolAction.SetCommission(person(OWNER), person(OPERATOR), PERCENT);
        case DELEGATE -> new PoolAction.Delegate(person(CAROL), person(OTHER), votes(7));
        case UNDELEGATE -> new PoolAction.Undelegate(person(BOB), person(OPERATOR), votes(3));
        case REDELEGATE ->
            new PoolAction.Redelegate(person(BOB), person(OPERATOR), person(OTHER), votes(6));
        case WITHDRAW -> new PoolAction.Withdraw(person(ALICE), person(OPERATOR), null);
        case WITHDRAW_ALL -> all(ALICE);
        case WITHDRAW_OPERATOR ->
            new PoolAction.WithdrawOperator(person(OWNER), person(OPERATOR), null);
        case WITHDRAW_SHARES ->
            new PoolAction.WithdrawShares(person(CURATOR), PoolWorld.COLLECTION.address(), null);
        case SET_WITHDRAW_ADDRESS -> new PoolAction.SetWithdrawAddress(person(BOB), person(CAROL));
        case FEE_BLOCK, SWEEP -> throw new IllegalStateException("nobody signs it: " + this);
      };
    }
  }
}
