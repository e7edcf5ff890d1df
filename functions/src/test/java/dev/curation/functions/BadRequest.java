package dev.curation.functions;

import dev.curation.webhook.TestDelivery;
import dev.curation.webhook.WebhookSettings;
import dev.curation.webhook.WebhookWorld;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * A request that must not be accepted.
 *
 * @param status what it has to be answered with
 */
record BadRequest(Kind kind, TestDelivery delivery, int status) {
  private static final long SECONDS = WebhookWorld.NOW.getEpochSecond();
  private static final byte[] OVERSIZED = new byte[WebhookSettings.DEFAULT_MAX_BODY_BYTES + 1];

  /** Sixty-four megabytes in some sixty kilobytes. */
  private static final byte[] BOMB = TestDelivery.gzip(new byte[64 << 20]);

  private static final List<Sender> SENDERS =
      List.of(
          new Sender(
              "alchemy-logs.json",
              List.of("type", "event", "logs", "topics", "account", "transaction"),
              TestDelivery::alchemy),
          new Sender(
              "quicknode-streams-block-with-receipts.json",
              List.of("data", "topics", "transactionHash", "address", "receipts"),
              (body, secret) -> TestDelivery.streams(body, secret, SECONDS)),
          new Sender(
              "quicknode-quickalerts-receipts.json",
              List.of("logs", "topics", "transactionHash", "address", "data"),
              TestDelivery::quickAlerts),
          new Sender(
              "moralis-confirmed.json",
              List.of("logs", "transactionHash", "address", "data"),
              TestDelivery::moralis),
          new Sender(
              "tenderly-alert.json",
              List.of("event_type", "transaction", "network", "logs", "topics", "address", "hash"),
              TestDelivery::tenderly));

  /** What is wrong with a request. */
  enum Kind {
    MALFORMED,
    CUT_BEFORE_SIGNING,
    WRONG_TYPE,
    NOISE,
    DEEP,
    FORGED,
    TRUNCATED,
    REPLAYED,
    TRUNCATED_GZIP,
    OVERSIZED,
    GZIP_BOMB;

    private static final List<Kind> SMALL =
        List.copyOf(EnumSet.complementOf(EnumSet.of(OVERSIZED, GZIP_BOMB)));

    /** The big ones are rarer: each moves ten megabytes. */
    static Kind of(Random random) {
      if (random.nextInt(100) == 0) {
        return random.nextBoolean() ? OVERSIZED : GZIP_BOMB;
      }
      return SMALL.get(random.nextInt(SMALL.size()));
    }
  }

  /** Signs a body with a secret. */
  private interface Signing {
    TestDelivery sign(byte[] body, String secret);
  }

  /** A vendor's product, a sound payload of it, and fields that it must have. */
  private record Sender(String file, List<String> required, Signing signing) {
    TestDelivery signed(byte[] body) {
      return signing.sign(body, TestDelivery.SECRET);
    }

    byte[] sound() {
      return text().getBytes(StandardCharsets.UTF_8);
    }

    String text() {
      return new String(TestDelivery.payload(file), StandardCharsets.UTF_8).strip();
    }
  }

  static BadRequest random(Random random) {
    Sender sender = SENDERS.get(random.nextInt(SENDERS.size()));
    Kind kind = Kind.of(random);
    byte[] sound = sender.sound();
    byte[] start = Arrays.copyOf(sound, random.nextInt(sound.length));
    return switch (kind) {
      case MALFORMED -> new BadRequest(kind, sender.signed(renamed(random, sender)), 400);
      case CUT_BEFORE_SIGNING -> new BadRequest(kind, sender.signed(start), 400);
      case WRONG_TYPE -> {
        String wrong = sender.text().replaceAll("\"0x[0-9a-f]{64}\"", random.nextInt() + "");
        yield new BadRequest(kind, sender.signed(wrong.getBytes(StandardCharsets.UTF_8)), 400);
      }
      case NOISE -> {
        byte[] noise = new byte[8 + random.nextInt(2_000)];
        random.nextBytes(noise);
        yield new BadRequest(kind, sender.signed(noise), 400);
      }
      case DEEP -> {
        String open = random.nextBoolean() ? "[" : "{\"data\":";
        byte[] deep = open.repeat(65 + random.nextInt(5_000)).getBytes(StandardCharsets.UTF_8);
        yield new BadRequest(kind, sender.signed(deep), 400);
      }
      case FORGED ->
          new BadRequest(kind, sender.signing().sign(sound, "guess " + random.nextInt()), 401);
      case TRUNCATED -> new BadRequest(kind, sender.signed(sound).withBody(start), 401);
      case REPLAYED -> new BadRequest(kind, replayed(random, sender), 401);
      case TRUNCATED_GZIP -> {
        byte[] packed = TestDelivery.gzip(sound);
        byte[] part = Arrays.copyOf(packed, random.nextInt(packed.length));
        TestDelivery gzip = sender.signed(sound).with("Content-Encoding", "gzip");
        yield new BadRequest(kind, gzip.withBody(part), 400);
      }
      case OVERSIZED -> new BadRequest(kind, sender.signed(sound).withBody(OVERSIZED), 413);
      case GZIP_BOMB -> {
        TestDelivery gzip = sender.signed(sound).with("Content-Encoding", "gzip");
        yield new BadRequest(kind, gzip.withBody(BOMB), 413);
      }
    };
  }

  private static byte[] renamed(Random random, Sender sender) {
    String field = sender.required().get(random.nextInt(sender.required().size()));
    String text = sender.text().replace("\"" + field + "\":", "\"" + field + "_\":");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What was once sound, too late, or with something altered. */
  private static TestDelivery replayed(Random random, Sender sender) {
    byte[] sound = sender.sound();
    if (sender.file().startsWith("quicknode-streams") && random.nextBoolean()) {
      long late = SECONDS - 301 - random.nextInt(1_000_000);
      return TestDelivery.streams(sound, TestDelivery.SECRET, late);
    }
    TestDelivery once = sender.signed(sound);
    if (random.nextBoolean()) {
      byte[] altered = sound.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(7));
      return once.withBody(altered);
    }
    List<String> headers =
        once.headers().keySet().stream().filter(name -> !name.equals("Stream-Network")).toList();
    String header = headers.get(random.nextInt(headers.size()));
    return random.nextBoolean()
        ? once.without(header)
        : once.with(header, once.headers().get(header) + random.nextInt(10));
  }
}
