package dev.curation.local;

import static dev.curation.local.Distributor.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.money.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trees of the distributor's tests are those of OpenZeppelin's own library. */
class ClaimTreeTest {
  private static final List<Wei> AMOUNTS =
      List.of(
          Wei.of(0),
          Wei.of(1),
          Wei.of(BigInteger.TEN.pow(18)),
          Wei.of(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));

  private static JsonArray leaf(Address account, Wei amount) {
    JsonArray leaf = new JsonArray();
    leaf.add(account.hex());
    leaf.add(amount.toString());
    return leaf;
  }

  private static List<String> strings(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 100})
  void shouldHaveTheRootAndTheProofsOfTheLibrary(int accounts)
      throws IOException, InterruptedException {
    ClaimTree tree = Distributor.tree(accounts, i -> AMOUNTS.get(i % AMOUNTS.size()));
    JsonArray values = new JsonArray();
    IntStream.range(0, accounts).forEach(i -> values.add(leaf(person(i), tree.amount(person(i)))));
    JsonObject library = MerkleTreeScript.run("tree", values).getAsJsonObject();
    assertEquals(library.get("root").getAsString(), tree.root());
    JsonArray proofs = library.getAsJsonArray("proofs");
    for (int i = 0; i < accounts; i++) {
      assertEquals(strings(proofs.get(i)), tree.proof(person(i)));
    }
    JsonObject loaded = MerkleTreeScript.run("load", library.get("dump")).getAsJsonObject();
    assertEquals(tree.root(), loaded.get("root").getAsString());
  }

  @Test
  void shouldGiveProofsThatTheLibraryVerifies() throws IOException, InterruptedException {
    ClaimTree tree = Distributor.tree(7, i -> Wei.of(i));
    assertTrue(verified(tree, person(3), Wei.of(3)));
    assertFalse(verified(tree, person(3), Wei.of(4)));
  }

  /** By the library. */
  private static boolean verified(ClaimTree tree, Address account, Wei amount)
      throws IOException, InterruptedException {
    JsonObject claim = new JsonObject();
    claim.addProperty("root", tree.root());
    claim.add("leaf", leaf(account, amount));
    JsonArray proof = new JsonArray();
    tree.proof(account).forEach(proof::add);
    claim.add("proof", proof);
    return MerkleTreeScript.run("verify", claim).getAsBoolean();
  }

  @Test
  void shouldRefuseADamagedDump() throws IOException, InterruptedException {
    JsonArray values = new JsonArray();
    values.add(leaf(person(1), Wei.of(1)));
    values.add(leaf(person(2), Wei.of(2)));
    JsonObject dump =
        MerkleTreeScript.run("tree", values).getAsJsonObject().getAsJsonObject("dump");
    dump.getAsJsonArray("tree").set(0, dump.getAsJsonArray("tree").get(1));
    assertThrows(AssertionError.class, () -> MerkleTreeScript.run("load", dump));
  }
}
