package dev.curation.local.demo;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.local.TestWallet;
import dev.curation.local.TestWallet.Member;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The signed message that asks for a program, as a wallet makes it: EIP-712 typed data with a list
 * of structures; the body is the same, less what was left out.
 */
record ProgramMail(Address token, Address staker) {
  private static final BigInteger NONE = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final String LIST = "qualifyingActions";

  /**
   * @param deadline seconds since the epoch
   */
  String creation(TestWallet creator, ProgramPlan plan, String requestId, long deadline) {
    List<Member> members = new ArrayList<>(terms(creator, plan));
    List<List<Member>> actions = plan.actions().stream().map(ProgramMail::action).toList();
    List<Member> last =
        List.of(
            new Member("requestId", "string", requestId),
            new Member("deadline", "uint256", Long.toString(deadline)));
    Map<String, Object> types = new LinkedHashMap<>();
    List<Map<String, String>> own = new ArrayList<>(types(members));
    own.add(Map.of("name", LIST, "type", "QualifyingAction[]"));
    own.addAll(types(last));
    types.put("CreateProgram", own);
    types.put("QualifyingAction", types(actions.getFirst()));
    Map<String, Object> message = values(members);
    message.put(LIST, actions.stream().map(ProgramMail::values).toList());
    message.putAll(values(last));
    String signature = creator.signed("CreateProgram", types, message, ProgramChain.CHAIN, staker);
    return body(message, signature);
  }

  private static String body(Map<String, Object> message, String signature) {
    Map<String, Object> body = new LinkedHashMap<>(message);
    body.values().removeIf(NONE.toString()::equals);
    List<Object> actions = new ArrayList<>();
    for (Object action : (List<?>) Objects.requireNonNull(body.get(LIST))) {
      Map<Object, Object> sent = new LinkedHashMap<>((Map<?, ?>) action);
      sent.values().removeIf(value -> value.equals(NONE.toString()) || value.equals(""));
      actions.add(sent);
    }
    body.put(LIST, actions);
    body.put("action", "createProgram");
    body.put("chainId", ProgramChain.CHAIN.toString());
    body.put("signature", signature);
    return new Gson().toJson(body);
  }

  private static List<Map<String, String>> types(List<Member> members) {
    return members.stream().map(each -> Map.of("name", each.name(), "type", each.type())).toList();
  }

  private static Map<String, Object> values(List<Member> members) {
    Map<String, Object> values = new LinkedHashMap<>();
    members.forEach(each -> values.put(each.name(), each.value()));
    return values;
  }

  private List<Member> terms(TestWallet creator, ProgramPlan plan) {
    return List.of(
        new Member("creator", "address", creator.address().hex()),
        new Member("title", "string", plan.title()),
        new Member("description", "string", "A program of ./curation demo --programs."),
        new Member("asset", "address", token.hex()),
        number("totalRewardPool", plan.total()),
        number("maxRewardByAddress", plan.cap()),
        new Member("maxRewardAsset", "address", token.hex()),
        number("programStartMs", plan.startMs()),
        number("claimPeriods", plan.periods()),
        number("claimPeriodSeconds", plan.periodSeconds()),
        number("maxRolloverClaimPeriods", plan.rollovers()),
        number("expirationOffsetSeconds", plan.offsetSeconds()),
        number("minimumRolloverBps", ProgramPlan.ROLLOVER_BPS),
        number("minimumRolloverAmount", NONE));
  }

  private static List<Member> action(ProgramPlan.Action action) {
    return List.of(
        new Member("type", "string", action.type()),
        number("minimumActions", action.least()),
        number("maximumActions", action.most()),
        number("minimumStake", action.leastStake()),
        number("maximumStake", Objects.requireNonNullElse(action.mostStake(), NONE)),
        number("percentileLow", action.low()),
        number("percentileHigh", action.high()),
        new Member("percentileMetric", "string", ""),
        new Member("role", "string", Objects.requireNonNullElse(action.role(), "")),
        number("ownerMultiplier", action.multiplier()));
  }

  private static Member number(String name, long value) {
    return number(name, BigInteger.valueOf(value));
  }

  private static Member number(String name, BigInteger value) {
    return new Member(name, "uint256", value.toString());
  }
}
