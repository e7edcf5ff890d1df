package dev.curation.functions;

import com.google.gson.JsonObject;
import dev.curation.chain.TxHash;
import dev.curation.commits.Act;
import dev.curation.commits.ContentHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.payout.Proceeds;
import dev.curation.plans.PlanDesk;
import dev.curation.plans.PlanDesk.Swapped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An order of whoever manages a treasury.
 *
 * @param act under which it is recorded
 */
record PlanOrder(OrderFields fields, Act act) {
  private static final int LONGEST_RECORDED = 100_000;
  private static final List<String> COMMON = List.of("action", "requestId", "why", "who");

  /** What may be ordered, and the fields of each. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "create", List.of("series", "plan"),
          "approve", List.of("plan", "swaps"),
          "discard", List.of("plan"),
          "record", List.of("plan", "transfer", "txHash"));

  /**
   * @param body as it came; of a plan to be created its hash is recorded, for it may be longer than
   *     a document
   * @param who orders it
   * @throws InvalidValueException naming the field
   */
  static PlanOrder of(OrderFields fields, String body, String who) {
    String action = fields.text("action");
    List<String> known = FIELDS.get(action);
    if (known == null) {
      throw new InvalidValueException(
          "action", action, "must be one of " + String.join(", ", new TreeSet<>(FIELDS.keySet())));
    }
    Set<String> all = new HashSet<>(known);
    all.addAll(COMMON);
    fields.requireOnly(all);
    String order = body.length() <= LONGEST_RECORDED ? body : "SHA-256 " + ContentHash.of(body);
    return new PlanOrder(fields, new Act(fields.text("requestId"), who, fields.text("why"), order));
  }

  /**
   * @throws InvalidValueException naming the field
   * @throws dev.curation.payout.PlanRefusedException if the rules refuse a plan
   */
  Map<String, String> carryOut(PlanDesk desk) {
    return switch (fields.text("action")) {
      case "create" -> desk.create(fields.text("series"), plan(), act);
      case "approve" -> desk.approve(fields.text("plan"), swapped(), act);
      case "discard" -> desk.discard(fields.text("plan"), act);
      case "record" ->
          desk.record(
              fields.text("plan"), index(), TxHash.parse("txHash", fields.text("txHash")), act);
      default -> throw new IllegalStateException("an order without a desk: " + fields);
    };
  }

  private JsonObject plan() {
    return fields.object("plan").json();
  }

  private int index() {
    long index = fields.number("transfer");
    if (index > Integer.MAX_VALUE) {
      throw new InvalidValueException("transfer", index, "must be the place of a transfer");
    }
    return Math.toIntExact(index);
  }

  /** None where the plan has no swaps. */
  private List<Swapped> swapped() {
    List<Swapped> swapped = new ArrayList<>();
    for (OrderFields each : fields.objects("swaps")) {
      each.requireOnly(Set.of("at", "sell", "buyAmount", "txHash"));
      swapped.add(
          new Swapped(
              new Proceeds(each.text("at"), each.text("sell"), each.integer("buyAmount")),
              TxHash.parse("txHash", each.text("txHash"))));
    }
    return swapped;
  }
}
