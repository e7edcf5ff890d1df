package dev.curation.bench;

import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.pools.PoolBalance;
import dev.curation.pools.Receipt;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.withdrawals.Payment;
import dev.curation.withdrawals.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of the documents once nobody changes them any more.
 *
 * @param payments in the outbox
 * @param receipts of requests
 * @param wrong what is not as it must be
 */
record PoolsProof(int payments, int receipts, List<String> wrong) {
  PoolsProof {
    wrong = List.copyOf(wrong);
  }

  static PoolsProof of(Store store, PoolsLog log) {
    List<String> wrong = new ArrayList<>(log.failures());
    Map<String, Fields> outbox = new HashMap<>();
    store
        .query(PoolQueries.payments(PoolsStage.CHAIN))
        .forEach(payment -> outbox.put(payment.path().id(), payment.fields()));
    List<StoredDocument> receipts =
        store.query(Query.in(Paths.pool(PoolsStage.CHAIN).collection(Paths.PAYMENTS)));
    Map<String, Fields> owed = new HashMap<>(outbox);
    for (StoredDocument receipt : receipts) {
      String id = receipt.fields().optionalString("paymentId");
      boolean pays = !receipt.fields().map("payments").values().isEmpty();
      if (pays != (id != null)) {
        wrong.add(receipt.path() + ": a receipt without its payment, or the other way round");
      } else if (id != null) {
        compare(id, receipt.fields().map("payments"), owed.remove(id), wrong);
      }
    }
    owed.keySet().stream()
        .filter(id -> !id.startsWith("lazy:" + PoolsStage.CHAIN + ":change:"))
        .forEach(id -> wrong.add(id + ": a payment that no request has"));
    answers(log, receipts, wrong);
    sums(store, log, outbox, wrong);
    return new PoolsProof(outbox.size(), receipts.size(), wrong);
  }

  /** Amount and people of each denomination. */
  private static void compare(
      String id, Fields receipt, @Nullable Fields payment, List<String> wrong) {
    if (payment == null) {
      wrong.add(id + ": not in the outbox, or twice in receipts");
      return;
    }
    Fields transfers = payment.map("transfers");
    boolean same = receipt.values().keySet().equals(transfers.values().keySet());
    for (String denom : receipt.values().keySet()) {
      for (String field : List.of("person", "to", "amountWei")) {
        same &= Objects.equals(receipt.map(denom).get(field), transfers.map(denom).get(field));
      }
    }
    if (!same) {
      wrong.add(id + ": the receipt says " + receipt + ", the payment " + transfers);
    }
  }

  /** What clients were answered is what is stored. */
  private static void answers(PoolsLog log, List<StoredDocument> receipts, List<String> wrong) {
    Map<String, Fields> stored = new HashMap<>();
    receipts.forEach(receipt -> stored.put(receipt.path().id(), receipt.fields()));
    for (Map.Entry<String, Receipt> answer : log.answers().entrySet()) {
      Fields found = stored.get(answer.getKey());
      Receipt receipt = answer.getValue();
      if (found == null || !Objects.equals(found.get("digest"), receipt.digest())) {
        wrong.add(answer.getKey() + ": answered, and not stored");
        continue;
      }
      for (Payment payment : receipt.payments()) {
        Object wei = found.map("payments").map(payment.denom().name()).get("amountWei");
        if (!payment.wei().toString().equals(wei)) {
          wrong.add(answer.getKey() + ": answered " + payment + ", stored " + wei);
        }
      }
    }
  }

  private static void sums(
      Store store, PoolsLog log, Map<String, Fields> outbox, List<String> wrong) {
    BigInteger paid = BigInteger.ZERO;
    for (Fields payment : outbox.values()) {
      Fields transfer = payment.map("transfers").map(Denom.NATIVE.name());
      paid = paid.add(new BigInteger(transfer.string("amountWei")));
    }
    try {
      PoolBook book = PoolBalance.of(store, PoolsStage.CHAIN).book();
      same("withdrawn, paid", book.withdrawnWei().get(Denom.NATIVE), paid, wrong);
      same("received, fees of blocks", book.receivedWei().get(Denom.NATIVE), log.fees(), wrong);
    } catch (ConservationException e) {
      wrong.add("the equation does not hold: " + e.getMessage());
    }
  }

  private static void same(String what, BigInteger one, BigInteger other, List<String> wrong) {
    if (!one.equals(other)) {
      wrong.add(what + ": " + one + " and " + other);
    }
  }
}
