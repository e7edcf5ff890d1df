package dev.curation.pools;

import dev.curation.chain.ChainId;
import dev.curation.documents.PoolQueries;
import dev.curation.money.ConservationException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.withdrawals.Operator;
import dev.curation.withdrawals.PoolBook;
import dev.curation.withdrawals.PoolSums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conservation equation over all documents of a pool (specs/withdrawals.md, Invariants). They
 * are read one kind after another, so it holds only while nobody changes the pool.
 */
public final class PoolBalance {
  private PoolBalance() {}

  /**
   * @throws ConservationException if it does not hold, or a delegation is with somebody who is no
   *     operator
   */
  public static PoolSums of(Store store, ChainId pool) {
    PoolBook book = PoolDocuments.read(store, pool, List.of()).book();
    PoolSums.Summing summing = new PoolSums.Summing(book);
    Map<String, Operator> operators = new HashMap<>();
    for (StoredDocument document : store.query(PoolQueries.poolOperators(pool, null, 0))) {
      Operator operator = PoolCodec.operator(document.fields());
      operators.put(document.path().id(), operator);
      summing.add(operator);
    }
    for (StoredDocument document : store.query(PoolQueries.delegations(pool))) {
      String id = document.path().id();
      Operator operator = operators.get(id.substring(id.indexOf('_') + 1));
      if (operator == null) {
        throw new ConservationException(id + ": votes with somebody who is no operator");
      }
      summing.add(PoolCodec.delegation(document.fields()), operator);
    }
    for (StoredDocument document : store.query(PoolQueries.accounts(pool))) {
      summing.add(PoolCodec.account(document.fields()));
    }
    return summing.sums();
  }
}
