package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.fuzz.FuzzTarget;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.webhook.TestDelivery;
import dev.curation.webhook.WebhookWorld;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Deliveries of the four vendors: signed ones with any body, and anything else. */
public final class WebhookTargets {
  private static final String SECRET = TestDelivery.SECRET;

  private WebhookTargets() {}

  /** By their names. */
  public static Map<String, Supplier<FuzzTarget>> all() {
    Map<String, Supplier<FuzzTarget>> all = new LinkedHashMap<>();
    all.put(
        "webhook-alchemy",
        () ->
            new Signed(
                body -> TestDelivery.alchemy(body, SECRET), "alchemy-logs", "alchemy-heartbeat"));
    all.put(
        "webhook-streams",
        () ->
            new Signed(
                body -> TestDelivery.streams(body, SECRET, WebhookWorld.NOW.getEpochSecond()),
                "quicknode-streams-logs",
                "quicknode-streams-removed",
                "quicknode-streams-block-with-receipts"));
    all.put(
        "webhook-quickalerts",
        () ->
            new Signed(
                body -> TestDelivery.quickAlerts(body, SECRET), "quicknode-quickalerts-receipts"));
    all.put(
        "webhook-moralis",
        () ->
            new Signed(
                body -> TestDelivery.moralis(body, SECRET),
                "moralis-confirmed",
                "moralis-provisional",
                "moralis-test"));
    all.put(
        "webhook-tenderly",
        () ->
            new Signed(
                body -> TestDelivery.tenderly(body, SECRET), "tenderly-alert", "tenderly-test"));
    all.put("webhook-unsigned", Unsigned::new);
    return all;
  }

  private abstract static class Webhook extends HttpTarget {
    Webhook(List<byte[]> samples) {
      super(samples);
    }

    @Override
    Stage open() {
      SimulatedDatabase database = new SimulatedDatabase(WebhookWorld.CLOCK);
      return new Stage(
          new ContractEvents(WebhookWorld.into(new SimulatedStore(database, Faults.NONE))),
          List.of(database));
    }

    /** A transaction that the node does not know yet has to be delivered again. */
    @Override
    boolean mayFail(String answer) {
      return answer.contains("node does not know transaction");
    }
  }

  private static final class Signed extends Webhook {
    private final Function<byte[], TestDelivery> signature;

    Signed(Function<byte[], TestDelivery> signature, String... samples) {
      super(Arrays.stream(samples).map(name -> TestDelivery.payload(name + ".json")).toList());
      this.signature = signature;
    }

    @Override
    public void read(byte[] input) throws Exception {
      var unused = send("POST", signature.apply(input));
    }
  }

  /** A path, headers, an empty line and a body that nobody has signed: no byte of it is read. */
  private static final class Unsigned extends Webhook {
    Unsigned() {
      super(samplesOf());
    }

    private static List<byte[]> samplesOf() {
      List<byte[]> samples = new ArrayList<>();
      byte[] body = TestDelivery.payload("alchemy-logs.json");
      for (TestDelivery each :
          List.of(
              TestDelivery.alchemy(body, "other"),
              TestDelivery.streams(body, "other", WebhookWorld.NOW.getEpochSecond()),
              TestDelivery.quickAlerts(body, "other"),
              TestDelivery.moralis(body, "other"),
              TestDelivery.tenderly(body, "other"),
              TestDelivery.alchemy(TestDelivery.gzip(body), "other")
                  .with("Content-Encoding", "gzip"))) {
        StringBuilder head = new StringBuilder(each.path()).append('\n');
        each.headers().forEach((name, value) -> head.append(name + ": " + value + "\n"));
        byte[] bytes = head.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(bytes, bytes.length + each.body().length);
        System.arraycopy(each.body(), 0, all, bytes.length, each.body().length);
        samples.add(all);
      }
      return samples;
    }

    @Override
    public void read(byte[] input) throws Exception {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\n\n");
      String[] head = text.substring(0, Math.max(0, end)).split("\n", -1);
      Map<String, String> headers = new TreeMap<>();
      for (String line : head) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          headers.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      byte[] body = Arrays.copyOfRange(input, end < 0 ? 0 : end + 2, input.length);
      int status = send("POST", new TestDelivery(head[0], headers, body)).status();
      boolean isTest = head[0].endsWith("moralis") && headers.size() <= 20 && status == 200;
      boolean isPacked =
          status == 400 && headers.toString().toLowerCase(java.util.Locale.ROOT).contains("gzip");
      assertTrue(
          List.of(401, 404, 405, 413, 415).contains(status) || isTest || isPacked,
          () -> "an unsigned delivery is answered " + status);
    }
  }
}
