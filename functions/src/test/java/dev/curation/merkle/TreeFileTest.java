package dev.curation.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.commits.ContentHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a tree has one spelling; whatever else comes is refused. */
final class TreeFileTest {
  private static final String ALICE = "0x" + "a1".repeat(20);
  private static final String BOB = "0x" + "b0".repeat(20);

  private static ClaimTree small() {
    return Trees.tree(
        new TreeMap<>(Map.of(new Address(ALICE), Wei.of(100), new Address(BOB), Wei.of(20))));
  }

  private static ClaimTree read(byte[] file) {
    return TreeFile.read(new ByteArrayInputStream(file));
  }

  private static InvalidValueException refused(String file) {
    return assertThrows(InvalidValueException.class, () -> read(file.getBytes(UTF_8)), file);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 10_000})
  void shouldReadWhatWasWritten(int accounts) {
    ClaimTree tree = Trees.tree(accounts);
    byte[] file = Trees.file(tree);
    ClaimTree read = read(file);
    assertEquals(tree.header(), read.header());
    assertEquals(tree.sources(), read.sources());
    assertEquals(tree.entitlements(), read.entitlements());
    assertEquals(tree.root(), read.root());
    assertArrayEquals(file, Trees.file(read));
  }

  @Test
  void shouldBeNamedByTheHashOfItsBytes() {
    byte[] file = Trees.file(small());
    String hash = HexFormat.of().formatHex(ContentHash.sha256().digest(file));
    assertEquals(hash, TreeFile.contentHash(small()));
  }

  @Test
  void shouldHaveThisSpelling() {
    ClaimTree tree = small();
    String expected =
        "{\"schema\":\"curation-tree/1\",\"chainId\":\"1\",\"distributor\":\"0x"
            + "d1".repeat(20)
            + "\",\"token\":\"0x"
            + "0".repeat(40)
            + "\",\"period\":\"1699747200000\",\"rulesVersion\":3,\"previous\":null,"
            + "\"ledgerHash\":\""
            + "ab".repeat(32)
            + "\",\"root\":\""
            + tree.root()
            + "\",\"totalWei\":\"120\",\"collections\":[[\"0x"
            + "c0".repeat(20)
            + "\",\"1699747200000\",\"1700352000000\",\"119\",\""
            + "cd".repeat(32)
            + "\"]],\"payments\":[\"1\",\"1\",\""
            + "ef".repeat(32)
            + "\"],\"accounts\":[[\""
            + ALICE
            + "\",\"100\"],[\""
            + BOB
            + "\",\"20\"]]}\n";
    assertEquals(expected, new String(Trees.file(tree), UTF_8));
  }

  /** Whatever is altered, the file is none any more, or it is that of another tree. */
  @Test
  void shouldTakeNoFileWithAnAlteredByteForTheSame() {
    byte[] file = Trees.file(small());
    String name = TreeFile.contentHash(small());
    int refused = 0;
    for (int at = 0; at < file.length; at++) {
      for (int bit = 1; bit < 256; bit <<= 1) {
        byte[] altered = file.clone();
        altered[at] ^= (byte) bit;
        try {
          ClaimTree read = read(altered);
          assertArrayEquals(altered, Trees.file(read), "one spelling, at " + at);
          assertTrue(!TreeFile.contentHash(read).equals(name), "another tree, at " + at);
        } catch (InvalidValueException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > file.length, refused + " were refused");
  }

  @Test
  void shouldRefuseEveryFileThatIsCutOff() {
    byte[] file = Trees.file(small());
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(InvalidValueException.class, () -> read(cut), "cut at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "{}", "x", "\0", "[]"})
  void shouldRefuseWhatComesBehind(String garbage) {
    refused(new String(Trees.file(small()), UTF_8) + garbage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "curation-tree/1"|"curation-tree/2"|schema
          "chainId":"1"|"chainId":"x"|chainId
          "rulesVersion"|"rules"|rulesVersion
          "period":"1699747200000"|"period":"1699747200001"|periodStart
          "totalWei":"120"|"totalWei":"121"|totalWei
          "20"]]|"0"]]|cumulativeWei
          "20"]]|"020"]]|accounts
          "20"]]|"-20"]]|accounts
          "20"]]|20]]|file
          "20"]]|"20"],]|file
          "chainId":"1"|"chainId": "1"|file
          {"schema"|{ "schema"|file
          "root":"0x|"root":"0X|file
          """)
  void shouldNameWhatIsWrong(String right, String wrong, String field) {
    String file = new String(Trees.file(small()), UTF_8);
    assertTrue(file.contains(right), right);
    assertEquals(field, refused(file.replace(right, wrong)).field());
  }

  private static String withAccounts(String accounts) {
    String file = new String(Trees.file(small()), UTF_8);
    return file.substring(0, file.indexOf("\"accounts\":")) + "\"accounts\":" + accounts + "}\n";
  }

  private static String leaf(String account, int wei) {
    return "[\"" + account + "\",\"" + wei + "\"]";
  }

  @Test
  void shouldRefuseAccountsThatAreNotThoseOfTheRoot() {
    String unordered = "[" + leaf(BOB, 20) + "," + leaf(ALICE, 100) + "]";
    assertEquals("accounts", refused(withAccounts(unordered)).field());
    String twice = "[" + leaf(ALICE, 100) + "," + leaf(ALICE, 20) + "]";
    assertEquals("accounts", refused(withAccounts(twice)).field());
    String moved = "[" + leaf(ALICE, 99) + "," + leaf(BOB, 21) + "]";
    assertEquals("root", refused(withAccounts(moved)).field());
    assertEquals("accounts", refused(withAccounts("[]")).field());
  }

  @Test
  void shouldMakeNoTreeThatDoesNotComeFromItsSources() {
    ClaimTree tree = small();
    TreeMap<Address, Wei> more = new TreeMap<>(Map.of(new Address(ALICE), Wei.of(119)));
    assertThrows(
        ConservationException.class,
        () -> ClaimTree.of(tree.header(), tree.sources(), List.of(), more));
  }

  @Test
  void shouldAddToWhatWasThere() {
    ClaimTree before = small();
    Address first = new Address("0x" + "01".repeat(20));
    Address last = new Address("0x" + "fe".repeat(20));
    TreeMap<Address, Wei> added =
        new TreeMap<>(Map.of(first, Wei.of(50), new Address(BOB), Wei.of(60), last, Wei.of(10)));
    added.put(new Address("0x" + "b1".repeat(20)), Wei.ZERO);
    ClaimTree after = ClaimTree.of(before.header(), before.sources(), before.entitlements(), added);
    assertEquals(Wei.of(240), after.total());
    assertEquals(
        List.of("50", "100", "80", "10"),
        after.entitlements().stream().map(each -> each.cumulative().toString()).toList());
    assertEquals(Wei.ZERO, after.of(new Address("0x" + "b1".repeat(20))));
    assertEquals(List.of(), after.proof(new Address("0x" + "b1".repeat(20))));
  }
}
