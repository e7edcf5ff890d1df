package dev.curation.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.web3j.crypto.ECKeyPair;

/** JavaScript wallet libraries, through scripts of contracts/ in a process of Node's. */
final class WalletLibrary {
  private static final Path CONTRACTS =
      Path.of(System.getProperty("project.root", "..")).resolve("contracts");

  private WalletLibrary() {}

  /** Votes, through sign-vote.mjs. */
  static List<String> sign(String library, ECKeyPair key, Address contract, List<JsonObject> votes)
      throws IOException, InterruptedException {
    return sign("vote", library, key, contract, votes);
  }

  /** Requests to pools, through sign-request.mjs. */
  static List<String> signRequests(
      String library, ECKeyPair key, Address contract, List<JsonObject> requests)
      throws IOException, InterruptedException {
    return sign("request", library, key, contract, requests);
  }

  private static List<String> sign(
      String kind, String library, ECKeyPair key, Address contract, List<JsonObject> messages)
      throws IOException, InterruptedException {
    JsonArray requests = new JsonArray();
    for (JsonObject message : messages) {
      JsonObject request = new JsonObject();
      request.addProperty("library", library);
      request.addProperty("privateKey", String.format(Locale.ROOT, "0x%064x", key.getPrivateKey()));
      request.addProperty("verifyingContract", contract.hex());
      request.add(kind, message);
      requests.add(request);
    }
    Process node =
        new ProcessBuilder("node", "sign-" + kind + ".mjs")
            .directory(CONTRACTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = node.getOutputStream()) {
      in.write(requests.toString().getBytes(UTF_8));
    }
    String answer = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, node.waitFor(), "node sign-" + kind + ".mjs");
    List<String> signatures = new ArrayList<>();
    for (JsonElement signature : JsonParser.parseString(answer).getAsJsonArray()) {
      signatures.add(signature.getAsString());
    }
    return signatures;
  }
}
