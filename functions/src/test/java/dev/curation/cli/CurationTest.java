package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.functions.TokenPriceSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line: answers, refusals, exit codes. */
class CurationTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors/curation");
  private static final String HEADER =
      "id,discriminator,timestamp,blockNumber,userAddress,votes,protocolFeeWei\n";
  private static final String USER = "0x1111111111111111111111111111111111111111";

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = Curation.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "demo", "up", "replay", "reopen", "audit", "export", "conformance"})
  void shouldExplainEveryCommand(String command) {
    assertEquals(0, command.isEmpty() ? run("--help") : run(command, "--help"));
    assertTrue(out.toString().contains("Usage: curation"), out.toString());
  }

  @Test
  void shouldExitWithTwoOnWrongUsage() {
    assertEquals(2, run("dance"));
    assertEquals(2, run("conformance"));
    assertEquals(2, run("up", "--port", "many"));
    assertEquals(2, run("up", "--user-documents", "some"));
    assertTrue(err.toString().contains("--user-documents 'some'"), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--tick, PT0S, --tick 'PT0S'",
    "--tick, 30, 'must be like PT30S'",
    "--project, a/b, --project 'a/b'",
    "--firestore-port, 8081, --port '8081'",
    "--token-price, 0.00002 ETH, --token-price '0.00002 ETH'",
    "--token-price, -1, --token-price '-1'",
    "--port, 70000, port '70000'"
  })
  void shouldNameABadOptionOfTheStack(String option, String value, String answer) {
    assertEquals(2, run("up", option, value));
    assertTrue(err.toString().contains(answer), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo"})
  void shouldTellBothDefaultPricesOfTheToken(String command) {
    assertEquals(0, run(command, "--help"));
    String help = out.toString().replaceAll("\\s+", " ");
    assertTrue(help.contains("default: 0.00002; for demo's CryptoPunks 20, about"), help);
  }

  @ParameterizedTest
  @CsvSource({"--tick=PT1S, 20", "--token-price=3, 3"})
  void shouldTakeThePriceOfTheTokenThatIsGivenElseTheCommands(String option, BigDecimal price) {
    StackOptions options = new StackOptions();
    new CommandLine(options).parseArgs(option);
    assertEquals(
        Optional.of(new TokenPriceSetting.Fixed(price)),
        options.stack(0, 0, InstantSource.system(), "20").settings().tokenPrice());
  }

  @Test
  void shouldPassAllVectors() {
    assertEquals(0, run("conformance", VECTORS.toString()), out.toString());
    assertTrue(out.toString().contains("PASS 01-carry-over-no-votes"), out.toString());
    assertTrue(out.toString().endsWith("15 passed, 0 failed" + System.lineSeparator()));
  }

  @Test
  void shouldNameTheFirstDifferenceOfAVectorThatFails() throws IOException {
    String vector = Files.readString(VECTORS.resolve("01-carry-over-no-votes.json"));
    Path wrong =
        file(
            "wrong.json",
            vector.replace(
                "\"arbitrageProtocolFeesAccruedWei\": \"1500000000000000000\"",
                "\"arbitrageProtocolFeesAccruedWei\": \"1500000000000000001\""));
    assertEquals(1, run("conformance", wrong.toString(), VECTORS.toString()));
    assertTrue(
        out.toString()
            .contains(
                "FAIL 01-carry-over-no-votes: step 1: block 1660096800000"
                    + ".arbitrageProtocolFeesAccruedWei is 1500000000000000000, expected"
                    + " \"1500000000000000001\""),
        out.toString());
    assertTrue(out.toString().contains("15 passed, 1 failed"), out.toString());
  }

  @Test
  void shouldNameASchemaThatItDoesNotKnowAndRunNothing() throws IOException {
    Path unknown = file("unknown.json", "{\"schema\":\"dance/1\",\"name\":\"x\"}");
    assertEquals(2, run("conformance", VECTORS.toString(), unknown.toString()));
    assertTrue(err.toString().contains("schema 'dance/1'"), err.toString());
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "no json", "{}"})
  void shouldRefuseWhatIsNoVector(String content) throws IOException {
    assertEquals(2, run("conformance", file("bad.json", content).toString()));
    assertTrue(err.toString().contains("bad.json"), err.toString());
  }

  @Test
  void shouldFailAVectorThatLacksItsParts() throws IOException {
    Path empty = file("empty.json", "{\"schema\":\"curation/1\",\"name\":\"empty\"}");
    assertEquals(1, run("conformance", empty.toString()));
    assertTrue(out.toString().contains("FAIL empty: chainId 'null'"), out.toString());
  }

  /** Line, field and value that the answer must name. */
  static Stream<String[]> malformedLedgers() {
    return Stream.of(
        new String[] {"a,dance,1,1,,,1\n", "line 2", "discriminator 'dance'"},
        new String[] {"a,sale,1,1,,,1\nb,sale,1,1,,,1.5\n", "line 3", "protocolFeeWei '1.5'"},
        new String[] {"a,sale,1,1,,,-1\n", "line 2", "protocolFeeWei '-1'"},
        new String[] {"a,sale,1,1,,,\n", "line 2", "protocolFeeWei ''"},
        new String[] {"a,votesAdded,1,1," + USER + ",-5,\n", "line 2", "votes '-5'"},
        new String[] {"a,votesAdded,1,1," + USER + ",0.5,\n", "line 2", "votes '0.5'"},
        new String[] {"a,votesAdded,1,1,0x12,5,\n", "line 2", "userAddress '0x12'"},
        new String[] {"a,votesAdded,soon,1," + USER + ",5,\n", "line 2", "timestamp 'soon'"},
        new String[] {"a,sale,1,99999999999999999999,,,1\n", "line 2", "blockNumber '9999"},
        new String[] {"a/b,sale,1,1,,,1\n", "line 2", "eventId 'a/b'"},
        new String[] {"a,sale,1,1,,,1\na,sale,1,1,,,1\na,sale,1,1,,,2\n", "line 4", "id 'a'"},
        new String[] {"a,sale,1\n", "line 2", "line 'a,sale,1'"});
  }

  @ParameterizedTest
  @MethodSource("malformedLedgers")
  void shouldNameFileLineFieldAndValueOfAMalformedLedger(String rows, String where, String what)
      throws IOException {
    Path bad = file("bad.csv", HEADER + rows);
    assertEquals(2, run("replay", "--collection", "1:" + USER, bad.toString()));
    String answer = err.toString();
    assertTrue(answer.contains("bad.csv, " + where + ": " + what), answer);
  }

  @Test
  void shouldRefuseALedgerWithoutItsColumnsOrThatIsMissing() throws IOException {
    Path other = file("other.csv", "a,b\n1,2\n");
    assertEquals(2, run("replay", "--collection", "1:" + USER, other.toString()));
    assertTrue(err.toString().contains("other.csv, line 1: header 'a,b'"), err.toString());
    assertEquals(2, run("replay", "--collection", "1:" + USER, "nowhere.csv"));
    assertTrue(err.toString().contains("nowhere.csv: there is no such file"), err.toString());
    assertEquals(2, run("replay", "--collection", "punks", other.toString()));
    assertTrue(err.toString().contains("collectionId 'punks'"), err.toString());
  }

  @Test
  void shouldSayInOneSentenceThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertEquals(1, run("up", "--port", Integer.toString(taken.getLocalPort())));
      String answer = err.toString().trim();
      assertTrue(answer.startsWith("Port " + taken.getLocalPort() + " is taken"), answer);
      assertEquals(1, answer.lines().count());
    }
  }
}
