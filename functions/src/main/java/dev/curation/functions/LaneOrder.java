package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.commits.Act;
import dev.curation.errors.InvalidValueException;
import dev.curation.lanes.Lane;
import dev.curation.lanes.LaneAdministration;
import dev.curation.lanes.LaneInbox;
import dev.curation.lanes.PayoutLane;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Denoms;
import dev.curation.settlement.LaneParameters;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An order of a lane's operator.
 *
 * @param act under which it is recorded
 */
record LaneOrder(OrderFields fields, LaneId lane, Act act) {
  private static final List<String> COMMON = List.of("action", "laneId", "requestId", "why", "who");
  private static final long TOKEN_TIMEOUT_HOURS = 24;

  /** More than a century: no sum of such times overflows. */
  private static final long MOST_HOURS = 1_000_000;

  /** What may be ordered, and the fields of each. */
  private static final Map<String, List<String>> FIELDS =
      Map.ofEntries(
          Map.entry(
              "open",
              List.of(
                  "blocksPerTransmission",
                  "redistributionFractionE18",
                  "accrualDenoms",
                  "sender",
                  "token",
                  "receiver",
                  "from")),
          Map.entry(
              "set",
              List.of(
                  "blocksPerTransmission", "redistributionFractionE18", "accrualDenoms", "paused")),
          Map.entry("close", List.of()),
          Map.entry("send", List.of("denom", "seq", "amountWei", "transferId")),
          Map.entry("refund", List.of("denom", "transferId")),
          Map.entry("cancelBatch", List.of("denom", "seq")),
          Map.entry("resendWeights", List.of("denom", "seq")),
          Map.entry(
              "openPayout",
              List.of(
                  "sender",
                  "receiver",
                  "tokens",
                  "payoutDenoms",
                  "tokenTimeoutHours",
                  "firstBlock")),
          Map.entry("setPayout", List.of("sender", "tokens", "payoutDenoms", "tokenTimeoutHours")),
          Map.entry("settleShort", List.of("denom", "seq")),
          Map.entry("releaseSurplus", List.of("denom", "amountWei")),
          Map.entry("sweepExcess", List.of("denom", "treasury")),
          Map.entry("curators", List.of("add", "remove")),
          Map.entry("retryMessage", List.of("messageId")));

  /**
   * @param body as it came
   * @param who orders it
   * @throws InvalidValueException naming the field
   */
  static LaneOrder of(OrderFields fields, String body, String who) {
    String action = fields.text("action");
    List<String> known = FIELDS.get(action);
    if (known == null) {
      throw new InvalidValueException(
          "action", action, "must be one of " + String.join(", ", new TreeSet<>(FIELDS.keySet())));
    }
    Set<String> all = new HashSet<>(known);
    all.addAll(COMMON);
    fields.requireOnly(all);
    return new LaneOrder(
        fields,
        LaneId.parse("laneId", fields.text("laneId")),
        new Act(fields.text("requestId"), who, fields.text("why"), body));
  }

  /**
   * @throws InvalidValueException naming the field
   * @throws dev.curation.settlement.LaneRefusedException if the rules refuse it
   */
  Map<String, String> carryOut(LaneWiring lanes) {
    return switch (fields.text("action")) {
      case "open" -> open(lanes.administration());
      case "set" -> lanes.administration().set(lane, this::parameters, act);
      case "close" -> lanes.administration().close(lane, act);
      case "send" ->
          lanes
              .administration()
              .send(
                  lane,
                  denom(),
                  fields.number("seq"),
                  fields.has("amountWei") ? wei() : null,
                  fields.has("transferId") ? fields.text("transferId") : null,
                  act);
      case "refund" -> lanes.administration().refund(lane, denom(), fields.text("transferId"), act);
      case "cancelBatch" ->
          settled(
              lanes, lanes.administration().cancelBatch(lane, denom(), fields.number("seq"), act));
      case "resendWeights" ->
          lanes.administration().resendWeights(lane, denom(), fields.number("seq"), act);
      case "openPayout" -> lanes.payouts().open(payoutLane(), act);
      case "setPayout" -> settled(lanes, lanes.payouts().set(lane, this::changed, act));
      case "settleShort" ->
          settled(lanes, lanes.payouts().settleShort(lane, denom(), fields.number("seq"), act));
      case "releaseSurplus" ->
          settled(lanes, lanes.payouts().releaseSurplus(lane, denom(), wei(), act));
      case "sweepExcess" -> lanes.payouts().sweepExcess(lane, denom(), treasury(), act);
      case "curators" ->
          lanes.payouts().curators(lane, fields.addresses("add"), fields.addresses("remove"), act);
      default -> lanes.payouts().retry(lane, fields.text("messageId"), lanes.inbox()::again, act);
    };
  }

  /** What the order has made possible is done at once. */
  private Map<String, String> settled(LaneWiring lanes, Map<String, String> result) {
    LaneInbox inbox = lanes.inbox();
    if (inbox.lanes().contains(lane)) {
      var unused = inbox.run(lane);
    }
    return result;
  }

  private Map<String, String> open(LaneAdministration administration) {
    Address token = fields.optionalAddress("token");
    Address receiver = fields.optionalAddress("receiver");
    if ((token == null) != (receiver == null)) {
      throw new InvalidValueException(
          token == null ? "token" : "receiver", null, "must be given with the other of both");
    }
    return administration.open(
        lane,
        parameters(new LaneParameters(1, BigInteger.ZERO, null, false)),
        notZero("sender"),
        token == null || receiver == null ? null : new Lane.Route(token, receiver),
        new BlockHour(fields.time("from")),
        act);
  }

  private long hours(String name, long otherwise) {
    long hours = fields.number(name, otherwise);
    if (hours > MOST_HOURS) {
      throw new InvalidValueException(name, hours, "must be at most " + MOST_HOURS + " hours");
    }
    return hours;
  }

  private Address notZero(String name) {
    Address address = fields.address(name);
    if (address.equals(Address.ZERO)) {
      throw new InvalidValueException(name, address, "must not be the zero address");
    }
    return address;
  }

  private Address treasury() {
    return notZero("treasury");
  }

  /** What is not named stays as it is. */
  private LaneParameters parameters(LaneParameters before) {
    return new LaneParameters(
        hours("blocksPerTransmission", before.blocksPerTransmission()),
        fields.integer("redistributionFractionE18", before.redistributionFractionE18()),
        denoms("accrualDenoms", before.accrualDenoms()),
        fields.flag("paused", before.isPaused()));
  }

  /** Null stands for all. */
  private @Nullable Set<Denom> denoms(String name, @Nullable Set<Denom> otherwise) {
    if (!fields.has(name)) {
      return otherwise;
    }
    if (fields.isNull(name)) {
      return null;
    }
    Set<Denom> denoms = new TreeSet<>();
    for (String each : fields.texts(name)) {
      denoms.add(OrderFields.payable(name, each));
    }
    return denoms;
  }

  private SortedMap<Denom, Denom> tokens() {
    OrderFields tokens = fields.object("tokens");
    SortedMap<Denom, Denom> paidIn = new TreeMap<>();
    for (String denom : tokens.json().keySet()) {
      paidIn.put(
          OrderFields.payable("tokens", denom),
          OrderFields.payable("tokens." + denom, tokens.text(denom)));
    }
    return paidIn;
  }

  /** What something is paid in stays, as shares were credited in it; others may be added. */
  private SortedMap<Denom, Denom> tokens(SortedMap<Denom, Denom> before) {
    SortedMap<Denom, Denom> all = new TreeMap<>(before);
    if (fields.has("tokens")) {
      tokens()
          .forEach(
              (denom, token) -> {
                Denom known = all.putIfAbsent(denom, token);
                if (known != null && !known.equals(token)) {
                  throw new InvalidValueException(
                      "tokens." + denom, token, "is paid in " + known + " already");
                }
              });
    }
    return all;
  }

  private PayoutLane payoutLane() {
    SortedMap<Denom, Denom> paidIn = tokens();
    return new PayoutLane(
        lane,
        notZero("sender"),
        notZero("receiver"),
        paidIn,
        denoms("payoutDenoms", null),
        hours("tokenTimeoutHours", TOKEN_TIMEOUT_HOURS),
        // No transfer from before there was a lane is for it.
        paidIn.values().stream().allMatch(Denoms::isNative)
            ? fields.number("firstBlock", 0)
            : fields.number("firstBlock"));
  }

  private PayoutLane changed(PayoutLane before) {
    return new PayoutLane(
        lane,
        fields.has("sender") ? notZero("sender") : before.sender(),
        before.receiver(),
        tokens(before.tokens()),
        denoms("payoutDenoms", before.payoutDenoms()),
        hours("tokenTimeoutHours", before.tokenTimeoutHours()),
        before.firstBlock());
  }

  private Denom denom() {
    return fields.has("denom") ? OrderFields.payable("denom", fields.text("denom")) : Denom.NATIVE;
  }

  private Wei wei() {
    return Wei.parse("amountWei", fields.text("amountWei"));
  }
}
