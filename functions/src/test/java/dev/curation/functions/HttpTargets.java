package dev.curation.functions;

import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.fuzz.FuzzTarget;
import dev.curation.fuzz.Samples;
import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolRequest;
import dev.curation.pools.PoolWorld;
import dev.curation.staking.StakeFacts;
import dev.curation.voting.Ballots;
import dev.curation.voting.StakeWorld;
import dev.curation.voting.VoteJson;
import dev.curation.voting.VoteMessage;
import dev.curation.voting.VoteRequest;
import dev.curation.webhook.TestDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What people and operators send to the functions. */
public final class HttpTargets {
  private static final String ANY_SIGNATURE = "0x" + "11".repeat(64) + "1b";

  private HttpTargets() {}

  /** By their names. */
  public static Map<String, Supplier<FuzzTarget>> all() {
    Map<String, Supplier<FuzzTarget>> all = new LinkedHashMap<>();
    all.put("votes", Votes::new);
    all.put("withdrawal-requests", PoolRequests::new);
    all.put("program-requests", ProgramRequests::new);
    all.put("pool-orders", () -> new Orders("pool-orders.jsonl", HttpStages::managePool));
    all.put("lane-orders", () -> new Orders("lane-orders.jsonl", HttpStages::manageLane));
    all.put("program-orders", () -> new Orders("program-orders.jsonl", HttpStages::managePrograms));
    all.put("claim-orders", () -> new Orders("claim-orders.jsonl", HttpStages::manageClaims));
    all.put("plan-orders", () -> new Orders("plan-orders.jsonl", HttpStages::payoutPlans));
    all.put("caller-token", CallerToken::new);
    all.put("read-api", () -> new Questions("read-api.txt", HttpStages::rewards));
    all.put("lane-questions", () -> new Questions("lane-questions.txt", HttpStages::lanes));
    all.put("pool-questions", () -> new Questions("pool-questions.txt", HttpStages::pools));
    all.put(
        "program-questions", () -> new Questions("program-questions.txt", HttpStages::programs));
    all.put("claim-questions", () -> new Questions("claim-questions.txt", HttpStages::claims));
    all.put("plan-questions", () -> new Questions("plan-questions.txt", HttpStages::payoutPlans));
    return all;
  }

  /** Bodies of an operator's orders. */
  private static final class Orders extends HttpTarget {
    private final Supplier<Stage> stages;

    Orders(String samples, Supplier<Stage> stages) {
      super(Samples.lines(samples));
      this.stages = stages;
    }

    @Override
    Stage open() {
      return stages.get();
    }

    @Override
    public void read(byte[] input) throws Exception {
      var unused = send("POST", body(input));
    }
  }

  /** Addresses that are asked for, with their parameters and cursors. */
  private static final class Questions extends HttpTarget {
    private final Supplier<Stage> stages;

    Questions(String samples, Supplier<Stage> stages) {
      super(Samples.lines(samples));
      this.stages = stages;
    }

    @Override
    Stage open() {
      return stages.get();
    }

    @Override
    public void read(byte[] input) throws Exception {
      String address = new String(input, StandardCharsets.UTF_8);
      if (address.length() > 8_000) {
        return; // The server refuses it: RewardsGarbageTest.
      }
      var unused = send("GET", new TestDelivery("/" + address, Map.of(), new byte[0]));
    }
  }

  /** The claims that the platform hands on of a caller's token. */
  private static final class CallerToken extends HttpTarget {
    CallerToken() {
      super(List.of(utf8("{\"email\":\"olga@example.org\"}"), utf8("{\"email\":\"\",\"aud\":[]}")));
    }

    @Override
    Stage open() {
      return HttpStages.managePrograms();
    }

    @Override
    public void read(byte[] input) throws Exception {
      String raw = new String(input, StandardCharsets.ISO_8859_1);
      String coded = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(input);
      byte[] order =
          utf8(
              "{\"action\":\"exclude\",\"chainId\":\"1\",\"address\":\"0x"
                  + "5a".repeat(20)
                  + "\",\"requestId\":\"1\",\"why\":\"w\"}");
      for (String token : List.of("Bearer e30." + coded + ".REMOVED", raw)) {
        var unused = send("POST", new TestDelivery("/", Map.of("Authorization", token), order));
      }
    }
  }

  /** Votes; one whose signature is the mark is signed by its user first. */
  private static final class Votes extends HttpTarget {
    Votes() {
      super(
          List.of(
              utf8(
                  VoteJson.of(
                          Ballots.of(
                              StakeFacts.KEY,
                              VoteMessage.Action.VOTE,
                              StakeFacts.collection(1),
                              3,
                              1))
                      .toString()),
              marked(VoteMessage.Action.VOTE, 3, 1),
              marked(VoteMessage.Action.UNVOTE, 1, 2)));
    }

    private static byte[] marked(VoteMessage.Action action, long votes, long nonce) {
      JsonObject json =
          VoteJson.of(Ballots.of(StakeFacts.KEY, action, StakeFacts.collection(1), votes, nonce));
      json.addProperty("signature", ANY_SIGNATURE);
      return utf8(json.toString());
    }

    @Override
    Stage open() {
      StakeWorld world = new StakeWorld();
      world.happen(StakeFacts.log(1, 0), StakeFacts.staked(40));
      return new Stage(
          new CastVote(world.voting(world.process()), CrossOrigin.EVERYBODY),
          List.of(world.database));
    }

    @Override
    public void read(byte[] input) throws Exception {
      var unused = send("POST", body(input));
      Optional<JsonObject> marked = having(ANY_SIGNATURE, "signature", input);
      if (marked.isPresent()) {
        try {
          VoteRequest vote = VoteRequest.parse(marked.get().toString());
          JsonObject signed = marked.get();
          signed.addProperty(
              "signature",
              Ballots.sign(vote.message(), StakeFacts.CONTRACT.address(), StakeFacts.KEY).hex());
          unused = send("POST", body(utf8(signed.toString())));
        } catch (InvalidValueException e) {
          // Nobody could sign it.
        }
      }
    }
  }

  /** Requests to pools; one whose signature is the mark is signed by whom it names first. */
  static final class PoolRequests extends HttpTarget {
    PoolRequests() {
      super(samplesOf(new PoolSite()));
    }

    private static List<byte[]> samplesOf(PoolSite site) {
      String alice = PoolSite.hex(PoolSite.ALICE);
      String operator = PoolSite.hex(PoolSite.OPERATOR);
      String owner = PoolSite.hex(PoolSite.OWNER);
      String bob = PoolSite.hex(PoolSite.BOB);
      String other = PoolSite.hex(PoolSite.OTHER);
      List<byte[]> samples = new ArrayList<>();
      for (JsonObject json :
          List.of(
              site.unsigned(
                  "createOperator", "operator", bob, "owner", owner, "commissionE18", "7"),
              site.unsigned("removeOperator", "owner", owner, "operator", other),
              site.unsigned("setCommission", "owner", owner, "operator", operator, "rateE18", "9"),
              site.unsigned("delegate", "curator", alice, "operator", operator, "votes", "10"),
              site.unsigned("undelegate", "curator", alice, "operator", operator, "votes", "3"),
              site.unsigned(
                  "redelegate",
                  "curator",
                  alice,
                  "source",
                  operator,
                  "target",
                  other,
                  "votes",
                  "2"),
              site.unsigned("withdraw", "curator", alice, "operator", operator, "to", bob),
              site.unsigned("withdrawAll", "curator", alice, "after", bob, "maxDelegations", "9"),
              site.unsigned("withdrawOperator", "owner", owner, "operator", operator),
              site.unsigned("withdrawShares", "curator", bob, "collection", other),
              site.unsigned("setWithdrawAddress", "person", alice, "withdrawAddress", other))) {
        json.addProperty("signature", ANY_SIGNATURE);
        samples.add(utf8(json.toString()));
      }
      return samples;
    }

    @Override
    Stage open() {
      PoolSite site = new PoolSite();
      return new Stage(
          new Withdrawals(
              site.world.desk(site.world.process()),
              new PoolAnswers(site.world.process()),
              CrossOrigin.EVERYBODY),
          List.of(site.world.database),
          () -> {
            var unused = site.world.pass(Duration.ofHours(6));
          });
    }

    @Override
    public void read(byte[] input) throws Exception {
      var unused = send("POST", body(input));
      Optional<JsonObject> marked = having(ANY_SIGNATURE, "signature", input);
      if (marked.isPresent()) {
        try {
          var unused2 = PoolRequest.parse(marked.get().toString());
          JsonObject signed = PoolSite.sign(signer(marked.get()), marked.get());
          unused = send("POST", body(utf8(signed.toString())));
        } catch (InvalidValueException e) {
          // Nobody could sign it.
        }
      }
    }

    private static int signer(JsonObject json) {
      String text = json.toString();
      boolean isOwner = json.has("owner");
      return IntStream.rangeClosed(1, 7)
          .filter(person -> !isOwner || person == PoolSite.OWNER)
          .filter(person -> text.contains(PoolWorld.person(person).hex()))
          .findFirst()
          .orElse(PoolSite.ALICE);
    }
  }

  /** Requests about programs; one whose signature is the mark is signed by carl first. */
  static final class ProgramRequests extends HttpTarget {
    ProgramRequests() {
      super(samplesOf(new ProgramSite()));
    }

    private static List<byte[]> samplesOf(ProgramSite site) {
      String carl = ProgramSite.hex("carl");
      List<byte[]> samples = new ArrayList<>();
      for (JsonObject json :
          List.of(
              site.creation(),
              site.unsigned("endProgram", "creator", carl, "program", "1"),
              site.unsigned("claimRewards", "curator", carl, "program", "1"),
              site.unsigned("claimAllRewards", "curator", carl),
              site.unsigned(
                  "withdrawFunds", "owner", carl, "asset", ProgramSite.TOKEN, "amount", "5"))) {
        json.addProperty("signature", ANY_SIGNATURE);
        samples.add(utf8(json.toString()));
      }
      return samples;
    }

    @Override
    Stage open() {
      ProgramSite site = new ProgramSite();
      try {
        var unused = site.post(ProgramSite.sign("carl", site.creation()));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return new Stage(
          new Programs(
              site.world.desk(site.world.process()), site.world.answers(), CrossOrigin.EVERYBODY),
          List.of(site.world.database),
          () -> site.world.reach(ProgramSite.START + 12 * ProgramSite.HOUR));
    }

    @Override
    public void read(byte[] input) throws Exception {
      var unused = send("POST", body(input));
      Optional<JsonObject> marked = having(ANY_SIGNATURE, "signature", input);
      if (marked.isPresent()) {
        JsonObject signed = signed(marked.get());
        unused = send("POST", body(utf8(signed.toString())));
      }
    }

    private static JsonObject signed(JsonObject json) {
      try {
        return ProgramSite.sign("carl", json);
      } catch (RuntimeException e) {
        return json; // web3j cannot encode it.
      }
    }
  }
}
