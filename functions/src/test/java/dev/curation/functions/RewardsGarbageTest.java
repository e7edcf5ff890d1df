package dev.curation.functions;

import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.Facts;
import dev.curation.rewards.RewardsWorld;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests that no client of ours would send. */
class RewardsGarbageTest {
  private static final CollectionId COLLECTION = RewardsWorld.collection(1);
  private static final String ALICE = RandomLedger.user(1).hex();
  private static final List<String> WORDS =
      List.of(
          "v1",
          "api",
          "chains",
          "collections",
          "users",
          "blocks",
          "periods",
          "curators",
          "apr",
          "openapi.json",
          "..",
          ".",
          "",
          "%2e%2e",
          "%2F",
          "%00",
          "%",
          "%zz",
          "%ff",
          "%u0041",
          ";a=b",
          "+",
          ALICE,
          COLLECTION.toString(),
          COLLECTION.toString().replace(":", "%3A"),
          "0",
          "-1",
          Long.toString(Facts.START),
          "2022-09-04T00:00:00Z",
          "é",
          "\\",
          "//",
          "9".repeat(400),
          "'",
          "null");
  private static final List<String> PARAMETERS =
      List.of(
          "at",
          "limit",
          "cursor",
          "sort",
          "chain",
          "collection",
          "from",
          "to",
          "x",
          "",
          "%ff",
          "&",
          "=");

  private static String garbage(Random random) {
    StringBuilder target = new StringBuilder(random.nextInt(8) == 0 ? "" : "/api/v1");
    for (int i = random.nextInt(7); i >= 0; i--) {
      target.append('/').append(anyOf(WORDS, random));
    }
    if (random.nextBoolean()) {
      target.append('?');
      for (int i = random.nextInt(3); i >= 0; i--) {
        target
            .append(anyOf(PARAMETERS, random))
            .append('=')
            .append(anyOf(WORDS, random))
            .append('&');
      }
    }
    return target.toString();
  }

  private static String anyOf(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  /** Seeded; also with single characters replaced by any byte. */
  @Test
  void shouldRefuseGarbageAndWriteNothing() throws Exception {
    RewardsWorld world = new RewardsWorld();
    world.append(COLLECTION, List.of(vote(0, RandomLedger.user(1), 3), sale(1, 100)));
    world.tick();
    try (RewardsServer server = RewardsServer.start()) {
      server.serve(world.api(world.process()));
      refuseAll(world, server);
    }
  }

  private static void refuseAll(RewardsWorld world, RewardsServer server) throws Exception {
    var before = world.database.snapshot();
    Random random = new Random(4);
    for (int i = 0; i < 4_000; i++) {
      byte[] target = garbage(random).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0) {
        target[1 + random.nextInt(target.length - 1)] = (byte) (33 + random.nextInt(222));
      }
      String method = random.nextInt(9) == 0 ? "HEAD" : "GET";
      int status = server.raw(method, target);
      String text = i + ": " + new String(target, StandardCharsets.ISO_8859_1);
      assertTrue(status == 200 || (status >= 400 && status < 500), status + " to " + text);
    }
    assertTrue(refusesLongPath(server));
    assertEquals(before, world.database.snapshot());
  }

  /** With 414; a server may close the connection before the answer to so much is read. */
  private static boolean refusesLongPath(RewardsServer server) throws IOException {
    byte[] target = ("/v1/" + "x".repeat(20_000)).getBytes(StandardCharsets.US_ASCII);
    try {
      return server.raw("GET", target) == 414;
    } catch (SocketException e) {
      return true;
    }
  }
}
