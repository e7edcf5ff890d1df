package dev.curation.simulator;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.functions.ManagePool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What whoever runs the marketplace orders of the pool: fee blocks, settings, sweeps. */
final class PoolOrders {
  static final Address TOKEN = Setting.address(0x70cc);

  /** Where tax and dust go. */
  static final Address VAULT = Setting.address(0x7a0);

  private static final BigInteger PERCENT = BigInteger.TEN.pow(16);

  private final World world;
  private final Client client;
  private final SortedMap<Long, FeeBlock> blocks = new TreeMap<>();
  private final List<Long> applied = new ArrayList<>();
  private long height;
  private int sweeps;

  /**
   * Fees that were ordered to be shared.
   *
   * @param bonusOperator empty: nobody
   */
  record FeeBlock(
      SortedMap<String, BigInteger> fees, String bonusOperator, BigInteger bonusRateE18) {}

  PoolOrders(World world) {
    this.world = world;
    this.client = new Client(world, world.main());
  }

  void any() {
    Dice dice = world.dice();
    switch (dice.below(8)) {
      case 0 -> settings();
      case 1 -> sweep();
      default -> block();
    }
  }

  private void block() {
    Dice dice = world.dice();
    SortedMap<String, BigInteger> fees = new TreeMap<>();
    if (!dice.oneIn(8)) {
      fees.put("native", dice.amount(20));
    }
    if (dice.oneIn(4)) {
      fees.put(TOKEN.hex(), dice.amount(20));
    }
    boolean hasBonus = dice.oneIn(3);
    FeeBlock block =
        new FeeBlock(
            fees,
            hasBonus ? dice.any(world.people()).hex() : "",
            hasBonus ? PERCENT.multiply(BigInteger.valueOf(dice.below(100))) : BigInteger.ZERO);
    height += 1 + dice.below(3);
    long ordered = height;
    blocks.put(ordered, block);
    Map<String, Object> order = order("block");
    order.put("height", Long.toString(ordered));
    Map<String, String> amounts = new TreeMap<>();
    fees.forEach((denom, wei) -> amounts.put(denom, wei.toString()));
    order.put("fees", amounts);
    if (hasBonus) {
      order.put("bonusOperator", block.bonusOperator());
      order.put("bonusRateE18", block.bonusRateE18().toString());
    }
    send(
        order,
        answer -> {
          if (answer.isDone()
              && JsonParser.parseString(answer.body())
                  .getAsJsonObject()
                  .get("applied")
                  .getAsBoolean()) {
            applied.add(ordered);
          }
        });
  }

  private void settings() {
    Dice dice = world.dice();
    Map<String, Object> order = order("settings");
    order.put("taxE18", PERCENT.multiply(BigInteger.valueOf(dice.below(30))).toString());
    order.put("autoWithdrawOnChange", dice.oneIn(2));
    order.put("withdrawAddressEnabled", !dice.oneIn(4));
    List<String> blocked = new ArrayList<>();
    if (dice.oneIn(3)) {
      blocked.add(dice.any(world.people()).hex());
      blocked.add(dice.any(world.people()).elsewhere().hex());
    }
    order.put("blockedAddresses", blocked);
    boolean isLimited = dice.oneIn(4);
    BigInteger most = PERCENT.multiply(BigInteger.valueOf(isLimited ? 40 : 100));
    order.put("maxCommissionE18", most.toString());
    order.put("maxCommissionChangeE18", most.toString());
    send(order, answer -> Difference.check(answer.isDone(), "settings were answered " + answer));
  }

  /** Everybody can be paid anywhere. */
  void open() {
    Map<String, Object> order = order("settings");
    order.put("withdrawAddressEnabled", true);
    order.put("blockedAddresses", List.of());
    send(order, answer -> Difference.check(answer.isDone(), "settings were answered " + answer));
  }

  void sweep() {
    Map<String, Object> order = order("sweep");
    order.put("treasury", VAULT.hex());
    order.put("requestId", "sweep-" + ++sweeps);
    send(order, answer -> Difference.check(answer.isDone(), "a sweep was answered " + answer));
  }

  private static Map<String, Object> order(String action) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("action", action);
    order.put("chainId", Setting.CHAIN.toString());
    return order;
  }

  private void send(Map<String, Object> order, java.util.function.Consumer<Call.Answer> hear) {
    client.ask(
        ManagePool::new,
        Call.post("/", new Gson().toJson(order)),
        answer -> {
          // Bonus and tax together may be more than there is.
          boolean isTooMuch = answer.status() == 400 && answer.body().contains("BAD_RATE");
          Difference.check(
              answer.isDone() || isTooMuch, "an order was answered " + answer + ": " + order);
          world.count("pool: orders " + (isTooMuch ? "refused" : "done"));
          hear.accept(answer);
        });
  }

  FeeBlock block(long number) {
    FeeBlock block = blocks.get(number);
    if (block == null) {
      throw new Difference("nobody has ordered block " + number);
    }
    return block;
  }

  /** Of those that were answered to be applied now. */
  List<Long> applied() {
    return applied;
  }
}
