package dev.curation.claims;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimQueries;
import dev.curation.merkle.Entitlement;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.rewards.ClaimTotals;
import dev.curation.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** By the newest trees and the claims that the listener has seen. */
public final class StoredClaimTotals implements ClaimTotals {
  /** Chains begin to have claims once, and tell it a week before. */
  private static final Duration CHAINS_HOLD = Duration.ofMinutes(1);

  private final Store store;
  private final Supplier<List<ClaimBook>> chains;

  public StoredClaimTotals(Store store) {
    this.store = store;
    this.chains = Suppliers.memoizeWithExpiration(this::readChains, CHAINS_HOLD);
  }

  private List<ClaimBook> readChains() {
    return store.query(ClaimQueries.chains()).stream()
        .map(document -> ClaimBook.decode(ChainId.parse("chainId", document.path().id()), document))
        .toList();
  }

  /** Four reads for each chain with claims. */
  @Override
  public Optional<Totals> of(Address user) {
    List<ClaimBook> books = Objects.requireNonNull(chains.get());
    if (books.isEmpty()) {
      return Optional.empty();
    }
    Wei claimable = Wei.ZERO;
    Wei claimed = Wei.ZERO;
    for (ClaimBook book : books) {
      Wei earned = earned(book, user);
      Wei paid = ClaimAnswers.claimed(store, book, Address.ZERO, user);
      claimed = claimed.plus(paid);
      claimable = claimable.plus(earned.compareTo(paid) > 0 ? earned.minus(paid) : Wei.ZERO);
    }
    return Optional.of(new Totals(claimable, claimed));
  }

  private Wei earned(ClaimBook book, Address user) {
    return TokenRecord.of(store, book.chain(), Denom.NATIVE)
        .flatMap(token -> TreeRecord.of(store, book.chain(), Denom.NATIVE, token.newest()))
        .flatMap(tree -> new Trees(store, book.chain()).entitlement(tree, user))
        .map(Entitlement::cumulative)
        .orElse(Wei.ZERO);
  }
}
