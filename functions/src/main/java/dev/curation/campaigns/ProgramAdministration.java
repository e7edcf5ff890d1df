package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.commits.Act;
import dev.curation.commits.Acts;
import dev.curation.commits.Fence;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.ProgramPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.programs.ProgramRefusal;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators order: tokens for programs, who earns nothing, who owns a collection. Each order
 * is done once and recorded with who gave it and why. What programs are told of people counts from
 * the next events on.
 */
public final class ProgramAdministration {
  private static final String OWNER = "owner";

  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;
  private final Acts acts;

  /**
   * @param ids a new name for each commit
   */
  public ProgramAdministration(
      Store store, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
    this.acts = new Acts(store, clock);
  }

  /**
   * Has programs funded in a token, for good.
   *
   * @param receiver where deposits arrive
   * @param firstBlock from which on they count
   * @param minimumTotal least total of a program, in the token's smallest unit
   * @throws InvalidValueException if it is funded at another address already, or lanes are paid
   *     there
   */
  public Map<String, String> acceptAsset(
      CollectionId asset, Address receiver, long firstBlock, BigInteger minimumTotal, Act act) {
    return acts.once(
        ProgramPaths.programAct(asset.chainId(), act.requestId()),
        act,
        backOff,
        record -> {
          requireNoLane(asset, receiver);
          DocumentPath path = ProgramPaths.programAsset(asset);
          Optional<StoredDocument> before = store.get(path);
          if (before.isPresent()) {
            throw new InvalidValueException(
                "asset",
                asset,
                "is accepted already, at " + ProgramAsset.decode(before.get()).receiver());
          }
          Map<String, String> result = Map.of("asset", asset.toString());
          List<Write> writes = new ArrayList<>(record.of(result));
          writes.add(
              new Write.Create(
                  path,
                  new ProgramAsset(asset, receiver, firstBlock, minimumTotal)
                      .encode(clock.millis())));
          var unused = store.commit(writes);
          return result;
        });
  }

  /** A transfer to one address could not be told to be for a lane or for programs. */
  private void requireNoLane(CollectionId asset, Address receiver) {
    for (StoredDocument lane : store.query(LaneQueries.payoutLanes())) {
      boolean isThere =
          LaneId.parse("lane", lane.path().id()).payoutChain().equals(asset.chainId())
              && receiver.hex().equals(lane.fields().get("receiver"))
              && lane.fields().map("tokens").values().containsValue(asset.address().hex());
      if (isThere) {
        throw new InvalidValueException(
            "receiver", receiver, "is where the lane " + lane.path().id() + " gets this token");
      }
    }
  }

  /**
   * Pays a deposit back whose owner cannot sign, such as a contract.
   *
   * @param amount above 0, of what is available, in the token's smallest unit
   * @throws dev.curation.programs.ProgramRefusedException {@code INSUFFICIENT_FUNDS}
   */
  public Map<String, String> returnDeposit(
      CollectionId asset, Address owner, Address to, BigInteger amount, Act act) {
    DocumentPath path = ProgramPaths.programFunds(asset, owner);
    String paymentId = "programs:" + asset.chainId() + ":return:" + act.requestId();
    return acts.once(
        ProgramPaths.programAct(asset.chainId(), act.requestId()),
        act,
        backOff,
        record -> {
          Optional<StoredDocument> stored = store.get(path);
          FundsRecord funds = FundsRecord.decode(stored);
          if (funds.available().compareTo(amount) < 0) {
            throw ProgramRefusal.INSUFFICIENT_FUNDS.of("amountWei", amount);
          }
          Map<String, String> result = Map.of("paymentId", paymentId);
          long now = clock.millis();
          Transfer transfer =
              new Transfer(owner, to, new Denom(asset.address().hex()), Wei.of(amount));
          List<Write> writes = new ArrayList<>(record.of(result));
          writes.add(DeskWrites.replacing(stored, path, funds.withdraw(amount).encode(now)));
          writes.add(Outbox.due(new Payment(paymentId, asset.chainId(), List.of(transfer)), now));
          var unused = store.commit(writes);
          return result;
        });
  }

  /**
   * Has an address earn nothing from now on, or something again.
   *
   * @return whether it is excluded
   */
  public Map<String, String> exclude(ChainId chain, Address address, boolean isExcluded, Act act) {
    return acts.once(
        ProgramPaths.programAct(chain, act.requestId()),
        act,
        backOff,
        record -> {
          Map<String, String> result =
              Map.of("address", address.hex(), "isExcluded", Boolean.toString(isExcluded));
          change(
              chain,
              Map.of(address, user -> user.excluded(isExcluded)),
              new ArrayList<>(record.of(result)));
          return result;
        });
  }

  /**
   * Registers who owns a collection.
   *
   * @param owner null: nobody any more
   */
  public Map<String, String> registerOwner(
      CollectionId collection, @Nullable Address owner, Act act) {
    ChainId chain = collection.chainId();
    String name = collection.address().hex();
    return acts.once(
        ProgramPaths.programAct(chain, act.requestId()),
        act,
        backOff,
        record -> {
          Map<String, String> result =
              Map.of("collection", collection.toString(), OWNER, owner == null ? "" : owner.hex());
          DocumentPath path = ProgramPaths.activityOwner(chain, collection.address());
          Optional<StoredDocument> stored = store.get(path);
          Map<Address, UnaryOperator<ActivityUser>> changes = new LinkedHashMap<>();
          stored
              .flatMap(ProgramAdministration::owner)
              .ifPresent(before -> changes.put(before, user -> user.owning(name, false)));
          if (owner != null) {
            changes.put(owner, user -> user.owning(name, true));
          }
          List<Write> writes = new ArrayList<>(record.of(result));
          Fields fields =
              Fields.builder()
                  .put(OWNER, owner == null ? null : owner.hex())
                  .put("updatedAt", clock.millis())
                  .build();
          writes.add(DeskWrites.replacing(stored, path, fields));
          change(chain, changes, writes);
          return result;
        });
  }

  private static Optional<Address> owner(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            Optional.ofNullable(fields.optionalString(OWNER))
                .map(text -> Address.parse(OWNER, text)));
  }

  /** The feed's next events see people as they are then: so its document is written as well. */
  private void change(
      ChainId chain, Map<Address, UnaryOperator<ActivityUser>> changes, List<Write> writes) {
    DocumentPath feed = ProgramPaths.activity(chain);
    Optional<StoredDocument> stored = store.get(feed);
    List<Address> people = List.copyOf(changes.keySet());
    List<DocumentPath> paths =
        people.stream().map(person -> ProgramPaths.activityUser(chain, person)).toList();
    List<Optional<StoredDocument>> read = paths.isEmpty() ? List.of() : store.getAll(paths);
    long now = clock.millis();
    for (int i = 0; i < paths.size(); i++) {
      ActivityUser before =
          read.get(i)
              .map(found -> MalformedDocumentException.decode(found, ActivityUser::decode))
              .orElse(ActivityUser.NEW);
      Fields after =
          changes
              .getOrDefault(people.get(i), UnaryOperator.identity())
              .apply(before)
              .encode()
              .with(Fields.builder().put("updatedAt", now).build());
      writes.add(new Write.Put(paths.get(i), after));
    }
    Fence fence = new Fence(store, feed, stored.map(StoredDocument::updateTime).orElse(null), ids);
    var unused = fence.commit(writes, FeedPosition.decode(stored).encode(now));
  }
}
