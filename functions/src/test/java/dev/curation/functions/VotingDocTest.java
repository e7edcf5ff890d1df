package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/voting.md shows the very code that signs the votes of the tests. */
class VotingDocTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  @ParameterizedTest
  @ValueSource(strings = {"types", "ethers", "viem"})
  void shouldShowWhatTheTestsSignWith(String part) throws IOException {
    String script = Files.readString(ROOT.resolve("contracts/sign-vote.mjs"));
    String[] around = script.split("// \\[/?" + part + "]\n", -1);
    assertEquals(3, around.length, "one part " + part);
    String page = Files.readString(ROOT.resolve("docs/voting.md"));
    assertTrue(page.contains("```js\n" + around[1] + "```"), "part " + part + " differs");
  }
}
