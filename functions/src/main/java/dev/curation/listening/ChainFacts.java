package dev.curation.listening;

import dev.curation.chain.ChainId;
import dev.curation.decoding.LogDecoder;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.ChainNode;
import dev.curation.node.NodeException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads again what the logs of a chain say, beside what is stored of the same blocks: for an audit.
 * It writes nothing, and believes no stored rate of the blocks that it reads.
 */
public final class ChainFacts {
  private final ChainSettings chain;
  private final ChainNode node;
  private final Store store;
  private final LogDecoder decoder;

  public ChainFacts(ChainSettings chain, ChainNode node, Store store) {
    this.chain = chain;
    this.node = node;
    this.store = store;
    this.decoder = new LogDecoder(chain.contracts());
  }

  /** Blocks, both ends included; none where the last is before the first. */
  public record Blocks(long first, long last) {}

  /**
   * Some blocks of the chain and what is stored of them.
   *
   * @param logs how many logs they hold
   * @param facts the facts that follow from the logs, without bookkeeping
   * @param stored all that is stored of these blocks, also what no log of a contract backs
   */
  public record Part(
      Blocks blocks, long logs, Map<DocumentPath, Fields> facts, List<StoredDocument> stored) {}

  /** Hears of one part after the other. */
  public interface Consumer {
    void accept(Part part);
  }

  public ChainId chain() {
    return chain.chain();
  }

  /**
   * The blocks that the ledgers should tell of: from the first stored fact, or where the poll
   * began, to the newest final block that the poll has read, or, where none polls, that there is.
   */
  public Blocks covered() {
    List<Long> firsts = new ArrayList<>();
    for (Query query : firstFacts()) {
      store.query(query.limitedTo(1)).forEach(d -> firsts.add(d.fields().integer("blockNumber")));
    }
    long newest = node.headNumber() - chain.finality();
    long last =
        store
            .get(Paths.chainCursor(chain.chain(), chain.contractSetName()))
            .map(document -> MalformedDocumentException.decode(document, ChainCursor::decode))
            .map(
                cursor -> {
                  firsts.add(cursor.firstBlock());
                  return Math.min(newest, cursor.finalBlock());
                })
            .orElse(newest);
    long first = firsts.stream().mapToLong(block -> block).min().orElse(last + 1);
    return new Blocks(first, last);
  }

  private List<Query> firstFacts() {
    Stream<Query> sales =
        chain.contracts().exchanges().stream()
            .map(exchange -> Queries.salesSince(chain.chain(), exchange.address(), 0, 1));
    Stream<Query> others =
        Reconciliation.queries(chain, 0, Long.MAX_VALUE).entrySet().stream()
            .filter(query -> query.getKey() != LogFact.Kind.SALE)
            .map(Map.Entry::getValue);
    return Stream.concat(sales, others).toList();
  }

  /**
   * Reads the blocks, part by part.
   *
   * @throws InvalidValueException if the last block is not final yet
   * @throws UnreadableBlockException if the node refuses a single block
   */
  public void each(Blocks blocks, Consumer consumer) {
    long newest = node.headNumber() - chain.finality();
    if (blocks.last() > newest) {
      throw new InvalidValueException("to", blocks.last(), "must be final, " + newest + " at most");
    }
    FeeRateBook rates =
        chain.hasFeeRates()
            ? FeeRateBook.load(store, chain.chain()).before(blocks.first())
            : FeeRateBook.EMPTY;
    RangeReader reader =
        new RangeReader(
            (from, to) -> node.logs(chain.contracts().addresses(), from, to),
            ChainCursor.FIRST_SPAN,
            () -> false);
    for (long next = blocks.first(); next <= blocks.last(); ) {
      RangeReader.Range range = read(reader, next, blocks.last());
      LogFacts facts = LogFacts.of(store, chain, decoder, range.logs(), rates, 0);
      rates = facts.rates();
      consumer.accept(part(range, facts));
      next = range.to() + 1;
    }
  }

  private static RangeReader.Range read(RangeReader reader, long from, long to) {
    return reader
        .read(from, to)
        .orElseThrow(
            () -> new NodeException.Unavailable("no node knows the block " + to + " yet", null));
  }

  private Part part(RangeReader.Range range, LogFacts facts) {
    Map<DocumentPath, Fields> expected = new LinkedHashMap<>();
    facts.facts().forEach(fact -> expected.put(fact.creation().path(), fact.said()));
    facts.rejections().forEach(rejected -> expected.put(rejected.path(), rejected.fields()));
    List<StoredDocument> stored = new ArrayList<>();
    Reconciliation.queries(chain, range.from(), range.to())
        .values()
        .forEach(query -> stored.addAll(store.query(query)));
    stored.addAll(
        store.getAll(facts.rejections().stream().map(rejected -> rejected.path()).toList()).stream()
            .flatMap(Optional::stream)
            .toList());
    return new Part(new Blocks(range.from(), range.to()), range.logs().size(), expected, stored);
  }

  /** Whether a stored document of these blocks is this listener's to judge. */
  public boolean isOwn(Fields stored) {
    Object contract = stored.get("contractAddress");
    return chain.contracts().addresses().stream()
        .anyMatch(address -> address.hex().equals(contract));
  }
}
