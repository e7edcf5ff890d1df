package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The docs show the very code that signs the votes and requests of the tests. */
class VotingDocTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  @ParameterizedTest
  @ValueSource(strings = {"types", "ethers", "viem"})
  void shouldShowWhatTheTestsSignWith(String part) throws IOException {
    assertShows(part, "contracts/sign-vote.mjs", "docs/voting.md");
  }

  @Test
  void shouldShowWhatTheTestsSignRequestsWith() throws IOException {
    assertShows("types", "contracts/sign-request.mjs", "docs/withdrawals.md");
  }

  private static void assertShows(String part, String file, String document) throws IOException {
    String script = Files.readString(ROOT.resolve(file));
    String[] around = script.split("// \\[/?" + part + "]\n", -1);
    assertEquals(3, around.length, "one part " + part);
    String page = Files.readString(ROOT.resolve(document));
    assertTrue(page.contains("```js\n" + around[1] + "```"), "part " + part + " differs");
  }
}
