package dev.curation.simulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.documents.Paths;
import dev.curation.functions.Withdrawals;
import dev.curation.store.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** People's signed requests to the pool, each until it is answered, and what was answered. */
final class PoolRequests {
  private static final long YEARS = 1L << 40;

  /** As docs/withdrawals.md has them, by code. */
  private static final SortedMap<String, Integer> REFUSALS = refusals();

  private final World world;
  private final Client client;
  private final SortedMap<String, Asked> asked = new TreeMap<>();
  private final List<Asked> done = new ArrayList<>();
  private int heard;
  private int count;

  /** A request that was sent. */
  static final class Asked {
    private final Wish wish;
    private final String requestId;
    private final Call call;
    private final boolean isForged;
    private JsonObject answer = new JsonObject();

    private Asked(Wish wish, String requestId, Call call, boolean isForged) {
      this.wish = wish;
      this.requestId = requestId;
      this.call = call;
      this.isForged = isForged;
    }

    Wish wish() {
      return wish;
    }

    /** Unique over everybody's requests. */
    String name() {
      return wish.signer().hex() + ":" + requestId;
    }

    JsonObject answer() {
      return answer;
    }

    @Override
    public String toString() {
      return requestId + " " + wish;
    }
  }

  PoolRequests(World world) {
    this.world = world;
    this.client = new Client(world, world.main());
  }

  private static SortedMap<String, Integer> refusals() {
    SortedMap<String, Integer> codes = new TreeMap<>();
    List.of("BAD_VOTES", "BAD_RATE", "SAME_OPERATOR").forEach(code -> codes.put(code, 400));
    List.of("NOT_OWNER", "BLOCKED_ADDRESS", "WITHDRAW_ADDRESS_DISABLED")
        .forEach(code -> codes.put(code, 403));
    List.of("UNKNOWN", "UNKNOWN_OPERATOR", "UNKNOWN_DELEGATION")
        .forEach(code -> codes.put(code, 404));
    List.of("EXPIRED", "OPERATOR_EXISTS", "OPERATOR_HAS_VOTES")
        .forEach(code -> codes.put(code, 409));
    List.of("NO_STAKE", "INSUFFICIENT_VOTES").forEach(code -> codes.put(code, 422));
    codes.put("WRONG_SIGNER", 401);
    codes.put("TOO_MANY_CHANGES", 429);
    return codes;
  }

  void ask(Wish wish) {
    ask(wish, answer -> {});
  }

  /**
   * @param whenDone hears the answer, if it is not refused
   */
  void ask(Wish wish, Consumer<JsonObject> whenDone) {
    Dice dice = world.dice();
    boolean isHasty = !world.isCalm() && dice.oneIn(20);
    boolean isForged = !world.isCalm() && dice.oneIn(50);
    long now = world.agenda().millis() / 1000;
    Person hand = isForged ? dice.any(world.people()) : wish.signer();
    String id = "request-" + ++count;
    Call call = wish.call(hand, id, isHasty ? now + dice.below(60) : YEARS);
    Asked request = new Asked(wish, id, call, !hand.equals(wish.signer()));
    asked.put(request.name(), request);
    client.ask(Withdrawals::new, call, answer -> hear(request, answer, whenDone));
  }

  private void hear(Asked request, Call.Answer answer, Consumer<JsonObject> whenDone) {
    heard++;
    JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
    if (answer.isDone()) {
      Difference.check(!request.isForged, "somebody else's signature did for " + request);
      request.answer = json;
      done.add(request);
      world.count("pool: " + request.wish.action());
      whenDone.accept(json);
      return;
    }
    String code = json.has("code") ? json.get("code").getAsString() : "none";
    Difference.check(
        REFUSALS.getOrDefault(code, 0), answer.status(), request + " was answered " + answer);
    Difference.check(
        request.isForged == code.equals("WRONG_SIGNER"), request + " was answered " + answer);
    world.count("pool: refused " + code);
  }

  /** One that was done is asked for once more, of which nothing comes but the same answer. */
  void askAgain() {
    if (!done.isEmpty()) {
      Asked request = world.dice().any(done);
      client.ask(
          Withdrawals::new,
          request.call,
          answer ->
              Difference.check(
                  request.answer,
                  JsonParser.parseString(answer.body()),
                  request + " asked for again"));
    }
  }

  /** Asks for money when all is final and calm: it is never refused, and comes only once. */
  void settle(Wish wish, boolean isFirst) {
    int before = done.size();
    ask(
        wish,
        answer ->
            Difference.check(
                isFirst || answer.getAsJsonObject("payments").isEmpty(),
                wish + " is paid once more: " + answer));
    Difference.check(done.size() > before, wish + " is not done");
  }

  /** By its name, what was sent. */
  Asked named(String name) {
    Asked request = asked.get(name);
    if (request == null) {
      throw new Difference("nobody has asked for " + name);
    }
    return request;
  }

  List<Asked> done() {
    return done;
  }

  /** All were answered, and what was answered is what is stored. */
  void check() {
    Difference.check(asked.size(), heard, "requests that were answered");
    for (Asked request : done) {
      Fields stored =
          world
              .main()
              .store()
              .get(Paths.pool(Setting.CHAIN).child("payments", request.name()))
              .orElseThrow(() -> new Difference(request + " left no receipt"))
              .fields();
      JsonObject paid = request.answer.getAsJsonObject("payments");
      Difference.check(paid.keySet(), stored.map("payments").values().keySet(), request + " pays");
      for (String denom : paid.keySet()) {
        Difference.check(
            paid.getAsJsonObject(denom).get("amountWei").getAsString(),
            stored.map("payments").map(denom).string("amountWei"),
            request + " pays");
      }
    }
  }
}
