package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.TestChain;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code up --chain} as a program of its own, used from another one by what it prints. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class UpWithChainTest {
  private static final Path ROOT =
      Path.of(System.getProperty("project.root", "..")).toAbsolutePath();
  private static final String EXPORTED = "export CURATION_CHAINS='(.*)' CURATION_RPC_31337='(.*)'";

  @TempDir private Path folder = Path.of("");

  private ProcessBuilder curation(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + folder,
                "-Dcuration.home=" + ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                Curation.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static String found(List<String> lines, String regex, int group) {
    Pattern pattern = Pattern.compile(regex);
    for (String line : lines) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher.group(group);
      }
    }
    throw new AssertionError(regex + " in " + lines);
  }

  private static List<String> linesUntilExport(BufferedReader output) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.startsWith("export ")) {
        return lines;
      }
    }
    throw new AssertionError("no export in " + lines);
  }

  @Test
  void shouldPrintWhatABackfillNeedsAndLeaveNoProcessBehind() throws Exception {
    Process up =
        curation(
                "up",
                "--chain",
                "--port=0",
                "--firestore-port=0",
                "--chain-port=0",
                "--tick=PT1H",
                "--project=up-chain")
            .start();
    List<ProcessHandle> children = List.of();
    try (BufferedReader output = up.inputReader()) {
      List<String> lines = linesUntilExport(output);
      children = up.descendants().toList();
      assertTrue(children.size() >= 2, "chain and emulator");
      assertTrue(lines.getFirst().startsWith("ready  functions http://127.0.0.1:"));
      assertTrue(lines.get(1).matches("page  http://127\\.0\\.0\\.1:[0-9]+/"), lines.get(1));
      assertEquals(42, found(lines, "distributor (0x[0-9a-f]+)", 1).length());
      openClaims(lines);
      sellAPunk(lines);
      String answer = backfill(lines);
      // The distributor's three logs, of its roles, are no facts.
      assertTrue(answer.contains(": 4 logs, 1 facts new, 0 rejected"), answer);
    } finally {
      up.destroy();
    }
    assertTrue(up.waitFor(20, TimeUnit.SECONDS));
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
      assertFalse(child.isAlive());
    }
  }

  /** The order that docs/claims.md shows. */
  private static void openClaims(List<String> lines) throws IOException, InterruptedException {
    String order =
        "{\"action\":\"open\",\"chainId\":\"31337\",\"from\":null,\"requestId\":\"open-1\","
            + "\"who\":\"me\",\"why\":\"to try it\"}";
    String functions = found(lines, "ready  functions (\\S+)", 1);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> opened =
          client.send(
              HttpRequest.newBuilder(URI.create(functions + "/ManageClaims"))
                  .POST(HttpRequest.BodyPublishers.ofString(order))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, opened.statusCode(), opened.body());
      HttpResponse<String> published =
          client.send(
              HttpRequest.newBuilder(URI.create(functions + "/PublishRoot"))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals("{\"31337\":{\"made\":[],\"roots\":{}}}", published.body().strip());
    }
  }

  private static void sellAPunk(List<String> lines) {
    URI endpoint = URI.create(found(lines, EXPORTED, 2));
    TestChain chain = new TestChain(endpoint, ROOT.resolve("contracts"));
    Address punks = new Address(found(lines, "cryptopunks (0x[0-9a-f]{40})", 1));
    var unused =
        chain.call(
            3, punks, ExchangeCalls.buyPunk(7, BigInteger.TEN, chain.account(1), chain.account(2)));
    chain.mine(10);
  }

  private String backfill(List<String> lines) throws IOException, InterruptedException {
    ProcessBuilder backfill = curation("backfill", "--chain", "31337", "--from", "0");
    backfill
        .environment()
        .putAll(
            Map.of(
                "CURATION_CHAINS",
                found(lines, EXPORTED, 1),
                "CURATION_RPC_31337",
                found(lines, EXPORTED, 2),
                "FIRESTORE_EMULATOR_HOST",
                found(lines, "FIRESTORE_EMULATOR_HOST=(\\S+)", 1),
                "GOOGLE_CLOUD_PROJECT",
                found(lines, "GOOGLE_CLOUD_PROJECT=(\\S+)", 1)));
    Process process = backfill.start();
    try (BufferedReader output = process.inputReader()) {
      String answer = output.lines().collect(Collectors.joining("\n"));
      assertEquals(0, process.waitFor(), answer);
      return answer;
    }
  }
}
