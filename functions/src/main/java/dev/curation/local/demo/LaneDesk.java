package dev.curation.local.demo;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.local.EmulatorException;
import dev.curation.local.FunctionRouter;
import dev.curation.local.LocalStack;
import dev.curation.local.TestWallet;
import dev.curation.money.Denom;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Calls the functions of both sides, as their operators, the scheduler and curators do. */
final class LaneDesk {
  private static final String WHO = "olga@example.org";

  private final LocalStack stack;
  private final LaneChains chains;
  private final Post post;
  private final PoolClient votes;
  private int orders;

  LaneDesk(LocalStack stack, LaneChains chains) {
    this.stack = stack;
    this.chains = chains;
    this.post = new Post(stack.functions());
    this.votes = new PoolClient(post, LaneChains.COLLECTION, chains.contracts().staker());
  }

  /**
   * @param count of votes; negative: taken back
   */
  void vote(PoolPerson person, long count, long now) {
    votes.vote(person, count, now);
  }

  /** Somebody's votes for the collection. */
  long held(PoolPerson person) {
    return votes.held(person);
  }

  /**
   * Orders something of ManageLane, which must do it.
   *
   * @param side in front of the function's path; empty: where fees are earned
   * @param fields of the order besides
   */
  JsonObject order(String side, String action, String why, Map<String, Object> fields) {
    JsonObject order = new Gson().toJsonTree(fields).getAsJsonObject();
    order.addProperty("action", action);
    order.addProperty("laneId", LaneChains.LANE.toString());
    order.addProperty("requestId", "demo-" + ++orders);
    order.addProperty("who", WHO);
    order.addProperty("why", why);
    return done(side + FunctionRouter.MANAGE_LANE, order.toString());
  }

  /**
   * Opens both sides of the lane.
   *
   * @param from the hour whose shares are the first to enter, milliseconds
   */
  void open(long from) {
    order(
        "",
        "open",
        "fees of the collection are paid on chain " + LaneChains.PAYOUT_CHAIN,
        Map.of(
            "blocksPerTransmission",
            Integer.toString(LaneDemo.EVERY),
            "redistributionFractionE18",
            LaneDemo.LOCAL_E18.toString(),
            "sender",
            LaneChains.SENDER.address().hex(),
            "token",
            chains.token().hex(),
            "receiver",
            LaneChains.RECEIVER.address().hex(),
            "from",
            Long.toString(from)));
    order(
        FunctionRouter.PAYOUT,
        "openPayout",
        "curators are paid in the token",
        Map.of(
            "sender",
            LaneChains.SENDER.address().hex(),
            "receiver",
            LaneChains.RECEIVER.address().hex(),
            "firstBlock",
            "0",
            "tokens",
            Map.of(Denom.NATIVE.name(), chains.token().hex())));
  }

  private JsonObject done(String path, String body) {
    Post.Answer answer =
        post.all(List.of(new Post.Request(path, "", "", body)), List.of()).getFirst();
    if (!answer.isDone()) {
      throw new EmulatorException(
          path + " answered " + answer.status() + ": " + answer.body(), null);
    }
    return answer.body();
  }

  /** Calls a function of the scheduler's; the part of its answer that has this name. */
  JsonObject call(String path, String part) {
    JsonObject answer = JsonParser.parseString(stack.call(path)).getAsJsonObject();
    if (!answer.has(part)) {
      throw new EmulatorException(path + " says nothing of " + part + ": " + answer, null);
    }
    return answer.getAsJsonObject(part);
  }

  /** A curator takes everything that it has on the payout chain. */
  JsonObject withdraw(TestWallet wallet, long now) {
    String request =
        wallet.signedPoolRequest(
            "WithdrawAll",
            List.of(
                new TestWallet.Member("curator", "address", wallet.address().hex()),
                PoolClient.none("to"),
                PoolClient.none("after"),
                PoolClient.number("maxDelegations", "100")),
            LaneChains.PAYOUT_CHAIN,
            "demo-withdrawal",
            now / 1000 + 3_600,
            chains.staker());
    return done(FunctionRouter.PAYOUT + "/withdrawals/v1/requests", request);
  }

  /** What the payout side says that a curator may withdraw, wei. */
  BigInteger claimable(Address curator) {
    String path =
        FunctionRouter.PAYOUT
            + "/withdrawals/v1/pools/"
            + LaneChains.PAYOUT_CHAIN
            + "/people/"
            + curator;
    JsonObject wei = get(path).getAsJsonObject("claimableWei");
    String token = chains.token().hex();
    return wei.has(token) ? wei.get(token).getAsBigInteger() : BigInteger.ZERO;
  }

  private JsonObject get(String path) {
    HttpRequest request = HttpRequest.newBuilder(stack.functions().resolve(path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new EmulatorException(
            path + " answered " + response.statusCode() + ": " + response.body(), null);
      }
      return JsonParser.parseString(response.body()).getAsJsonObject();
    } catch (IOException e) {
      throw new EmulatorException(path + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while asking " + path, e);
    }
  }
}
