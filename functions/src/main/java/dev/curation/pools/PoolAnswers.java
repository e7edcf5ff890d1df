package dev.curation.pools;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.withdrawals.Account;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Claimable;
import dev.curation.withdrawals.Delegation;
import dev.curation.withdrawals.Operator;
import dev.curation.withdrawals.PoolBook;
import dev.curation.withdrawals.Scale;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pool says of itself; settles on copies and writes nothing (specs/withdrawals.md, Queries).
 */
public final class PoolAnswers {
  private final Store store;

  public PoolAnswers(Store store) {
    this.store = store;
  }

  /** The pool's totals and settings; empty where there is none: one read. */
  public Optional<Fields> pool(ChainId pool) {
    PoolDocuments documents = PoolDocuments.read(store, pool, List.of());
    return documents.found(Paths.pool(pool)).map(any -> totals(documents));
  }

  private static Fields totals(PoolDocuments documents) {
    return PoolCodec.encode(documents.book())
        .put("height", documents.height())
        .put("settings", PoolCodec.encode(documents.settings()))
        .build();
  }

  /** What is in the pool and whose it is: one read. */
  public Fields outstanding(ChainId pool) {
    PoolBook book = PoolDocuments.read(store, pool, List.of()).book();
    Fields.Builder denoms = Fields.builder();
    for (Denom denom : book.receivedWei().byDenom().keySet()) {
      BigInteger left = book.receivedWei().get(denom).subtract(book.withdrawnWei().get(denom));
      BigInteger others =
          book.carryQ().get(denom).add(book.taxQ().get(denom)).add(book.dustQ().get(denom));
      denoms.put(
          denom.name(),
          Fields.builder()
              .put("leftWei", left.toString())
              .put("owedToPeopleQ", left.multiply(Scale.Q).subtract(others).toString())
              .put("carryQ", book.carryQ().get(denom).toString())
              .put("taxQ", book.taxQ().get(denom).toString())
              .put("dustQ", book.dustQ().get(denom).toString())
              .build());
    }
    return Fields.builder().put("outstanding", denoms.build()).build();
  }

  /** Empty where there is no such operator: two reads. */
  public Optional<Fields> operator(ChainId pool, Address operator) {
    PoolDocuments documents =
        PoolDocuments.read(store, pool, List.of(Paths.poolOperator(pool, operator)));
    Operator found = documents.operator(operator.hex());
    return found == null
        ? Optional.empty()
        : Optional.of(operator(operator.hex(), found, documents));
  }

  private static Fields operator(String id, Operator operator, PoolDocuments documents) {
    Amounts commission = Claimable.ofCommission(documents, id);
    return Fields.builder()
        .put("operator", id)
        .put("owner", operator.owner())
        .put("commissionE18", operator.commissionE18().toString())
        .put("votes", operator.votes().toString())
        .put("commissionWei", PoolCodec.amounts(Claimable.wholeWei(commission)))
        .build();
  }

  /**
   * A page of operators, by address.
   *
   * @param after the last one of the page before; null: from the first
   */
  public Fields operators(ChainId pool, @Nullable Address after, int limit) {
    DocumentPath from = after == null ? null : Paths.poolOperator(pool, after);
    List<String> ids =
        store.query(PoolQueries.poolOperators(pool, from, limit + 1)).stream()
            .map(document -> document.path().id())
            .toList();
    List<String> page = ids.subList(0, Math.min(limit, ids.size()));
    PoolDocuments documents =
        PoolDocuments.read(
            store,
            pool,
            page.stream().map(id -> Paths.poolOperator(pool, new Address(id))).toList());
    Fields.Builder operators = Fields.builder();
    for (String id : page) {
      Operator operator = documents.operator(id);
      if (operator != null) {
        operators.put(id, operator(id, operator, documents));
      }
    }
    return page(operators.build(), "operators", ids.size() > limit ? page.getLast() : null);
  }

  private static Fields page(Fields items, String name, @Nullable String next) {
    return Fields.builder().put(name, items).put("next", next).build();
  }

  /** A curator's votes with one operator: three reads. */
  public Optional<Fields> delegation(ChainId pool, Address curator, Address operator) {
    PoolDocuments documents =
        PoolDocuments.read(
            store,
            pool,
            List.of(
                Paths.poolOperator(pool, operator), Paths.poolDelegation(pool, curator, operator)));
    Delegation found = documents.delegation(curator.hex(), operator.hex());
    return found == null
        ? Optional.empty()
        : Optional.of(
            delegation(found, Claimable.ofDelegation(documents, curator.hex(), operator.hex())));
  }

  private static Fields delegation(Delegation delegation, Amounts claimableQ) {
    return Fields.builder()
        .put("votes", delegation.votes().toString())
        .put("claimableWei", PoolCodec.amounts(Claimable.wholeWei(claimableQ)))
        .put("claimableQ", PoolCodec.amounts(claimableQ))
        .build();
  }

  /**
   * What a person has in the pool: a page of delegations by operator, with the sum that a
   * withdrawal of this page would pay.
   *
   * @param after the last operator of the page before; null: from the first
   */
  public Fields person(ChainId pool, Address person, @Nullable Address after, int limit) {
    List<StoredDocument> found =
        store.query(PoolQueries.delegationsOf(pool, person, after, limit + 1));
    List<Address> operators = new ArrayList<>();
    for (StoredDocument document : found.subList(0, Math.min(limit, found.size()))) {
      operators.add(new Address(document.path().id().substring(person.hex().length() + 1)));
    }
    List<DocumentPath> wanted = new ArrayList<>();
    wanted.add(Paths.poolAccount(pool, person));
    for (Address operator : operators) {
      wanted.add(Paths.poolOperator(pool, operator));
      wanted.add(Paths.poolDelegation(pool, person, operator));
    }
    PoolDocuments documents = PoolDocuments.read(store, pool, wanted);
    Account account = documents.account(person.hex());
    Amounts sum = account.creditQ();
    Fields.Builder delegations = Fields.builder();
    for (Address operator : operators) {
      Delegation delegation = documents.delegation(person.hex(), operator.hex());
      if (delegation != null) {
        Amounts claimable = Claimable.ofDelegation(documents, person.hex(), operator.hex());
        sum = sum.plus(claimable);
        delegations.put(operator.hex(), delegation(delegation, claimable));
      }
    }
    String next = found.size() > limit ? operators.getLast().hex() : null;
    return Fields.builder()
        .put("person", person.hex())
        .put("withdrawAddress", account.withdrawAddress())
        .put("creditQ", PoolCodec.amounts(account.creditQ()))
        .put("claimableWei", PoolCodec.amounts(Claimable.wholeWei(sum)))
        .build()
        .with(page(delegations.build(), "delegations", next));
  }

  /** What a curator has earned for itself in one collection; empty where that is not known. */
  public Optional<Fields> shares(CollectionId collection, Address curator) {
    PoolDocuments documents =
        PoolDocuments.read(store, collection.chainId(), OwnShares.documents(collection, curator));
    return OwnShares.of(documents, new Books(store, collection), collection, curator)
        .map(
            shares ->
                Fields.builder()
                    .put("collection", collection.toString())
                    .put("curator", curator.hex())
                    .put("sealedUntil", shares.sealedUntil().start())
                    .put("earnedWei", shares.earned().toString())
                    .put("withdrawnWei", shares.withdrawn().toString())
                    .put("claimableWei", shares.claimable().toString())
                    .build());
  }

  /** What a request did; empty where it was not done. */
  public Optional<Fields> request(ChainId pool, Address person, String requestId) {
    return store
        .get(Paths.poolReceipt(pool, person, requestId))
        .map(StoredDocument::fields)
        .map(fields -> fields.without("digest"));
  }
}
