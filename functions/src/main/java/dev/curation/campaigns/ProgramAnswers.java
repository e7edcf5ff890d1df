package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramState;
import dev.curation.programs.ProgramType;
import dev.curation.programs.RewardProgram;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is told of reward programs (specs/programs.md, 9); writes nothing. */
public final class ProgramAnswers {
  private static final Logger LOG = Logger.getLogger(ProgramAnswers.class.getName());
  private static final List<String> INNER =
      List.of("feedPage", "feedEntry", "logged", "closingWei", "isOpen", "isOutstanding", "commit");

  private final Store store;
  private final InstantSource clock;

  public ProgramAnswers(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A page of an answer.
   *
   * @param items in ascending order
   * @param next behind which the next page begins; null: there is none
   */
  public record Page(List<Map<String, @Nullable Object>> items, @Nullable Key next) {}

  /**
   * Where a page begins: behind this.
   *
   * @param first a program, or an entry of its log
   * @param second a period; 0 where only the first counts
   */
  public record Key(long first, long second) {
    public static final Key START = new Key(0, 0);
  }

  /**
   * Two reads.
   *
   * @throws dev.curation.programs.ProgramRefusedException {@code PROGRAM_NOT_FOUND}
   */
  public Map<String, @Nullable Object> program(long id) {
    StoredDocument document = require(id);
    Map<String, @Nullable Object> answer = view(document);
    ChainId chain = ProgramRecord.decode(document).chain();
    answer.put("knownUntilMs", known(chain));
    return answer;
  }

  private StoredDocument require(long id) {
    return store
        .get(ProgramPaths.program(id))
        .orElseThrow(() -> ProgramRefusal.PROGRAM_NOT_FOUND.of("program", id));
  }

  /** Programs have taken account of everything earlier. */
  private long known(ChainId chain) {
    return FeedPosition.decode(store.get(ProgramPaths.activity(chain))).untilMs();
  }

  /** One that is damaged does not keep the others from being told. */
  private Map<String, @Nullable Object> viewOrFailure(StoredDocument document) {
    try {
      return view(document);
    } catch (RuntimeException e) { // Whatever is wrong with it: a field, a name, its money.
      LOG.log(Level.SEVERE, "a program cannot be told", e);
      Map<String, @Nullable Object> failure = new LinkedHashMap<>();
      failure.put("id", document.fields().get("id"));
      failure.put("failure", e.getClass().getSimpleName());
      return failure;
    }
  }

  private Map<String, @Nullable Object> view(StoredDocument document) {
    ProgramRecord record = ProgramRecord.decode(document);
    RewardProgram program = record.program();
    Fields fields = document.fields();
    for (String inner : INNER) {
      fields = fields.without(inner);
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>(fields.values());
    answer.put("actions", inOrder(fields.map("actions")));
    answer.put("escrowWei", program.escrow().toString());
    boolean isOver = program.state() == ProgramState.FINISHED;
    answer.put("claimableUntilMs", isOver ? program.claimableUntilMs() : null);
    answer.put("isClaimable", !Claiming.isExpired(program, clock.millis()));
    return answer;
  }

  /** A database sorts the names of fields as texts: 10 before 2. */
  private static List<Object> inOrder(Fields actions) {
    List<Object> ordered = new ArrayList<>();
    for (int i = 0; i < actions.values().size(); i++) {
      ordered.add(actions.map(Integer.toString(i)).values());
    }
    return ordered;
  }

  /** The programs of a type, by id: as many reads as there are, and one. */
  public Page programs(ProgramType type, Key after, int limit) {
    List<StoredDocument> found = store.query(query(type, after.first(), limit + 1));
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (StoredDocument document : found.subList(0, Math.min(limit, found.size()))) {
      items.add(viewOrFailure(document));
    }
    return page(found, items, limit, "id", null);
  }

  private static Query query(ProgramType type, long after, int limit) {
    return switch (type) {
      case ALL -> ProgramQueries.programs(null, "", after, limit);
      case PENDING -> state(ProgramState.PENDING, after, limit);
      case ACTIVE -> state(ProgramState.STARTED, after, limit);
      case OUTSTANDING -> ProgramQueries.programs("isOutstanding", true, after, limit);
      case FINISHED -> ProgramQueries.programs("isOutstanding", false, after, limit);
    };
  }

  private static Query state(ProgramState state, long after, int limit) {
    return ProgramQueries.programs("state", state.name(), after, limit);
  }

  private static Page page(
      List<StoredDocument> found,
      List<Map<String, @Nullable Object>> items,
      int limit,
      String first,
      @Nullable String second) {
    if (found.size() <= limit) {
      return new Page(items, null);
    }
    Fields last = found.get(limit - 1).fields();
    return new Page(items, new Key(last.integer(first), second == null ? 0 : last.integer(second)));
  }

  /**
   * The claim periods of a program.
   *
   * @throws dev.curation.programs.ProgramRefusedException {@code PROGRAM_NOT_FOUND}
   */
  public Page periods(long program, Key after, int limit) {
    var unused = require(program);
    return plain(ProgramQueries.periods(program, after.first(), limit + 1), limit, "period");
  }

  /**
   * @throws dev.curation.programs.ProgramRefusedException {@code PROGRAM_NOT_FOUND}, {@code
   *     PERIOD_NOT_FOUND}
   */
  public Map<String, @Nullable Object> period(long program, long period) {
    var unused = require(program);
    return store
        .get(ProgramPaths.programPeriod(program, period))
        .orElseThrow(() -> ProgramRefusal.PERIOD_NOT_FOUND.of("period", period))
        .fields()
        .values();
  }

  /** What happened to a program, also to one that is deleted; the key is an entry's number + 1. */
  public Page log(long program, Key after, int limit) {
    Page page = plain(ProgramQueries.log(program, after.first() - 1, limit + 1), limit, "number");
    Key next = page.next();
    return new Page(page.items(), next == null ? null : new Key(next.first() + 1, 0));
  }

  private Page plain(Query query, int limit, String key) {
    List<StoredDocument> found = store.query(query);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (StoredDocument document : found.subList(0, Math.min(limit, found.size()))) {
      items.add(document.fields().without("updatedAt").values());
    }
    return page(found, items, limit, key, null);
  }

  /**
   * What an address may claim, has claimed or will be able to claim; only where it has shares.
   *
   * @param status null: of any
   */
  public Page claims(Address address, @Nullable ClaimStatus status, Key after, int limit) {
    List<StoredDocument> found =
        store.query(
            ProgramQueries.claims(
                address,
                status == null ? null : status.name(),
                after.first(),
                after.second(),
                limit + 1));
    List<StoredDocument> shown = found.subList(0, Math.min(limit, found.size()));
    Provisional provisional = Provisional.read(store, shown);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (StoredDocument document : shown) {
      items.add(provisional.claim(document));
    }
    return page(found, items, limit, "program", "period");
  }

  /** What somebody has deposited; nothing where that is not known. */
  public Map<String, @Nullable Object> funds(CollectionId asset, Address owner) {
    Fields funds =
        FundsRecord.decode(store.get(ProgramPaths.programFunds(asset, owner)))
            .encode(0)
            .without("updatedAt");
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("asset", asset.toString());
    answer.put("owner", owner.hex());
    answer.putAll(funds.values());
    return answer;
  }

  /** The tokens in which programs may be funded, and where deposits go. */
  public List<Map<String, @Nullable Object>> assets() {
    List<Map<String, @Nullable Object>> assets = new ArrayList<>();
    for (StoredDocument document : store.query(ProgramQueries.assets())) {
      Map<String, @Nullable Object> asset = new LinkedHashMap<>();
      asset.put("asset", document.path().id());
      asset.putAll(document.fields().without("updatedAt").values());
      assets.add(asset);
    }
    return assets;
  }

  /** What a signed request did; empty where it was not done. */
  public Optional<Map<String, @Nullable Object>> request(
      ChainId chain, Address person, String requestId) {
    DocumentPath path = ProgramPaths.programReceipt(chain, person, requestId);
    return store
        .get(path)
        .map(
            document ->
                MalformedDocumentException.decode(document, ProgramReceipts::answer).values());
  }
}
