package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Watermark;
import dev.curation.programs.LogEntry;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RewardProgram;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Locks a creator's funds in a new program (specs/programs.md, 3). */
final class Creating {
  private static final String LAST = "lastId";

  private final Store store;
  private final Duration finalityDelay;
  private final InstantSource clock;

  Creating(Store store, Duration finalityDelay, InstantSource clock) {
    this.store = store;
    this.finalityDelay = finalityDelay;
    this.clock = clock;
  }

  Fields create(ProgramReceipts receipts, ProgramAction.CreateProgram action) {
    CollectionId asset = new CollectionId(receipts.message().chain(), action.token());
    DocumentPath fundsPath = ProgramPaths.programFunds(asset, action.creator());
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(
                receipts.path(),
                ProgramPaths.programIds(),
                fundsPath,
                ProgramPaths.activity(asset.chainId()),
                ProgramPaths.programAsset(asset),
                Paths.chainWatermark(asset.chainId())));
    long now = clock.millis();
    Optional<Fields> before = receipts.before(read.get(0), now);
    if (before.isPresent()) {
      return before.get();
    }
    FundsRecord funds = FundsRecord.decode(read.get(2));
    long id = lastId(read.get(1)) + 1;
    RewardProgram program =
        action.request().check(id, now, funds.available(), leastOffsetSeconds());
    requireWorthIt(read.get(4), action.request());
    requireSource(read.get(5), asset.chainId());
    FeedPosition feed = FeedPosition.decode(read.get(3));
    ProgramRecord record = new ProgramRecord(program, feed.pages(), 0, 1, null, null, null);
    Fields result =
        Fields.builder()
            .put("program", id)
            .put("expectedEndMs", program.expectedEndMs())
            .put("programEndMaxMs", program.programEndMaxMs())
            .build();
    Fields receipt = receipts.of(result, now);
    LogEntry created = LogEntry.of(LogEntry.Kind.PROGRAM_CREATED, id, now);
    var unused =
        store.commit(
            List.of(
                receipts.write(receipt),
                new Write.Create(ProgramPaths.program(id), record.encode(now)),
                new Write.Create(
                    ProgramPaths.programLog(id, 0), ProgramCodec.encode(0, created, now)),
                DeskWrites.replacing(
                    read.get(1),
                    ProgramPaths.programIds(),
                    Fields.builder().put(LAST, id).put("updatedAt", now).build()),
                DeskWrites.replacing(
                    read.get(2), fundsPath, funds.lock(program.terms().total()).encode(now))));
    return ProgramReceipts.answer(receipt);
  }

  private static long lastId(Optional<StoredDocument> ids) {
    return ids.map(found -> MalformedDocumentException.decode(found, f -> f.integer(LAST)))
        .orElse(0L);
  }

  /**
   * Programs lag by the finality delay: what expires sooner could never be claimed. The same once
   * more is for sources that stand still for a while.
   */
  private long leastOffsetSeconds() {
    return Math.addExact(
        Math.multiplyExact(2, finalityDelay.toSeconds()), ProgramRequest.LEAST_SECONDS);
  }

  /** Each program costs its operator reads and writes; so an operator may name a least total. */
  private static void requireWorthIt(Optional<StoredDocument> asset, ProgramRequest request) {
    BigInteger least =
        asset.map(found -> ProgramAsset.decode(found).minimumTotal()).orElse(BigInteger.ZERO);
    if (request.total().compareTo(least) < 0) {
      throw new InvalidValueException(
          "totalRewardPool", request.total(), "must be at least " + least + " here");
    }
  }

  /** Where nobody listens, no event would ever count and no period end. */
  private static void requireSource(Optional<StoredDocument> watermark, ChainId chain) {
    if (Watermark.of(List.of(watermark)).isEmpty()) {
      throw new InvalidValueException("chainId", chain, "has no source of events yet");
    }
  }
}
