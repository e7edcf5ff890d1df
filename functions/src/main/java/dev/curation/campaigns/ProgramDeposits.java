package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.commits.Retries;
import dev.curation.decoding.TokenTransfer;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.listening.TokenWatch;
import dev.curation.listening.TokenWatch.Watched;
import dev.curation.money.ConservationException;
import dev.curation.node.BackOff;
import dev.curation.node.ChainNode;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Sees tokens arrive with which programs are to be funded, and credits them to their senders. */
public final class ProgramDeposits {
  private static final Logger LOG = Logger.getLogger(ProgramDeposits.class.getName());

  private final Store store;
  private final InstantSource clock;
  private final BackOff backOff;

  public ProgramDeposits(Store store, InstantSource clock, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.backOff = backOff;
  }

  private List<ProgramAsset> assets() {
    List<ProgramAsset> assets = new ArrayList<>();
    for (StoredDocument document : store.query(ProgramQueries.assets())) {
      try {
        assets.add(ProgramAsset.decode(document));
      } catch (MalformedDocumentException | InvalidValueException e) {
        LOG.log(Level.SEVERE, "a token of programs cannot be watched", e);
      }
    }
    return assets;
  }

  /** The chains on which programs may be funded. */
  public Set<ChainId> chains() {
    return assets().stream()
        .map(asset -> asset.id().chainId())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Looks for new deposits on a chain.
   *
   * @param finality how many blocks behind the head a block is taken for final
   * @param budget no range of blocks is begun later
   * @return what was seen of each token, by {@code token:receiver}
   */
  public SortedMap<String, TokenWatch.Report> run(
      ChainId chain, ChainNode node, long finality, Duration budget) {
    SortedMap<String, TokenWatch.Report> reports = new TreeMap<>();
    long deadline = clock.millis() + budget.toMillis();
    RuntimeException failed = null;
    for (ProgramAsset asset : assets()) {
      if (!asset.id().chainId().equals(chain)) {
        continue;
      }
      String name = asset.id().address() + ":" + asset.receiver();
      try {
        Duration left = Duration.ofMillis(Math.max(0, deadline - clock.millis()));
        reports.put(
            name,
            watch(asset, node, finality)
                .run(transfers -> transfers.forEach(each -> credit(asset.id(), each)), left));
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "deposits of " + name, e);
        failed = e; // It does not hold back the others.
      }
    }
    if (failed != null) {
      throw failed;
    }
    return reports;
  }

  private TokenWatch watch(ProgramAsset asset, ChainNode node, long finality) {
    ChainId chain = asset.id().chainId();
    return new TokenWatch(
        new Watched(chain, asset.id().address(), asset.receiver(), asset.firstBlock(), finality),
        node,
        store,
        Paths.tokenWatch(chain, asset.id().address(), asset.receiver()),
        clock);
  }

  /**
   * Credits a transfer to its sender, once. What is minted, and what the receiver sends itself, is
   * nobody's deposit.
   *
   * @return whether it was credited now
   */
  boolean credit(CollectionId asset, TokenTransfer transfer) {
    boolean isDeposit =
        !transfer.amount().isZero()
            && !transfer.from().equals(transfer.to())
            && !transfer.from().equals(Address.ZERO);
    return isDeposit && Retries.of(backOff).run(() -> tryCredit(asset, transfer));
  }

  private boolean tryCredit(CollectionId asset, TokenTransfer transfer) {
    DocumentPath deposit = ProgramPaths.programDeposit(asset, transfer.id());
    DocumentPath path = ProgramPaths.programFunds(asset, transfer.from());
    List<Optional<StoredDocument>> read = store.getAll(List.of(deposit, path));
    if (read.get(0).isPresent()) {
      return false;
    }
    long now = clock.millis();
    Optional<FundsRecord> funds = funds(read.get(1));
    List<Write> writes = new ArrayList<>();
    writes.add(
        new Write.Create(
            deposit,
            Fields.builder()
                .put("from", transfer.from().hex())
                .put("amountWei", transfer.amount().toString())
                .put("blockNumber", transfer.blockNumber())
                .put("isCredited", funds.isPresent())
                .put("updatedAt", now)
                .build()));
    funds.ifPresent(
        before ->
            writes.add(
                DeskWrites.replacing(
                    read.get(1), path, before.deposit(transfer.amount().value()).encode(now))));
    var unused = store.commit(writes);
    return funds.isPresent();
  }

  /** Empty where nobody can read it: then the deposit is noted, and holds up no other. */
  private static Optional<FundsRecord> funds(Optional<StoredDocument> stored) {
    try {
      return Optional.of(FundsRecord.decode(stored));
    } catch (MalformedDocumentException | ConservationException e) {
      LOG.log(Level.SEVERE, "a deposit is not credited", e);
      return Optional.empty();
    }
  }
}
