package dev.curation.rewards;

import dev.curation.books.CollectionYield;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.RewardQueries;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chains and lists of collections. */
final class Market {
  private final Store store;

  Market(Store store) {
    this.store = store;
  }

  /** The totals of each chain: at most 16 reads a chain. */
  Answer chains() {
    Map<String, ChainSum> chains = new TreeMap<>();
    for (StoredDocument part : store.query(RewardQueries.chainTotals())) {
      Fields fields = part.fields();
      ChainSum sum = chains.computeIfAbsent(Paths.chainOfTotals(part.path()), ChainSum::new);
      fields.values().keySet().forEach(each -> sum.add(fields.map(each)));
    }
    return Answer.page(chains.values().stream().map(ChainSum::fields).toList(), null);
  }

  /** Sums over the collections of a chain. */
  private static final class ChainSum {
    private final String chain;
    private long collections;
    private long curators;
    private long votes;
    private Wei fees = Wei.ZERO;
    private Wei distributed = Wei.ZERO;
    private Wei carry = Wei.ZERO;

    private ChainSum(String chain) {
      this.chain = chain;
    }

    private void add(Fields share) {
      collections++;
      curators += share.integer("numCurators");
      votes = Math.addExact(votes, share.integer("numCuratorVotes"));
      fees = fees.plus(wei(share, "totalProtocolFeesAccruedWei"));
      distributed = distributed.plus(wei(share, "distributedWei"));
      carry = carry.plus(wei(share, "arbitrageProtocolFeesAccruedWei"));
    }

    private static Wei wei(Fields fields, String name) {
      return Wei.parse(name, fields.string(name));
    }

    private Fields fields() {
      Fields.Builder fields =
          Fields.builder()
              .put("chainId", chain)
              .put("collections", collections)
              .put("curators", curators)
              .put("votes", votes);
      States.amount(fields, "totalProtocolFeesAccrued", fees);
      States.amount(fields, "distributed", distributed);
      return States.amount(fields, "carry", carry).build();
    }
  }

  /** The field that a list is sorted by, and the name readers know it by. */
  private enum Sort {
    FEES("fees", "totalProtocolFeesRank"),
    APR("apr", "aprPercent"),
    CURATORS("curators", "numCurators");

    private final String text;
    private final String field;

    Sort(String text, String field) {
      this.text = text;
      this.field = field;
    }

    private static Sort parse(@Nullable String text) {
      for (Sort sort : values()) {
        if (text == null || sort.text.equals(text)) {
          return sort;
        }
      }
      throw new InvalidRequestException("sort", text, "must be fees, apr or curators");
    }

    private Object start(String text, String cursor) {
      try {
        return switch (this) {
          case FEES -> text;
          case APR -> new BigDecimal(text).doubleValue();
          case CURATORS -> Long.valueOf(text);
        };
      } catch (NumberFormatException e) {
        InvalidRequestException refused = Cursors.refused(cursor);
        refused.initCause(e);
        throw refused;
      }
    }
  }

  /** The largest collections: one read for each shown, and one. */
  Answer collections(Parameters parameters, long now) {
    Sort sort = Sort.parse(parameters.text("sort"));
    ChainId chain = parameters.chain();
    int limit = parameters.limit();
    // What was earned by a collection that nothing was sold of since is no yield any more.
    long week = now - CollectionYield.TRAILING_HOURS * BlockHour.MILLIS;
    Query query =
        sort == Sort.APR
            ? RewardQueries.snippetsSince(chain, sort.field, week, limit + 1)
            : RewardQueries.snippets(chain, sort.field, limit + 1);
    String cursor = parameters.text("cursor");
    if (cursor != null) {
      List<String> parts = Cursors.parts(cursor, 3);
      if (!parts.get(0).equals(sort.text)) {
        throw Cursors.refused(cursor);
      }
      CollectionId id = Parameters.collection(parts.get(2));
      query = query.startingAfter(List.of(sort.start(parts.get(1), cursor), id.toString()));
    }
    List<StoredDocument> found = store.query(query);
    List<Fields> items = new ArrayList<>();
    found.stream()
        .limit(limit)
        .forEach(snippet -> items.add(CollectionAnswers.summary(snippet.fields(), now).build()));
    return Answer.page(
        items, found.size() > limit ? cursor(sort, found.get(limit - 1).fields()) : null);
  }

  private static String cursor(Sort sort, Fields last) {
    return Cursors.of(sort.text, String.valueOf(last.get(sort.field)), last.string("id"));
  }
}
