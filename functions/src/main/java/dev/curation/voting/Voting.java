package dev.curation.voting;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.Curators;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import dev.curation.node.BackOff;
import dev.curation.signing.TypedMessage;
import dev.curation.signing.WalletSignature;
import dev.curation.staking.HeldVotes;
import dev.curation.staking.StakeBook;
import dev.curation.staking.StakePoint;
import dev.curation.staking.Staker;
import dev.curation.staking.StakerAccount;
import dev.curation.staking.StakerBusyException;
import dev.curation.staking.VoteEvents;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.voting.VoteMessage.Action;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Books votes and un-votes that users sign (specs/ingestion.md, Stakes, votes and un-votes). Event,
 * nonce, votes and staker are written in one commit, on condition that the staker is unchanged: so
 * a user's votes never exceed the user's power, however many are cast at once.
 */
public final class Voting {
  private static final int ATTEMPTS = 40;
  private static final BigInteger MILLIS = BigInteger.valueOf(1000);

  private final Store store;
  private final VotingSettings settings;
  private final StakeBook stakes;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  /**
   * @param stakes finishes the un-votes of an un-stake that a vote finds half done
   * @param ids a new name for each request, different from all others
   */
  public Voting(
      Store store,
      VotingSettings settings,
      StakeBook stakes,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff) {
    this.store = store;
    this.settings = settings;
    this.stakes = stakes;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /**
   * A vote that was booked.
   *
   * @param eventId of the ledger event
   * @param votes the user's votes for the collection, afterwards
   * @param available the votes that the user may still give
   */
  public record Booked(EventId eventId, long votes, long available) {}

  /** Where a message's documents lie. */
  private record Documents(
      DocumentPath staker,
      DocumentPath nonce,
      DocumentPath held,
      DocumentPath collection,
      DocumentPath metadata) {
    static Documents of(VoteMessage message, Address contract) {
      CollectionId collection = message.collection();
      ChainId chain = collection.chainId();
      Address user = message.user();
      return new Documents(
          Paths.staker(chain, contract, user),
          Paths.stakerNonce(chain, contract, user, message.nonce().toString()),
          Paths.stakerVotes(chain, contract, user, collection),
          Paths.collection(collection),
          Paths.metadata(collection));
    }

    List<DocumentPath> all() {
      return List.of(staker, nonce, held, collection, metadata);
    }
  }

  /**
   * Checks the message and books it.
   *
   * @throws VoteRefusedException if it is not to be booked
   * @throws StakerBusyException if others kept changing the same documents
   * @throws dev.curation.store.StoreException if the database does not answer; the vote may have
   *     been booked
   */
  public Booked cast(VoteMessage message, WalletSignature signature) {
    ChainId chain = message.collection().chainId();
    StakingContract contract = settings.contracts().get(chain);
    if (contract == null) {
      throw VoteRefusedException.unknown("chainId", chain);
    }
    byte[] digest = VoteDigest.of(message, contract.address());
    if (!signature.signer(digest).equals(Optional.of(message.user()))) {
      throw VoteRefusedException.wrongSigner();
    }
    requireInTime(message);
    EventId id = new EventId(chain + ":vote:" + TypedMessage.hex(digest));
    String request = ids.get();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Booked booked = attempt(message, contract, id, request);
      if (booked != null) {
        return booked;
      }
      backOff.after(attempt);
    }
    throw new StakerBusyException("the votes of " + message.user() + " change all the time");
  }

  private void requireInTime(VoteMessage message) {
    BigInteger now = BigInteger.valueOf(clock.millis());
    if (message.deadline().multiply(MILLIS).compareTo(now) < 0) {
      throw VoteRefusedException.spent("deadline", message.deadline(), "has passed");
    }
  }

  /**
   * @return null if somebody else was quicker
   */
  private @Nullable Booked attempt(
      VoteMessage message, StakingContract contract, EventId id, String request) {
    Documents documents = Documents.of(message, contract.address());
    List<Optional<StoredDocument>> found = store.getAll(documents.all());
    StakerAccount account = new StakerAccount(store, documents.staker(), found.get(0));
    Optional<StoredDocument> nonce = found.get(1);
    long held =
        found.get(2).map(d -> MalformedDocumentException.decode(d, HeldVotes::votes)).orElse(0L);
    if (found.get(3).isEmpty() && found.get(4).isEmpty()) {
      throw VoteRefusedException.unknown("collection", message.collection().address());
    }
    if (nonce.isPresent()) {
      if (request.equals(nonce.get().fields().get("request"))) {
        // Booked by an attempt of this very request whose answer was lost.
        return new Booked(id, held, account.staker().available());
      }
      throw VoteRefusedException.spent("nonce", message.nonce(), "was used");
    }
    if (account.staker().isSettling()) {
      stakes.settle(message.collection().chainId(), contract, message.user());
      return null;
    }
    return book(message, contract, id, request, account, found.get(2).isEmpty(), held, documents);
  }

  private @Nullable Booked book(
      VoteMessage message,
      StakingContract contract,
      EventId id,
      String request,
      StakerAccount account,
      boolean isFirst,
      long held,
      Documents documents) {
    Staker before = account.staker();
    boolean adds = message.action() == Action.VOTE;
    long available = adds ? before.available() : held;
    StakePoint basis = before.newest();
    if (basis == null || message.votes() > available) {
      throw VoteRefusedException.notEnough(message.votes(), available);
    }
    long change = adds ? message.votes() : -message.votes();
    long now = clock.millis();
    long time = time(before, basis, now);
    ChainPosition position = new ChainPosition(time, basis.blockNumber(), null, null);
    Votes votes = Votes.of(message.votes());
    LedgerEvent event =
        adds
            ? new VotesAdded(id, position, message.user(), votes, before.votesPerToken())
            : new VotesRemoved(id, position, message.user(), votes);
    Fields used =
        Fields.builder()
            .put("eventId", id.value())
            .put("request", request)
            .put("updatedAt", now)
            .build();
    Fields left = HeldVotes.encode(message.collection(), held + change, time, now);
    Staker after = before.voted(before.votes() + change, time);
    List<Write> writes = new ArrayList<>();
    if (isFirst) {
      writes.addAll(Curators.entries(message.collection(), List.of(event)));
    }
    writes.add(
        VoteEvents.signed(store, message.collection(), event, contract.address(), basis, now));
    writes.add(new Write.Create(documents.nonce(), used));
    writes.add(new Write.Put(documents.held(), left));
    return account.commit(after, writes, ids.get(), now)
        ? new Booked(id, held + change, after.available())
        : null;
  }

  /** The times of a user's votes increase strictly, and none is before the stake behind it. */
  private static long time(Staker before, StakePoint basis, long now) {
    Long last = before.lastVoteAt();
    return Math.max(Math.max(now, basis.timestamp()), last == null ? 0 : last + 1);
  }
}
