package dev.curation.simulator;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.LaneId;
import dev.curation.functions.ManageLane;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Operators of a lane, who order something again until they hear what came of it. What is refused
 * is refused for one of the reasons that docs/settlement.md lists.
 */
final class LaneDesk {
  private static final Set<String> ANYWHERE =
      Set.of("openPayout", "setPayout", "settleShort", "curators", "retryMessage");

  /** What the rules may refuse. */
  private static final Map<String, Set<String>> REFUSALS =
      Map.of(
          "set", Set.of("BAD_PARAM"),
          "send", Set.of("UNKNOWN_BATCH", "TRANSFER_ID_USED", "BAD_AMOUNT"),
          "refund", Set.of("UNKNOWN_TRANSFER", "ALREADY_DELIVERED"),
          "cancelBatch", Set.of("UNKNOWN_BATCH", "ALREADY_SETTLED", "TOKENS_NOT_HOME"),
          "resendWeights", Set.of("UNKNOWN_BATCH"),
          "settleShort", Set.of("NOT_HEAD", "NOT_SHORT"),
          "releaseSurplus", Set.of("BAD_AMOUNT", "LANE_BUSY"),
          "sweepExcess", Set.of("LANE_BUSY"));

  /** What can be malformed for what others have done, or not done, meanwhile. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "open", Set.of("from"),
          "close", Set.of("laneId"),
          "setPayout", Set.of("laneId"),
          "curators", Set.of("laneId"),
          "settleShort", Set.of("laneId", "denom"),
          "releaseSurplus", Set.of("laneId"),
          "sweepExcess", Set.of("laneId"),
          "retryMessage", Set.of("laneId"));

  private final World world;
  private final LaneId lane;
  private final Client here;
  private final Client there;
  private final SortedMap<String, String> done = new TreeMap<>();
  private int orders;

  LaneDesk(World world, LaneId lane, Site payout) {
    this.world = world;
    this.lane = lane;
    this.here = new Client(world, world.main());
    this.there = new Client(world, payout);
  }

  void order(String action, Map<String, ?> fields) {
    order(action, fields, () -> {});
  }

  /**
   * @param next what happens once it was done; not, if it was refused
   */
  void order(String action, Map<String, ?> fields, Runnable next) {
    String requestId = "order-" + ++orders;
    Map<String, Object> order = new LinkedHashMap<>(fields);
    order.put("action", action);
    order.put("laneId", lane.toString());
    order.put("requestId", requestId);
    order.put("who", "olga@example.org");
    order.put("why", "it is time to");
    // Who is let in on the accrual side can order everything there.
    Client client = ANYWHERE.contains(action) && world.dice().oneIn(2) ? there : here;
    client.ask(
        ManageLane::new,
        Call.post("/ManageLane", new Gson().toJson(order)),
        answer -> hear(requestId, action, answer, next));
  }

  private void hear(String requestId, String action, Call.Answer answer, Runnable next) {
    if (answer.isDone()) {
      done.put(requestId, answer.body());
      next.run();
      return;
    }
    JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
    JsonElement code = problem.get("code");
    boolean isKnown =
        (code == null || code.isJsonNull())
            ? answer.status() == 400
                && FIELDS
                    .getOrDefault(action, Set.of())
                    .contains(problem.get("field").getAsString())
            : REFUSALS.getOrDefault(action, Set.of()).contains(code.getAsString());
    Difference.check(isKnown, action + " was answered " + answer);
    world.count("lanes: orders refused");
  }

  /** What was answered is what is recorded, for each order that is recorded. */
  void check(Iterable<LaneWatch.Act> acts) {
    for (LaneWatch.Act act : acts) {
      String body = done.get(act.requestId());
      if (body != null) {
        SortedMap<String, String> answered = new TreeMap<>();
        JsonParser.parseString(body)
            .getAsJsonObject()
            .entrySet()
            .forEach(each -> answered.put(each.getKey(), each.getValue().getAsString()));
        SortedMap<String, String> recorded = new TreeMap<>();
        for (String name : act.result().values().keySet()) {
          recorded.put(name, act.result().string(name));
        }
        Difference.check(recorded, answered, act.action() + " " + act.requestId());
      }
    }
  }
}
