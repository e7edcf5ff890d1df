package dev.curation.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.local.MerkleTreeScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our trees are those of OpenZeppelin's library, in both directions. */
final class OpenZeppelinTest {
  private static JsonArray values(List<Entitlement> entitlements) {
    JsonArray values = new JsonArray();
    for (Entitlement each : entitlements) {
      JsonArray leaf = new JsonArray();
      leaf.add(each.account().hex());
      leaf.add(each.cumulative().toString());
      values.add(leaf);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 64, 333})
  void shouldHaveTheLibrarysRootAndProofs(int accounts) throws IOException, InterruptedException {
    List<Entitlement> entitlements = Trees.entitlements(accounts, accounts);
    Collections.shuffle(entitlements, new Random(accounts));
    JsonObject library = MerkleTreeScript.run("tree", values(entitlements)).getAsJsonObject();
    MerkleTree tree = MerkleTree.of(entitlements);
    assertEquals(library.get("root").getAsString(), tree.root().hex());
    JsonArray proofs = library.getAsJsonArray("proofs");
    for (int i = 0; i < accounts; i++) {
      List<NodeHash> proof = new ArrayList<>();
      for (JsonElement node : proofs.get(i).getAsJsonArray()) {
        proof.add(NodeHash.parse("proof", node.getAsString()));
      }
      assertEquals(proof, tree.proof(tree.place(i)));
      assertTrue(MerkleTree.verify(tree.root(), entitlements.get(i), proof));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void shouldWriteADumpThatTheLibraryLoads(int accounts) throws IOException, InterruptedException {
    ClaimTree tree = Trees.tree(accounts);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    TreeFile.writeStandard(tree, written);
    JsonElement dump = JsonParser.parseString(written.toString(StandardCharsets.UTF_8));
    JsonObject loaded = MerkleTreeScript.run("load", dump).getAsJsonObject();
    assertEquals(tree.root().hex(), loaded.get("root").getAsString());
    JsonObject library =
        MerkleTreeScript.run("tree", values(tree.entitlements())).getAsJsonObject();
    assertEquals(library.get("dump"), dump);
  }
}
