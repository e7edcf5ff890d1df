package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.curation.store.StoreUsage;
import dev.curation.webhook.TestDelivery;
import dev.curation.webhook.WebhookSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests of attackers and broken senders: none accepted, none our fault, nothing written. */
final class BadWebhookRequestsTest {
  private static final int REQUESTS = 20_000;
  private static final int OVER_HTTP_ONE_IN = 50;
  private static final long MAX_GROWTH_BYTES = 16 << 20;

  /** A bomb is unpacked up to the largest body that is taken, never to its 64 megabytes. */
  private static final long MAX_BOMB_BYTES = 3L * WebhookSettings.DEFAULT_MAX_BODY_BYTES;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Memory that is reachable, so what a leak would make grow. */
  private static long usedBytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static int inMemory(WebhookServer server, BadRequest bad, Random random)
      throws IOException {
    TestDelivery delivery = bad.delivery();
    long contentLength = random.nextBoolean() ? delivery.body().length : -1;
    TestHttp.Response response = new TestHttp.Response();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    server.function.service(new TestHttp.Request("POST", delivery, contentLength), response);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (bad.kind() == BadRequest.Kind.GZIP_BOMB) {
      assertTrue(allocated > 0 && allocated < MAX_BOMB_BYTES, allocated + " bytes for a bomb");
    }
    return response.status();
  }

  @Test
  void shouldRefuseTwentyThousandBadRequestsAndWriteNothing() throws Exception {
    Random random = new Random(20_000);
    Map<BadRequest.Kind, Integer> kinds = new EnumMap<>(BadRequest.Kind.class);
    try (WebhookServer server = WebhookServer.start("bad-webhook-requests")) {
      long before = 0;
      for (int i = 0; i < REQUESTS; i++) {
        if (i == REQUESTS / 10) {
          before = usedBytes(); // All classes are loaded, all caches are warm.
        }
        BadRequest bad = BadRequest.random(random);
        int status =
            i % OVER_HTTP_ONE_IN == 0
                ? server.post(bad.delivery()).statusCode()
                : inMemory(server, bad, random);
        assertEquals(bad.status(), status, i + ": " + bad.kind() + " " + bad.delivery());
        kinds.merge(bad.kind(), 1, Integer::sum);
      }
      long growth = usedBytes() - before;
      assertTrue(growth < MAX_GROWTH_BYTES, growth + " bytes more");
      assertEquals(StoreUsage.NONE, server.store.usage());
      assertEquals("[]", server.collections());
    }
    assertEquals(BadRequest.Kind.values().length, kinds.size());
  }
}
