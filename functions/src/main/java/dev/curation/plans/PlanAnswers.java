package dev.curation.plans;

import com.google.gson.JsonObject;
import dev.curation.documents.Paths;
import dev.curation.documents.PlanPaths;
import dev.curation.documents.PlanQueries;
import dev.curation.payments.Outbox;
import dev.curation.payments.PaymentStanding;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How payout plans stand. */
public final class PlanAnswers {
  private static final int READ_AT_ONCE = 500;

  private final Store store;

  public PlanAnswers(Store store) {
    this.store = store;
  }

  /**
   * The plans of a series, the newest first.
   *
   * @param before a number: only plans before it
   */
  public List<Map<String, @Nullable Object>> plans(String series, long before, int limit) {
    return store.query(PlanQueries.plans(series, before, limit)).stream()
        .map(PlanRecord::decode)
        .map(PlanAnswers::summary)
        .toList();
  }

  private static Map<String, @Nullable Object> summary(PlanRecord plan) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("plan", plan.id());
    answer.put("state", plan.state().name());
    answer.put("chainId", plan.chain().toString());
    answer.put("planHash", plan.request().hash());
    answer.put("carriesFrom", plan.carriesFrom());
    answer.put("createdAt", plan.createdAt());
    answer.put("approvedAt", plan.approvedAt());
    answer.put("transfers", plan.transfers());
    answer.put("released", plan.released());
    return answer;
  }

  /**
   * A plan with all that was asked for, what comes of it, and how far each transfer is.
   *
   * @return empty where there is none
   */
  public Optional<Map<String, @Nullable Object>> plan(String planId) {
    return PlanRecord.of(store, planId).map(this::whole);
  }

  private Map<String, @Nullable Object> whole(PlanRecord plan) {
    PlanTexts texts = new PlanTexts(store);
    Map<String, @Nullable Object> answer = summary(plan);
    answer.put("request", texts.json(plan.id(), plan.request()));
    JsonObject result = texts.json(plan.id(), plan.result());
    answer.put("result", result);
    answer.put("executed", plan.executed() == null ? null : texts.json(plan.id(), plan.executed()));
    answer.put("payments", payments(plan));
    return answer;
  }

  private List<Map<String, @Nullable Object>> payments(PlanRecord plan) {
    List<Map<String, @Nullable Object>> payments = new ArrayList<>();
    List<ExecutedTransfer> all = ExecutedTransfer.of(store, plan);
    for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
      payments.addAll(payments(plan, all.subList(from, Math.min(all.size(), from + READ_AT_ONCE))));
    }
    return payments;
  }

  private List<Map<String, @Nullable Object>> payments(
      PlanRecord plan, List<ExecutedTransfer> transfers) {
    List<DocumentPath> paths = new ArrayList<>();
    for (ExecutedTransfer each : transfers) {
      paths.add(Paths.payment(plan.paymentId(each.index())));
      paths.add(PlanPaths.transfer(plan.id(), each.index()));
    }
    List<Optional<StoredDocument>> found = store.getAll(paths);
    List<Map<String, @Nullable Object>> payments = new ArrayList<>();
    for (int i = 0; i < transfers.size(); i++) {
      payments.add(payment(transfers.get(i), found.get(2 * i), found.get(2 * i + 1)));
    }
    return payments;
  }

  private static Map<String, @Nullable Object> payment(
      ExecutedTransfer each, Optional<StoredDocument> payment, Optional<StoredDocument> others) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("transfer", each.index());
    answer.put("from", each.transfer().from());
    answer.put("to", each.transfer().to());
    answer.put("asset", each.transfer().asset());
    answer.put("amount", each.transfer().amount().toString());
    if (payment.isPresent()) {
      PaymentStanding standing = Outbox.standing(payment.get());
      answer.put("paidBy", "treasury");
      answer.put("state", standing.state().name());
      answer.put("txHashes", standing.transactions().stream().map(tx -> tx.hex()).toList());
    } else if (others.isPresent()) {
      @Nullable String transaction = others.get().fields().optionalString("txHash");
      answer.put("paidBy", others.get().fields().string("payer"));
      answer.put("state", transaction == null ? "DUE" : "RECORDED");
      answer.put("txHashes", transaction == null ? List.of() : List.of(transaction));
    } else {
      answer.put("state", "NOT_RELEASED");
    }
    return answer;
  }
}
