package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LogId;
import dev.curation.store.DocumentPath;

/** The paths of reward programs, their funds and their events; see {@link Paths}. */
public final class ProgramPaths {
  public static final String PROGRAMS = "rewardPrograms";
  public static final String PERIODS = "periods";
  public static final String ACCOUNTS = Paths.ACCOUNTS;
  public static final String LOG = "programLog";
  public static final String ASSETS = "programAssets";
  public static final String FUNDS = "funds";
  public static final String ACTIVITY = "activity";
  public static final String PAGES = "activityPages";
  public static final String USERS = "activityUsers";
  public static final String REQUESTS = "requests";

  private ProgramPaths() {}

  public static DocumentPath program(long id) {
    return new DocumentPath(PROGRAMS + "/" + id);
  }

  /** What may be given in a claim period, and what was. */
  public static DocumentPath programPeriod(long program, long period) {
    return program(program).child(PERIODS, Long.toString(period));
  }

  /** What an address did in a claim period. */
  public static DocumentPath programAccount(long program, long period, Address address) {
    return programPeriod(program, period).child(ACCOUNTS, address.hex());
  }

  /** What happened to a program, numbered from 0; it outlives a program that is deleted. */
  public static DocumentPath programLog(long program, long number) {
    return program(program).child(LOG, Long.toString(number));
  }

  /** The last id that a program was given. */
  public static DocumentPath programIds() {
    return new DocumentPath("programBookkeeping/ids");
  }

  /**
   * A token in which programs may be funded.
   *
   * @param asset its contract's id: {@code chainId:address}
   */
  public static DocumentPath programAsset(CollectionId asset) {
    return new DocumentPath(ASSETS + "/" + asset);
  }

  /** What somebody has deposited and not locked in a program. */
  public static DocumentPath programFunds(CollectionId asset, Address owner) {
    return programAsset(asset).child(FUNDS, owner.hex());
  }

  /** A transfer that was credited. */
  public static DocumentPath programDeposit(CollectionId asset, LogId transfer) {
    return programAsset(asset).child("deposits", transfer.toString());
  }

  /** How far the events of a chain are put in their order for programs. */
  public static DocumentPath activity(ChainId chain) {
    return new DocumentPath(ACTIVITY + "/" + chain);
  }

  /** Some events in their order, with what the books said after each. */
  public static DocumentPath activityPage(ChainId chain, long number) {
    return activity(chain).child(PAGES, Long.toString(number));
  }

  /** The stakes of a user, and what the user is to programs. */
  public static DocumentPath activityUser(ChainId chain, Address user) {
    return activity(chain).child(USERS, user.hex());
  }

  /** The votes of a user for a collection. */
  public static DocumentPath activityVotes(ChainId chain, Address user, Address collection) {
    return activity(chain).child("activityVotes", user.hex() + "_" + collection.hex());
  }

  /**
   * The power of some collections.
   *
   * @param part the last hexadecimal digit of their addresses
   */
  public static DocumentPath activityPowers(ChainId chain, char part) {
    return activity(chain).child("activityPowers", Character.toString(part));
  }

  /** Who is the registered owner of a collection. */
  public static DocumentPath activityOwner(ChainId chain, Address collection) {
    return activity(chain).child("activityOwners", collection.hex());
  }

  /** What a signed request did: the same request once more gets the same answer. */
  public static DocumentPath programReceipt(ChainId chain, Address person, String requestId) {
    return activity(chain).child(REQUESTS, person.hex() + ":" + requestId);
  }

  /** What an operator did. */
  public static DocumentPath programAct(ChainId chain, String requestId) {
    return activity(chain).child(LanePaths.ACTS, requestId);
  }
}
