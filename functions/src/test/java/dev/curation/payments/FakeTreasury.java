package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** An account of the fake chain. */
record FakeTreasury(FakeChain fake, Address address) implements Treasury {
  static final Address ADDRESS = new Address("0x" + "7e".repeat(20));
  static final long GAS = 21;

  @Override
  public ChainId chain() {
    return PaymentWorld.CHAIN;
  }

  @Override
  public Sighting look(Address account, Collection<TxHash> transactions) {
    Map<TxHash, Receipt> receipts = new HashMap<>();
    for (TxHash tx : transactions) {
      fake.receipt(tx, account).ifPresent(receipt -> receipts.put(tx, receipt));
    }
    return new Sighting(fake.head(), fake.count(), receipts);
  }

  @Override
  public long firstNonce() {
    return fake.count();
  }

  @Override
  public Wei balance(Denom denom) {
    return fake.balance(denom);
  }

  @Override
  public Market market() {
    return fake.market;
  }

  @Override
  public long gas(Transfer transfer) {
    if (fake.refused.contains(transfer.denom())) {
      throw new TransferRefusedException("would be reverted");
    }
    return GAS;
  }

  @Override
  public SignedTransaction sign(Transfer transfer, long nonce, long gas, Fees fees) {
    FakeChain.Tx tx = FakeChain.Tx.of(transfer, nonce, fees);
    return new SignedTransaction(tx.hash(), tx.raw());
  }

  @Override
  public void broadcast(String raw) {
    fake.take(raw);
  }
}
