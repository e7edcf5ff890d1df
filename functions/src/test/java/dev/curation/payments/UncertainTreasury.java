package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.util.Collection;
import java.util.function.Supplier;

/** A treasury whose questions and broadcasts can go wrong. */
record UncertainTreasury(Treasury treasury, Mishap mishap) implements Treasury {
  @Override
  public ChainId chain() {
    return treasury.chain();
  }

  @Override
  public Address address() {
    return treasury.address();
  }

  @Override
  public Sighting look(Address account, Collection<TxHash> transactions) {
    return asking(() -> treasury.look(account, transactions));
  }

  @Override
  public long firstNonce() {
    return asking(treasury::firstNonce);
  }

  @Override
  public Wei balance(Denom denom) {
    return asking(() -> treasury.balance(denom));
  }

  @Override
  public Market market() {
    return asking(treasury::market);
  }

  @Override
  public long gas(Transfer transfer) {
    return asking(() -> treasury.gas(transfer));
  }

  @Override
  public SignedTransaction sign(Transfer transfer, long nonce, long gas, Fees fees) {
    return treasury.sign(transfer, nonce, gas, fees);
  }

  @Override
  public void broadcast(String raw) {
    var unused =
        asking(
            () -> {
              treasury.broadcast(raw);
              return raw;
            });
  }

  private <T> T asking(Supplier<T> question) {
    mishap.before();
    T answer = question.get();
    mishap.after();
    return answer;
  }
}
