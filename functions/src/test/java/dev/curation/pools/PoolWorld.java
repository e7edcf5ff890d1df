package dev.curation.pools;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingEvent;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.money.Denom;
import dev.curation.signing.WalletSignature;
import dev.curation.staking.StakeBook;
import dev.curation.staking.StakeFacts;
import dev.curation.staking.StakingLedger;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Operator;
import dev.curation.withdrawals.PoolBook;
import dev.curation.withdrawals.PoolSums;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/**
 * A pool beside a collection on a simulated database: people with keys and stake, hours that pass.
 */
public final class PoolWorld extends World {
  public static final ChainId POOL = COLLECTION.chainId();
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private int ids;
  private int requests;
  private int logs;

  public PoolWorld() {
    super(AggregationSettings.DEFAULT.withFinalityDelay(Duration.ofHours(1)));
    now = Instant.ofEpochMilli(Facts.START);
  }

  public static ECKeyPair key(int person) {
    return ECKeyPair.create(BigInteger.valueOf(5_000L + person));
  }

  public static Address person(int person) {
    return StakeFacts.userOf(key(person));
  }

  public synchronized String id() {
    return "id-" + ++ids;
  }

  /** None of the names that another world has given is given again. */
  public void ids(PoolWorld other) {
    ids = other.ids;
  }

  public PoolBooks books(Store store) {
    return new PoolBooks(store, clock, this::id, attempt -> {});
  }

  public PoolDesk desk(Store store) {
    return new PoolDesk(books(store), Map.of(POOL, StakeFacts.CONTRACT));
  }

  /** Signed by the one who has to sign. */
  public PoolRequest signed(ECKeyPair key, PoolAction action, String requestId) {
    return signed(key, action, requestId, now.plus(Duration.ofHours(1)));
  }

  public PoolRequest signed(ECKeyPair key, PoolAction action, String requestId, Instant deadline) {
    PoolMessage message =
        new PoolMessage(POOL, action, requestId, BigInteger.valueOf(deadline.getEpochSecond()));
    return new PoolRequest(message, sign(key, message.digest(StakeFacts.CONTRACT.address())));
  }

  public static WalletSignature sign(ECKeyPair key, byte[] digest) {
    Sign.SignatureData data = Sign.signMessage(digest, key, false);
    HexFormat hex = HexFormat.of();
    return new WalletSignature(
        "0x"
            + hex.formatHex(data.getR())
            + hex.formatHex(data.getS())
            + hex.formatHex(data.getV()));
  }

  /** Signs under a fresh id and submits, in a process without faults. */
  public Receipt submit(int person, PoolAction action) {
    return desk(process()).submit(signed(key(person), action, "request-" + ++requests));
  }

  /** Stakes a token first, where the operator has none. */
  public Receipt create(int operator, int owner, String commissionE18) {
    DocumentPath staker = Paths.staker(POOL, StakeFacts.CONTRACT.address(), person(operator));
    if (document(staker).equals(Fields.EMPTY)) {
      stake(operator, 1);
    }
    return submit(
        operator,
        new PoolAction.CreateOperator(
            person(operator), person(owner), new BigInteger(commissionE18)));
  }

  public Receipt delegate(int curator, int operator, long votes) {
    return submit(
        curator,
        new PoolAction.Delegate(person(curator), person(operator), BigInteger.valueOf(votes)));
  }

  public Receipt undelegate(int curator, int operator, long votes) {
    return submit(
        curator,
        new PoolAction.Undelegate(person(curator), person(operator), BigInteger.valueOf(votes)));
  }

  public Receipt withdraw(int curator, int operator) {
    return submit(curator, new PoolAction.Withdraw(person(curator), person(operator), null));
  }

  public Receipt withdrawOperator(int owner, int operator) {
    return submit(owner, new PoolAction.WithdrawOperator(person(owner), person(operator), null));
  }

  public Receipt withdrawShares(int curator) {
    return submit(
        curator, new PoolAction.WithdrawShares(person(curator), COLLECTION.address(), null));
  }

  /** Stakes tokens, which give as many votes. */
  public void stake(int person, long tokens) {
    happen(
        person,
        new StakingEvent.Staked(
            person(person), TOKEN.multiply(BigInteger.valueOf(tokens)), StakeDuration.NONE));
  }

  public void unStake(int person, long tokens) {
    happen(
        person,
        new StakingEvent.UnStaked(person(person), TOKEN.multiply(BigInteger.valueOf(tokens))));
  }

  private void happen(int person, StakingEvent event) {
    long block = (now.toEpochMilli() - StakeFacts.time(0)) / 12_000;
    ChainLog log = StakeFacts.log(block, ++logs);
    var unused = process().createEach(StakingLedger.creations(log, event, clock.millis()));
    new StakeBook(process(), chain -> Optional.empty(), clock, this::id, attempt -> {})
        .settle(POOL, StakeFacts.CONTRACT, person(person));
  }

  /** A vote for the collection now, as the ledger has it. */
  public void vote(int person, long votes) {
    append(Facts.vote(minute(), person(person), votes));
  }

  public void sale(long feeWei) {
    append(Facts.sale(minute(), feeWei));
  }

  private int minute() {
    return Math.toIntExact(Duration.between(Instant.ofEpochMilli(Facts.START), now).toMinutes());
  }

  /** Time passes; everything is delivered, aggregated and sealed, and the pool goes on. */
  public PoolAdvance.Report pass(Duration time) {
    seal(time);
    return advance();
  }

  /** Time passes; everything is delivered, aggregated and sealed, and the pool stays behind. */
  public void seal(Duration time) {
    now = now.plus(time);
    delivered(now);
    tick();
    now = now.plusSeconds(1);
    tick();
  }

  public PoolAdministration administration(Store store) {
    return new PoolAdministration(books(store));
  }

  public PoolAdvance.Report advance() {
    return advance(process());
  }

  public PoolAdvance.Report advance(Store store) {
    return new PoolAdvance(books(store), settings.finalityDelay())
        .run(POOL, Optional.of(StakeFacts.CONTRACT));
  }

  /** All records of the pool; throws if they do not balance. */
  public PoolSums sums() {
    Map<DocumentPath, Fields> all = database.snapshot();
    Fields own = all.getOrDefault(Paths.pool(POOL), Fields.EMPTY);
    PoolBook book = own.equals(Fields.EMPTY) ? PoolBook.EMPTY : PoolCodec.book(own);
    PoolSums.Summing summing = new PoolSums.Summing(book);
    Map<String, Operator> operators = new TreeMap<>();
    below("operators").forEach((id, fields) -> operators.put(id, PoolCodec.operator(fields)));
    operators.values().forEach(summing::add);
    below("delegations")
        .forEach(
            (id, fields) ->
                summing.add(
                    PoolCodec.delegation(fields),
                    Objects.requireNonNull(operators.get(id.split("_", -1)[1]))));
    below("accounts").values().forEach(fields -> summing.add(PoolCodec.account(fields)));
    return summing.sums();
  }

  /** The pool's documents of one kind, by their names. */
  public Map<String, Fields> below(String kind) {
    String prefix = Paths.pool(POOL).path() + "/" + kind + "/";
    Map<String, Fields> found = new TreeMap<>();
    database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (path.path().startsWith(prefix)) {
                found.put(path.id(), fields);
              }
            });
    return found;
  }

  /** All wei that the outbox owes or has paid, by person. */
  public Map<String, BigInteger> paid() {
    Map<String, BigInteger> paid = new TreeMap<>();
    for (StoredDocument document : process().query(dev.curation.store.Query.in(Paths.PAYMENTS))) {
      Fields transfers = document.fields().map("transfers");
      for (String denom : transfers.values().keySet()) {
        Fields transfer = transfers.map(denom);
        paid.merge(
            transfer.string("person"),
            new BigInteger(transfer.string("amountWei")),
            BigInteger::add);
      }
    }
    return paid;
  }

  public static BigInteger wei(Receipt receipt) {
    return receipt.payments().stream()
        .map(payment -> payment.wei())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  public static Amounts nativeWei(long wei) {
    return Amounts.of(Denom.NATIVE, BigInteger.valueOf(wei));
  }
}
