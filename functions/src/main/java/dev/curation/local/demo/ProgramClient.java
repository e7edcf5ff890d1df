package dev.curation.local.demo;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.local.EmulatorException;
import dev.curation.local.FunctionRouter;
import dev.curation.local.LocalStack;
import dev.curation.local.TestWallet;
import dev.curation.local.TestWallet.Member;
import dev.curation.local.demo.ProgramDeeds.Claim;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Calls the functions of reward programs, as operators, the scheduler and people do. */
final class ProgramClient {
  private static final String WHO = "olga@example.org";
  private static final String REQUESTS = "/programs/v1/requests";
  private static final long HOUR_SECONDS = 3_600;

  private final LocalStack stack;
  private final ProgramChain chain;
  private final ProgramMail mail;
  private final Post post;
  private int sent;

  ProgramClient(LocalStack stack, ProgramChain chain) {
    this.stack = stack;
    this.chain = chain;
    this.mail = new ProgramMail(chain.token(), chain.staker());
    this.post = new Post(stack.functions());
  }

  /** How many signed requests were sent. */
  int sent() {
    return sent;
  }

  /** Orders something of ManagePrograms, which must do it. */
  void order(String action, String why, Map<String, Object> fields) {
    JsonObject order = new Gson().toJsonTree(fields).getAsJsonObject();
    order.addProperty("action", action);
    order.addProperty("requestId", "demo-order-" + ++sent);
    order.addProperty("who", WHO);
    order.addProperty("why", why);
    var unused = done(FunctionRouter.MANAGE_PROGRAMS, order.toString());
  }

  /** The id of the new program. */
  long create(TestWallet creator, ProgramPlan plan, long now) {
    String body = mail.creation(creator, plan, requestId(), deadline(now));
    return done(REQUESTS, body).getAsJsonObject("result").get("program").getAsLong();
  }

  /** What an early end was answered. */
  JsonObject end(TestWallet creator, long program, long now) {
    String body =
        signed(
            creator,
            "EndProgram",
            List.of(address("creator", creator), number("program", program)),
            now);
    return done(REQUESTS, body).getAsJsonObject("result");
  }

  /** Takes back what is locked in no program. */
  void withdraw(TestWallet owner, BigInteger amount, long now) {
    List<Member> members =
        List.of(
            address("owner", owner),
            new Member("asset", "address", chain.token().hex()),
            new Member("amount", "uint256", amount.toString()));
    var unused = done(REQUESTS, signed(owner, "WithdrawFunds", members, now));
  }

  /**
   * Sends claims of different people, all at once.
   *
   * @return what each was answered, as {@link ProgramRecount} says it
   */
  List<String> claim(List<Claim> claims, Map<String, TestWallet> wallets) {
    List<Post.Request> requests = new ArrayList<>();
    for (Claim claim : claims) {
      TestWallet wallet = wallets.get(claim.person());
      if (wallet == null) {
        throw new IllegalArgumentException("nobody has the key of " + claim.person());
      }
      Integer program = claim.program();
      Member curator = address("curator", wallet);
      String body =
          program == null
              ? signed(wallet, "ClaimAllRewards", List.of(curator), claim.at())
              : signed(
                  wallet, "ClaimRewards", List.of(curator, number("program", program)), claim.at());
      requests.add(new Post.Request(REQUESTS, "", "", body));
    }
    return post.all(requests, List.of()).stream().map(ProgramClient::text).toList();
  }

  /** The sum, and what each period of each program gave; or why nothing was done. */
  private static String text(Post.Answer answer) {
    if (!answer.isDone()) {
      return answer.body().get("code").getAsString();
    }
    JsonObject result = answer.body().getAsJsonObject("result");
    BigInteger total = BigInteger.ZERO;
    for (Map.Entry<String, JsonElement> each : result.getAsJsonObject("totals").entrySet()) {
      total = total.add(each.getValue().getAsBigInteger());
    }
    SortedMap<Long, SortedMap<Long, String>> programs = new TreeMap<>();
    for (String id : result.getAsJsonObject("programs").keySet()) {
      JsonObject periods =
          result.getAsJsonObject("programs").getAsJsonObject(id).getAsJsonObject("periods");
      SortedMap<Long, String> given = new TreeMap<>();
      for (String period : periods.keySet()) {
        JsonObject one = periods.getAsJsonObject(period);
        given.put(
            Long.valueOf(period),
            one.get("shares").getAsLong() + "/" + one.get("rewardWei").getAsString());
      }
      programs.put(Long.valueOf(id), given);
    }
    return total + " " + programs;
  }

  /** What AdvancePrograms says of each program; empty: none is open any more. */
  JsonObject advance() {
    JsonObject report = call(FunctionRouter.ADVANCE_PROGRAMS);
    return report.has("programs") ? report.getAsJsonObject("programs") : report;
  }

  /** What SendPayments says of the chain. */
  JsonObject pay() {
    return call(FunctionRouter.SEND_PAYMENTS);
  }

  /** Calls a function of the scheduler's; the part of its answer about the chain, if any. */
  private JsonObject call(String path) {
    JsonObject answer = JsonParser.parseString(stack.call(path)).getAsJsonObject();
    String chainId = ProgramChain.CHAIN.toString();
    return answer.has(chainId) ? answer.getAsJsonObject(chainId) : new JsonObject();
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

  private String signed(TestWallet wallet, String type, List<Member> members, long now) {
    return wallet.signedPoolRequest(
        type, members, ProgramChain.CHAIN, requestId(), deadline(now), chain.staker());
  }

  private String requestId() {
    return "demo-" + ++sent;
  }

  private static long deadline(long now) {
    return now / 1000 + HOUR_SECONDS;
  }

  private static Member address(String name, TestWallet wallet) {
    return new Member(name, "address", wallet.address().hex());
  }

  private static Member number(String name, long value) {
    return new Member(name, "uint256", Long.toString(value));
  }
}
