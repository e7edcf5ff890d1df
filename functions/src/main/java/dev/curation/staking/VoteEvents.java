package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's vote events that a staking contract backs, in the ledgers of all collections of its
 * chain. Those the user signed carry their {@code basis}, those that un-stakes caused {@code
 * unStakeLog}; vote events of other origin have neither and are left alone.
 *
 * @param signed live signed votes
 * @param unVotes documents of un-votes that un-stakes caused, deleted ones too
 */
public record VoteEvents(List<SignedVote> signed, Map<DocumentPath, StoredDocument> unVotes) {
  private static final String CONTRACT = "stakingContract";
  private static final String BASIS = "basis";
  private static final String UN_STAKE_LOG = "unStakeLog";

  public VoteEvents {
    signed = List.copyOf(signed);
    unVotes = Map.copyOf(unVotes);
  }

  /** The write that adds a vote or un-vote that the user signed. */
  public static Write.Create signed(
      Store store,
      CollectionId collection,
      LedgerEvent event,
      Address contract,
      StakePoint basis,
      long now) {
    Fields further =
        Fields.builder()
            .put(CONTRACT, contract.hex())
            .put(BASIS, StakePoints.encode(basis))
            .build();
    return new Ledger(store, collection).creation(event, further, now);
  }

  /** The write that adds an un-vote that an un-stake causes. */
  static Write.Create unVote(Store store, UnVote unVote, Address contract, long now) {
    Fields further =
        Fields.builder().put(CONTRACT, contract.hex()).put(UN_STAKE_LOG, unVote.cause()).build();
    return new Ledger(store, unVote.collection()).creation(unVote.event(), further, now);
  }

  /**
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  static VoteEvents read(Store store, ChainId chain, Address contract, Address user) {
    List<SignedVote> signed = new ArrayList<>();
    Map<DocumentPath, StoredDocument> unVotes = new HashMap<>();
    for (StoredDocument document : store.query(Queries.voteEvents(user))) {
      Fields fields = document.fields();
      boolean ours =
          chain.toString().equals(fields.get("chainId"))
              && contract.hex().equals(fields.get(CONTRACT));
      if (ours && fields.has(UN_STAKE_LOG)) {
        unVotes.put(document.path(), document);
      } else if (ours && fields.has(BASIS)) {
        LedgerEntry entry = Ledger.entry(document);
        if (!entry.isDeleted()) {
          signed.add(decode(document, entry.event()));
        }
      }
    }
    return new VoteEvents(signed, unVotes);
  }

  private static SignedVote decode(StoredDocument document, LedgerEvent event) {
    CollectionId collection = CollectionId.parse(Paths.collectionIdOfEvent(document.path()));
    StakePoint basis =
        MalformedDocumentException.decode(
            document, fields -> StakePoints.decode(fields.map(BASIS)));
    return switch (event) {
      case VotesAdded added ->
          new SignedVote(collection, added.position(), true, added.votes(), basis);
      case VotesRemoved removed ->
          new SignedVote(collection, removed.position(), false, removed.votes(), basis);
      case LedgerEvent.Sale sale ->
          throw new IllegalStateException(document.path() + ": a sale has no basis");
    };
  }
}
