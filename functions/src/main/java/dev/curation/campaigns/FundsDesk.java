package dev.curation.campaigns;

import dev.curation.chain.CollectionId;
import dev.curation.documents.ProgramPaths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.programs.ProgramRefusal;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Pays back deposits that are locked in no program. */
final class FundsDesk {
  private final Store store;
  private final InstantSource clock;

  FundsDesk(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Fields withdraw(ProgramReceipts receipts, ProgramAction.WithdrawFunds action) {
    CollectionId asset = new CollectionId(receipts.message().chain(), action.token());
    DocumentPath path = ProgramPaths.programFunds(asset, action.owner());
    List<Optional<StoredDocument>> read = store.getAll(List.of(receipts.path(), path));
    long now = clock.millis();
    Optional<Fields> before = receipts.before(read.get(0), now);
    if (before.isPresent()) {
      return before.get();
    }
    FundsRecord funds = FundsRecord.decode(read.get(1));
    if (funds.available().compareTo(action.amount()) < 0) {
      throw ProgramRefusal.INSUFFICIENT_FUNDS.of("amount", action.amount());
    }
    String paymentId = receipts.message().paymentId();
    Transfer transfer =
        new Transfer(
            action.owner(),
            action.owner(),
            new Denom(action.token().hex()),
            Wei.of(action.amount()));
    Fields receipt =
        receipts.of(
            Fields.builder()
                .put("asset", asset.toString())
                .put("amountWei", action.amount().toString())
                .put("paymentId", paymentId)
                .build(),
            now);
    store.commit(
        List.<Write>of(
            receipts.write(receipt),
            DeskWrites.replacing(read.get(1), path, funds.withdraw(action.amount()).encode(now)),
            Outbox.due(new Payment(paymentId, asset.chainId(), List.of(transfer)), now)));
    return ProgramReceipts.answer(receipt);
  }
}
