package dev.curation.simulator;

import com.google.gson.Gson;
import dev.curation.chain.ChainLog;
import dev.curation.functions.ContractEvents;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A vendor that tells of new blocks by webhooks: late, twice, in any order, or not at all, and now
 * and then of nothing for a day.
 */
final class Vendors implements Feature, LiveChain.Listener {
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final int MOST_TRIES = 5;

  private final World world;
  private long silentUntil;

  Vendors(World world) {
    this.world = world;
  }

  @Override
  public void plan() {
    // Some marketplaces have no webhooks, and others nothing else but the poll.
    if (!world.dice().oneIn(4)) {
      world.chain(Setting.CHAIN).listen(this);
    }
  }

  @Override
  public void act() {
    if (world.faults().lost() > 0 && world.dice().oneIn(60)) {
      world.count("a vendor stops for a day");
      silentUntil = world.agenda().millis() + A_DAY.toMillis();
    }
  }

  @Override
  public void mined(List<ChainLog> logs) {
    tell(logs, false);
  }

  @Override
  public void takenAway(List<ChainLog> logs) {
    Map<Long, List<ChainLog>> blocks = new LinkedHashMap<>();
    logs.forEach(
        log -> blocks.computeIfAbsent(log.blockNumber(), number -> new ArrayList<>()).add(log));
    blocks.values().forEach(block -> tell(block, true));
  }

  private void tell(List<ChainLog> block, boolean removed) {
    Dice dice = world.dice();
    int times = dice.happens(world.faults().doubled()) ? 2 : 1;
    boolean isLost = world.agenda().millis() < silentUntil || dice.happens(world.faults().lost());
    if (isLost) {
      world.count("webhooks lost");
      return;
    }
    Call call = call(block, removed);
    for (int i = 0; i < times; i++) {
      boolean isLate = dice.happens(world.faults().lost());
      Duration wait = Duration.ofMillis(dice.between(0, isLate ? A_DAY.toMillis() : 20_000));
      world.agenda().after(wait, () -> deliver(call, 1));
    }
  }

  private void deliver(Call call, int tries) {
    world
        .main()
        .call(
            ContractEvents::new,
            call,
            answer -> {
              Difference.check(
                  answer.isDone() || answer.isOurFault(), "a webhook was answered " + answer);
              if (!answer.isDone() && tries < MOST_TRIES) {
                Duration wait = Duration.ofSeconds(world.dice().between(10, 600L * tries));
                world.agenda().after(wait, () -> deliver(call, tries + 1));
              }
            });
  }

  private static Call call(List<ChainLog> logs, boolean removed) {
    ChainLog first = logs.getFirst();
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("hash", first.id().block().hex());
    block.put("number", first.blockNumber());
    block.put("timestamp", first.timestamp() / 1000);
    block.put("logs", logs.stream().map(log -> fields(log, removed)).toList());
    String body =
        new Gson()
            .toJson(
                Map.of(
                    "type",
                    "GRAPHQL",
                    "event",
                    Map.of("network", "ETH_MAINNET", "data", Map.of("block", block))));
    return new Call(
        "POST", "/webhooks/alchemy", Map.of("X-Alchemy-Signature", signature(body)), body);
  }

  private static Map<String, Object> fields(ChainLog log, boolean removed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("data", log.data());
    fields.put("topics", log.topics());
    fields.put("index", log.id().logIndex());
    fields.put("account", Map.of("address", log.contract().hex()));
    fields.put("transaction", Map.of("hash", log.id().tx().hex()));
    if (removed) {
      fields.put("removed", true);
    }
    return fields;
  }

  private static String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Setting.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** What webhooks do not tell, the poll does: other features see to that. */
  @Override
  public void check() {}
}
