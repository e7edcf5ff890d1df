package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.curation.decoding.ExchangeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/ingestion.md shows settings that are accepted. */
class IngestionDocTest {
  private static final Path PAGE =
      Path.of(System.getProperty("project.root", "..")).resolve("docs/ingestion.md");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(\\[\n.*?)```", Pattern.DOTALL);

  private static List<ChainSetup> examples() throws IOException {
    List<ChainSetup> examples = new ArrayList<>();
    Matcher found = EXAMPLE.matcher(Files.readString(PAGE));
    while (found.find()) {
      examples.addAll(
          ChainsConfiguration.chains(
              Map.of(
                  "CURATION_CHAINS",
                  found.group(1),
                  "CURATION_RPC_1",
                  "https://first.example/v1/key,https://second.example/key")));
    }
    return examples;
  }

  @Test
  void shouldShowChainsAsTheyAreRead() throws IOException {
    List<ChainSetup> examples = examples();
    assertEquals(
        List.of(ExchangeKind.SEAPORT, ExchangeKind.FLOW_V2),
        examples.stream()
            .map(chain -> chain.settings().contracts().exchanges().getFirst().kind())
            .toList());
    assertEquals(2, examples.getFirst().endpoints().size());
    assertFalse(examples.getFirst().settings().contracts().staking().isEmpty());
  }

  @Test
  void shouldNameTheDefaultsThatAreTaken() throws IOException {
    ChainSetup flow = examples().getLast();
    assertEquals(2, flow.settings().confirmations());
    assertEquals(256, flow.settings().finality());
    assertEquals(250, flow.settings().contracts().exchanges().getFirst().protocolFeeBps());
  }
}
