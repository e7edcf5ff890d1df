package dev.curation.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;

/** OpenZeppelin's StandardMerkleTree, through contracts/merkle-tree.mjs in a process of Node's. */
public final class MerkleTreeScript {
  private MerkleTreeScript() {}

  /**
   * @param command tree, load or verify; the script says what each takes and gives
   */
  public static JsonElement run(String command, JsonElement input)
      throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder("node", "merkle-tree.mjs", command)
            .directory(LocalChain.CONTRACTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = node.getOutputStream()) {
      in.write(input.toString().getBytes(UTF_8));
    }
    String answer = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, node.waitFor(), "node merkle-tree.mjs " + command);
    return JsonParser.parseString(answer);
  }
}
