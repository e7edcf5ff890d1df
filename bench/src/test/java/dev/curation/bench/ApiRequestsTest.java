package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.curation.ledger.LedgerEvent;
import dev.curation.replay.CryptoPunksSales;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApiRequestsTest {
  private static final Path HOME = Path.of(System.getProperty("curation.home", ".."));
  private static final List<LedgerEvent> EVENTS =
      CryptoPunksSales.read(HOME.resolve("emulator-config/cryptopunks-sales.csv"));

  @Test
  void shouldAskTheSameForTheSameSeed() {
    Map<String, List<String>> asked = new ApiRequests(EVENTS, 1).all();
    assertEquals(asked, new ApiRequests(EVENTS, 1).all());
    assertNotEquals(asked, new ApiRequests(EVENTS, 2).all());
  }

  @Test
  void shouldAskEveryAddressThatTheApiDescribes() throws IOException {
    Path described = HOME.resolve("functions/src/main/resources/openapi.json");
    Set<String> paths = new TreeSet<>();
    JsonParser.parseString(Files.readString(described))
        .getAsJsonObject()
        .getAsJsonObject("paths")
        .keySet()
        .forEach(path -> paths.add(path.substring(1).replaceAll("\\{[^}]*}", "*")));
    Set<String> asked = new TreeSet<>();
    new ApiRequests(EVENTS, 1)
        .all()
        .forEach(
            (name, addresses) -> {
              asked.add(name.replaceAll("\\?.*", "").replaceAll("\\{[^}]*}", "*"));
              assertTrue(addresses.stream().allMatch(each -> each.startsWith("/api/v1/")), name);
            });
    assertEquals(paths, asked);
  }
}
