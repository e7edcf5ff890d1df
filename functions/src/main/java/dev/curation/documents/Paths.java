package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.chain.LogId;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of all documents (specs/curation.md, Documents; docs/data-model.md). */
public final class Paths {
  public static final String METADATA_GROUP = "curationCollection";
  public static final String LEDGER = "curationLedger";
  public static final String BLOCKS = "curationBlockRewards";
  public static final String BLOCK_USERS = "curationBlockUserRewards";
  public static final String PERIODS = "curationPeriods";
  public static final String PERIOD_USERS = "curationPeriodUsers";
  public static final String BOOKS = "curationBooks";
  public static final String BOOK_PAGES = "curationBookPages";
  public static final String STANDINGS = "curationStandings";
  public static final String SNIPPETS = "curationSnippets";
  public static final String CHAIN_TOTALS = "curationChainTotals";
  public static final String BOOKKEEPING = "curationBookkeeping";
  public static final String STAKING_LEDGER = "stakingLedger";
  public static final String STAKER_VOTES = "votes";

  public static final String CURSORS = "cursors";
  public static final String BACKFILLS = "backfills";
  public static final String SLICES = "slices";
  public static final String REJECTED_LOGS = "rejectedLogs";
  public static final String FEE_RATES = "feeRates";
  public static final String DELEGATION_CHANGES = "changes";
  public static final String PAYMENTS = "payments";
  private static final String CHAINS = "chains";
  public static final String POOLS = "lazy";
  public static final String OPERATORS = "operators";
  public static final String DELEGATIONS = "delegations";
  public static final String ACCOUNTS = "accounts";
  public static final String PLACEMENTS = "placements";
  public static final String STAKERS = "stakers";
  public static final String LANES = "lanes";
  public static final String PAYOUT_LANES = "payoutLanes";
  public static final String REJECTED_MESSAGES = "rejectedMessages";
  public static final String PAYOUT_CURATORS = "payoutCurators";

  /** The trigger's document, as a pattern of path segments. */
  public static final String METADATA_PATTERN =
      "collections/{collectionId}/curationCollection/curationMetadata";

  private static final Pattern METADATA =
      Pattern.compile("collections/([^/]+)/curationCollection/curationMetadata");

  private Paths() {}

  public static DocumentPath metadata(CollectionId collection) {
    return metadata(collection.toString());
  }

  /** The metadata document of what may be no collection id: where its failure is recorded. */
  public static DocumentPath metadata(String collectionId) {
    return new DocumentPath("collections/" + collectionId + "/curationCollection/curationMetadata");
  }

  /**
   * The id in the path of a metadata document; not yet known to be a collection id.
   *
   * @throws InvalidValueException if the path is of another document
   */
  public static String collectionIdOf(String metadataPath) {
    Matcher matcher = METADATA.matcher(metadataPath);
    if (!matcher.matches()) {
      throw new InvalidValueException("document", metadataPath, "must be " + METADATA_PATTERN);
    }
    return matcher.group(1);
  }

  /** The collection id in the path of a ledger event; not yet known to be one. */
  public static String collectionIdOfEvent(DocumentPath event) {
    return event.path().split("/", 3)[1];
  }

  /** Behind a document and all documents below it: the end of what lies below. */
  public static DocumentPath behind(DocumentPath document) {
    return new DocumentPath(document.path() + "!");
  }

  public static DocumentPath event(CollectionId collection, String eventId) {
    return metadata(collection).child(LEDGER, eventId);
  }

  public static DocumentPath block(CollectionId collection, BlockHour hour) {
    return metadata(collection).child(BLOCKS, hour.id());
  }

  public static DocumentPath blockUser(CollectionId collection, BlockHour hour, Address user) {
    return block(collection, hour).child(BLOCK_USERS, user.hex());
  }

  public static DocumentPath period(CollectionId collection, Week week) {
    return metadata(collection).child(PERIODS, week.id());
  }

  public static DocumentPath periodUser(CollectionId collection, Week week, Address user) {
    return period(collection, week).child(PERIOD_USERS, user.hex());
  }

  /** What changed in the curator book in one block. */
  public static DocumentPath book(CollectionId collection, BlockHour hour) {
    return metadata(collection).child(BOOKS, hour.id());
  }

  /** A page of the whole curator book after a block. */
  public static DocumentPath bookPage(CollectionId collection, BlockHour hour, int page) {
    return book(collection, hour).child(BOOK_PAGES, Integer.toString(page));
  }

  /** The aggregation's lease, its cursor and how far the collection is sealed. */
  public static DocumentPath aggregation(CollectionId collection) {
    return metadata(collection).child(BOOKKEEPING, "aggregation");
  }

  /** How far each source has delivered. */
  public static DocumentPath watermark(CollectionId collection) {
    return metadata(collection).child(BOOKKEEPING, "watermark");
  }

  /** How far the collection's results have been paid out. */
  public static DocumentPath payouts(CollectionId collection) {
    return metadata(collection).child(BOOKKEEPING, "payouts");
  }

  /** How far each source of a whole chain has delivered. */
  public static DocumentPath chainWatermark(ChainId chain) {
    return new DocumentPath(CHAINS + "/" + chain);
  }

  /**
   * How far a chain was read for a set of contracts.
   *
   * @param contracts name of the set
   */
  public static DocumentPath chainCursor(ChainId chain, String contracts) {
    return chainWatermark(chain).child(CURSORS, contracts);
  }

  /** How far one slice of a backfill has come. */
  public static DocumentPath backfillSlice(ChainId chain, String backfill, long firstBlock) {
    return chainWatermark(chain)
        .child(BACKFILLS, backfill)
        .child(SLICES, Long.toString(firstBlock));
  }

  /** A log that cannot be decoded. */
  public static DocumentPath rejectedLog(LogId log) {
    return chainWatermark(log.chain()).child(REJECTED_LOGS, log.toString());
  }

  /** A change of an exchange's fee rate. */
  public static DocumentPath feeRate(LogId log) {
    return chainWatermark(log.chain()).child(FEE_RATES, log.toString());
  }

  /** The marketplace's own document of a collection; the backend only asks whether it exists. */
  public static DocumentPath collection(CollectionId collection) {
    return new DocumentPath("collections/" + collection);
  }

  /** In which collections a user has voted. */
  public static DocumentPath curator(Address user) {
    return new DocumentPath("curators/" + user.hex());
  }

  /** A page of what each curator has of the collection now. */
  public static DocumentPath standings(CollectionId collection, int page) {
    return metadata(collection).child(STANDINGS, Integer.toString(page));
  }

  /** What a list of collections shows of this one. */
  public static DocumentPath snippet(CollectionId collection) {
    return new DocumentPath(SNIPPETS + "/" + collection);
  }

  /** Part of a chain's totals: of the collections whose address ends with the digit. */
  public static DocumentPath chainTotals(ChainId chain, int digit) {
    return new DocumentPath(CHAIN_TOTALS + "/" + chain + ":" + Integer.toHexString(digit));
  }

  /** The chain in the path of a part of its totals. */
  public static String chainOfTotals(DocumentPath part) {
    return part.id().split(":", 2)[0];
  }

  /** A staking contract. No such document is written, only what lies below. */
  public static DocumentPath stakingContract(ChainId chain, Address contract) {
    return new DocumentPath("stakingContracts/" + chain + ":" + contract);
  }

  /** One fact of a staking contract. */
  public static DocumentPath stakingEvent(ChainId chain, Address contract, String logId) {
    return stakingContract(chain, contract).child(STAKING_LEDGER, logId);
  }

  /** A user's stake power and votes, as far as they are backed by the staking contract. */
  public static DocumentPath staker(ChainId chain, Address contract, Address user) {
    return stakingContract(chain, contract).child(STAKERS, user.hex());
  }

  /** A staker's votes for one collection. */
  public static DocumentPath stakerVotes(
      ChainId chain, Address contract, Address user, CollectionId collection) {
    return staker(chain, contract, user).child(STAKER_VOTES, collection.toString());
  }

  /** That a staker has used a nonce. */
  public static DocumentPath stakerNonce(
      ChainId chain, Address contract, Address user, String nonce) {
    return staker(chain, contract, user).child("nonces", nonce);
  }

  /** A chain's pool: what all its operators and delegations have in common. */
  public static DocumentPath pool(ChainId chain) {
    return new DocumentPath(POOLS + "/" + chain);
  }

  /** A change of who delegates what to whom. */
  public static DocumentPath delegationChange(ChainId pool, String changeId) {
    return pool(pool).child(DELEGATION_CHANGES, changeId);
  }

  /** What one request paid, or one of the backend's own payments. */
  public static DocumentPath payment(String paymentId) {
    return new DocumentPath(PAYMENTS + "/" + paymentId);
  }

  public static DocumentPath poolOperator(ChainId pool, Address operator) {
    return pool(pool).child(OPERATORS, operator.hex());
  }

  public static DocumentPath poolDelegation(ChainId pool, Address curator, Address operator) {
    return pool(pool).child(DELEGATIONS, curator.hex() + "_" + operator.hex());
  }

  /** What a person is owed apart from delegations, and where the person is paid. */
  public static DocumentPath poolAccount(ChainId pool, Address person) {
    return pool(pool).child(ACCOUNTS, person.hex());
  }

  /** What a request did: the same request once more gets the same answer. */
  public static DocumentPath poolReceipt(ChainId pool, Address person, String requestId) {
    return pool(pool).child("payments", person.hex() + ":" + requestId);
  }

  /** Who was an operator, and when. */
  public static DocumentPath poolTerms(ChainId pool) {
    return pool(pool).child("bookkeeping", "terms");
  }

  /** The commission that an operator has asked for last. */
  public static DocumentPath poolRate(ChainId pool, Address operator) {
    return pool(pool).child("rates", operator.hex());
  }

  /** How much of an operator's shares of a collection came into the pool. */
  public static DocumentPath poolIntake(ChainId pool, Address operator, CollectionId collection) {
    return pool(pool).child("intakes", operator.hex() + "_" + collection);
  }

  /** How much of a person's own shares of a collection was withdrawn. */
  public static DocumentPath poolShares(ChainId pool, Address person, CollectionId collection) {
    return pool(pool).child("shares", person.hex() + "_" + collection);
  }

  /** The votes that a staker has placed with an operator by signed messages. */
  public static DocumentPath stakerPlacement(
      ChainId chain, Address contract, Address user, Address operator) {
    return staker(chain, contract, user).child(PLACEMENTS, operator.hex());
  }

  /** Which nonces of the account that pays on a chain are in use. */
  public static DocumentPath treasury(ChainId chain) {
    return new DocumentPath("treasuries/" + chain);
  }

  /** The accrual side of a lane. */
  public static DocumentPath lane(LaneId lane) {
    return new DocumentPath(LANES + "/" + lane);
  }

  /** The payout side of a lane. */
  public static DocumentPath payoutLane(LaneId lane) {
    return new DocumentPath(PAYOUT_LANES + "/" + lane);
  }

  /** A message that was refused. */
  public static DocumentPath rejectedMessage(String id) {
    return new DocumentPath(REJECTED_MESSAGES + "/" + id);
  }

  /** Whether a curator is still there when batches are settled. */
  public static DocumentPath payoutCurator(Address curator) {
    return new DocumentPath(PAYOUT_CURATORS + "/" + curator.hex());
  }

  /** How far a chain was read for transfers of a token to a receiver. */
  public static DocumentPath tokenWatch(ChainId chain, Address token, Address receiver) {
    return new DocumentPath("tokenWatches/" + chain + ":" + token + ":" + receiver);
  }
}
