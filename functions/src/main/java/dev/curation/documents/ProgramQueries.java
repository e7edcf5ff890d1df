package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries of reward programs; see {@link Queries}. */
public final class ProgramQueries {
  private static final String STATUS = "status";

  private ProgramQueries() {}

  /** Events of all ledgers of a chain that programs take no account of yet, oldest first. */
  public static Query unjudgedEvents(ChainId chain, long before, int limit) {
    return unjudged(Paths.LEDGER, chain, before, limit);
  }

  /** Events of all staking contracts of a chain that programs take no account of yet. */
  public static Query unjudgedStakingEvents(ChainId chain, long before, int limit) {
    return unjudged(Paths.STAKING_LEDGER, chain, before, limit);
  }

  private static Query unjudged(String group, ChainId chain, long before, int limit) {
    return Query.inGroup(group)
        .where("chainId", Operator.EQUAL, chain.toString())
        .where("isJudged", Operator.EQUAL, false)
        .where("timestamp", Operator.LESS, before)
        .orderBy("timestamp")
        .limitedTo(limit);
  }

  /** The programs that the clock has still something to do to, by id. */
  public static Query openPrograms() {
    return Query.in(ProgramPaths.PROGRAMS).where("isOpen", Operator.EQUAL, true).orderBy("id");
  }

  /**
   * Programs by id.
   *
   * @param field by which they are chosen, {@code state} or {@code isOutstanding}; null: all
   * @param after an id; 0: from the first
   */
  public static Query programs(@Nullable String field, Object value, long after, int limit) {
    Query all = Query.in(ProgramPaths.PROGRAMS);
    Query chosen = field == null ? all : all.where(field, Operator.EQUAL, value);
    return chosen.where("id", Operator.GREATER, after).orderBy("id").limitedTo(limit);
  }

  /** The claim periods of a program, in their order, behind one of them; 0: from the first. */
  public static Query periods(long program, long after, int limit) {
    return Query.in(ProgramPaths.program(program).collection(ProgramPaths.PERIODS))
        .where("period", Operator.GREATER, after)
        .orderBy("period")
        .limitedTo(limit);
  }

  /** What happened to a program, in its order, behind one entry; -1: from the first. */
  public static Query log(long program, long after, int limit) {
    return Query.in(ProgramPaths.program(program).collection(ProgramPaths.LOG))
        .where("number", Operator.GREATER, after)
        .orderBy("number")
        .limitedTo(limit);
  }

  /** Account states of a period that still have to be closed. */
  public static Query accountsToClose(long program, long period, int limit) {
    return Query.in(ProgramPaths.programPeriod(program, period).collection(ProgramPaths.ACCOUNTS))
        .where(STATUS, Operator.EQUAL, "UNCLAIMABLE")
        .limitedTo(limit);
  }

  /** Account states of a program that still have to expire. */
  public static Query accountsToExpire(long program, int limit) {
    return Query.inGroup(ProgramPaths.ACCOUNTS)
        .where("program", Operator.EQUAL, program)
        .where(STATUS, Operator.EQUAL, "CLAIMABLE")
        .orderBy("period")
        .limitedTo(limit);
  }

  /** All account states of a period. */
  public static Query accounts(long program, long period) {
    return Query.in(ProgramPaths.programPeriod(program, period).collection(ProgramPaths.ACCOUNTS));
  }

  /** What an address may claim of one program, by period. */
  public static Query claimableOf(long program, Address address, int limit) {
    return claims(address, "CLAIMABLE", 0, 0, limit).where("program", Operator.EQUAL, program);
  }

  /**
   * What an address may claim of all programs of a chain, by program and period.
   *
   * @param program behind its period; 0: from the first
   */
  public static Query claimableOf(
      ChainId chain, Address address, long program, long period, int limit) {
    return claims(address, "CLAIMABLE", program, period, limit)
        .where("chainId", Operator.EQUAL, chain.toString());
  }

  /**
   * Account states of an address with shares, by program and period.
   *
   * @param status null: of any
   * @param program behind its period; 0: from the first
   */
  public static Query claims(
      Address address, @Nullable String status, long program, long period, int limit) {
    Query all =
        Query.inGroup(ProgramPaths.ACCOUNTS)
            .where("address", Operator.EQUAL, address.hex())
            .where("hasShares", Operator.EQUAL, true)
            .orderBy("program")
            .orderBy("period")
            .limitedTo(limit);
    Query chosen = status == null ? all : all.where(STATUS, Operator.EQUAL, status);
    return program == 0 ? chosen : chosen.startingAfter(List.of(program, period));
  }

  /** The tokens in which programs may be funded. */
  public static Query assets() {
    return Query.in(ProgramPaths.ASSETS);
  }

  /** What people have deposited of a token. */
  public static Query funds(CollectionId asset) {
    return Query.in(ProgramPaths.programAsset(asset).collection(ProgramPaths.FUNDS));
  }

  /** The users whose votes and stakes are known, behind one of them; null: from the first. */
  public static Query activityUsers(ChainId chain, @Nullable DocumentPath after, int limit) {
    return Query.in(ProgramPaths.activity(chain).collection(ProgramPaths.USERS))
        .between(after, null)
        .limitedTo(limit);
  }

  /** One of each, for the derivation of the indexes. */
  public static List<Query> examples() {
    ChainId chain = new ChainId(1);
    return List.of(
        unjudgedEvents(chain, 0, 1),
        unjudgedStakingEvents(chain, 0, 1),
        openPrograms(),
        programs(null, "", 0, 1),
        programs("state", "PENDING", 0, 1),
        programs("isOutstanding", true, 0, 1),
        periods(1, 0, 1),
        log(1, -1, 1),
        accountsToClose(1, 1, 1),
        accountsToExpire(1, 1),
        accounts(1, 1),
        claimableOf(1, Address.ZERO, 1),
        claimableOf(chain, Address.ZERO, 0, 0, 1),
        claims(Address.ZERO, null, 0, 0, 1),
        claims(Address.ZERO, "CLAIMED", 1, 1, 1),
        assets(),
        funds(new CollectionId(chain, Address.ZERO)),
        activityUsers(chain, null, 1));
  }
}
