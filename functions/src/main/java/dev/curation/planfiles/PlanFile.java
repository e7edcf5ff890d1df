package dev.curation.planfiles;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.payout.Amp;
import dev.curation.payout.Baseline;
import dev.curation.payout.Carried;
import dev.curation.payout.Conversion;
import dev.curation.payout.Gain;
import dev.curation.payout.GasPrices;
import dev.curation.payout.PayoutNode;
import dev.curation.payout.PayoutRequest;
import dev.curation.payout.Route;
import dev.curation.payout.StakersPayout;
import dev.curation.payout.StakersTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan file says: the request, and what is needed to carry a plan out.
 *
 * @param chainId where money is sent; empty: nowhere
 * @param assets tokens and decimals by the assets' names; may lack some
 * @param addresses by node, or {@code staker:} and the staker's name
 * @param periods where gains come from
 */
public record PlanFile(
    PayoutRequest request,
    Optional<Long> chainId,
    SortedMap<String, Asset> assets,
    SortedMap<String, Address> addresses,
    List<FromPeriod> periods) {
  private static final String ASSETS = "assets";
  private static final int MOST_DECIMALS = 77;

  /**
   * @param token its contract; empty: the chain's own currency
   * @param decimals 0 to 77: for display only
   */
  public record Asset(Optional<Address> token, int decimals) {}

  /**
   * @param gain the index of the gain
   * @param hasAmounts whether the file gives the amounts too
   * @param collections empty: all
   * @param period the id of a curation period
   */
  public record FromPeriod(
      int gain, boolean hasAmounts, String asset, List<Address> collections, String period) {}

  /**
   * @throws InvalidValueException if a field is missing, unknown, or of another kind
   * @throws dev.curation.payout.PlanRefusedException if the rules refuse the plan
   */
  public static PlanFile of(JsonObject json) {
    PlanFields fields =
        PlanFields.of("", json)
            .only(
                "$schema",
                "description",
                "nowMs",
                "nodes",
                "routes",
                "stakers",
                "amp",
                "gains",
                "stakersPayout",
                "baseline",
                "convert",
                "minTransfer",
                "gas",
                "carried",
                "chainId",
                ASSETS,
                "addresses");
    for (String text : List.of("$schema", "description")) {
      if (fields.has(text)) {
        fields.text(text);
      }
    }
    List<FromPeriod> periods = new ArrayList<>();
    List<Gain> gains = new ArrayList<>();
    fields.objects("gains", gain -> gains.add(gain(gain, gains.size(), periods)));
    return new PlanFile(
        request(fields, gains),
        fields.has("chainId") ? Optional.of(chainId(fields)) : Optional.empty(),
        fields.optionalMap(ASSETS, PlanFile::asset),
        addresses(fields),
        List.copyOf(periods));
  }

  private static PayoutRequest request(PlanFields fields, List<Gain> gains) {
    return new PayoutRequest(
        fields.number("nowMs"),
        fields.objects("nodes", PlanFile::node),
        fields.objects("routes", PlanFile::route),
        tables(fields),
        amp(fields.object("amp").only("baseBps", "fullDays", "ageUnit")),
        gains,
        fields.oneOf("stakersPayout", StakersPayout.CONTRACT),
        fields.oneOf("baseline", Baseline.PER_ASSET),
        fields.optionalMap("convert", PlanFile::conversion),
        fields.optionalAmounts("minTransfer"),
        gas(
            fields
                .object("gas")
                .only("native", "priceWei", "nativeTransfer", "tokenTransfer", "swap")),
        fields.optionalObjects("carried", PlanFile::carried));
  }

  private static PayoutNode node(PlanFields fields) {
    fields.only("id", "kind");
    return new PayoutNode(fields.text("id"), fields.oneOf("kind", PayoutNode.Kind.class));
  }

  private static Route route(PlanFields fields) {
    fields.only("at", "source", "keepBps", "edges");
    return new Route(
        fields.text("at"),
        fields.text("source"),
        fields.small("keepBps", 0),
        fields.optionalObjects("edges", PlanFile::edge));
  }

  private static Route.Edge edge(PlanFields fields) {
    fields.only("to", "bps", "settle", "retag");
    return new Route.Edge(
        fields.text("to"),
        fields.small("bps"),
        fields.flag("settle", false),
        fields.flag("retag", false));
  }

  private static SortedMap<String, SortedMap<String, StakersTable>> tables(PlanFields fields) {
    SortedMap<String, SortedMap<String, StakersTable>> tables = new TreeMap<>();
    if (fields.has("stakers")) {
      PlanFields all = fields.object("stakers");
      for (String node : all.json().keySet()) {
        tables.put(node, all.optionalMap(node, PlanFile::table));
      }
    }
    return tables;
  }

  private static StakersTable table(PlanFields fields) {
    fields.only("returnTo", "returnSettles", "stakes");
    return new StakersTable(
        fields.text("returnTo"),
        fields.flag("returnSettles", true),
        fields.objects("stakes", PlanFile::stake));
  }

  private static StakersTable.Stake stake(PlanFields fields) {
    fields.only("staker", "tokens", "stakedMs");
    return new StakersTable.Stake(
        fields.text("staker"), fields.amount("tokens"), fields.number("stakedMs"));
  }

  private static Amp amp(PlanFields fields) {
    return new Amp(
        fields.small("baseBps"),
        fields.small("fullDays", 42),
        fields.oneOf("ageUnit", Amp.AgeUnit.UTC_DAYS));
  }

  private static Gain gain(PlanFields fields, int index, List<FromPeriod> periods) {
    fields.only("node", "amounts", "fromPeriod");
    if (fields.has("fromPeriod")) {
      PlanFields period = fields.object("fromPeriod").only("asset", "collections", "period");
      List<String> collections = period.optionalList("collections");
      periods.add(
          new FromPeriod(
              index,
              fields.has("amounts"),
              period.text("asset"),
              collections.stream()
                  .map(each -> Address.parse(period.path("collections"), each))
                  .toList(),
              period.text("period")));
    } else {
      fields.object("amounts");
    }
    return new Gain(fields.text("node"), fields.optionalAmounts("amounts"));
  }

  private static Conversion conversion(PlanFields fields) {
    fields.only("to", "rate", "keepAt", "minConvert");
    PlanFields rate = fields.object("rate").only("num", "den");
    return new Conversion(
        fields.text("to"),
        rate.amount("num"),
        rate.amount("den"),
        new TreeSet<>(fields.optionalList("keepAt")),
        fields.amount("minConvert", 0));
  }

  private static GasPrices gas(PlanFields fields) {
    return new GasPrices(
        fields.text("native"),
        fields.amount("priceWei"),
        fields.number("nativeTransfer"),
        fields.number("tokenTransfer"),
        fields.number("swap"));
  }

  private static Carried carried(PlanFields fields) {
    fields.only("from", "to", "asset", "amount");
    return new Carried(
        fields.text("from"), fields.text("to"), fields.text("asset"), fields.amount("amount"));
  }

  private static long chainId(PlanFields fields) {
    long id = fields.number("chainId");
    if (id < 1) {
      throw new InvalidValueException("chainId", id, "must be 1 or more");
    }
    return id;
  }

  private static Asset asset(PlanFields fields) {
    fields.only("token", "decimals");
    String token = fields.text("token");
    int decimals = fields.small("decimals");
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new InvalidValueException(
          fields.path("decimals"), decimals, "must be 0 to " + MOST_DECIMALS);
    }
    return new Asset(
        token.equals("NATIVE") ? Optional.empty() : Optional.of(address(fields, "token")),
        decimals);
  }

  private static SortedMap<String, Address> addresses(PlanFields fields) {
    SortedMap<String, Address> addresses = new TreeMap<>();
    if (fields.has("addresses")) {
      PlanFields all = fields.object("addresses");
      all.json().keySet().forEach(name -> addresses.put(name, address(all, name)));
    }
    return addresses;
  }

  private static Address address(PlanFields fields, String name) {
    return Address.parse(fields.path(name), fields.text(name));
  }
}
