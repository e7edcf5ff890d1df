package dev.curation.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a range as files that anybody can check. */
class ExportTest {
  private static final Range ALL = new Range(null, null);

  @TempDir private Path folder = Path.of("");

  private final World world = World.withUserDocuments(UserDocuments.CURRENT);

  private Export export() {
    return new Export(world.process(), World.COLLECTION);
  }

  private Manifest export(Range range, Format format, String name) {
    try {
      return export().run(range, format, folder.resolve(name), blocks -> {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String export, String file) throws IOException {
    return Files.readString(folder.resolve(export).resolve(file));
  }

  private static Sale sale(String id, int minutes, Wei fee, SaleFacts facts) {
    return new Sale(new EventId(id), Facts.position(minutes, 7, 3), fee, facts);
  }

  private void seal(int minutes) {
    world.now = Instant.ofEpochMilli(Facts.at(minutes));
    world.delivered(world.now);
    world.tick();
  }

  @Test
  void shouldWriteASmallHistoryAsItIs() throws IOException {
    SaleFacts facts =
        new SaleFacts(RandomLedger.user(8), null, "=1+1,\"2\"", Wei.of(4_000), null, "cryptopunks");
    world.append(
        sale("a", 10, Wei.of(100), facts),
        new LedgerEvent.VotesAdded(
            new EventId("b"), Facts.position(70, 8, null), RandomLedger.user(1), votes(3)),
        sale("c", 80, Wei.of(11), SaleFacts.UNKNOWN));
    seal(3 * Facts.WEEK);

    Manifest manifest = export(ALL, Format.CSV, "csv");
    String user = RandomLedger.user(1).hex();
    assertEquals(
        """
        blockStart,counts,id,discriminator,timestamp,blockNumber,logIndex,txHash,protocolFeeWei,\
        userAddress,votes,votesPerToken,votesTaken,buyer,seller,tokenId,priceWei,paymentToken,source
        1662249600000,counted,a,sale,1662250200000,7,3,,100,,,,,%s,,"'=1+1,""2""\",4000,,cryptopunks
        1662253200000,counted,b,votesAdded,1662253800000,8,,,,%s,3,0,,,,,,,
        1662253200000,counted,c,sale,1662254400000,7,3,,11,,,,,,,,,,
        """
            .formatted(RandomLedger.user(8).hex(), user),
        text("csv", "ledger.csv"));
    assertEquals(
        """
        blockStart,rulesVersion,numCurators,numCuratorVotes,numCuratorVotesAdded,\
        numCuratorVotesRemoved,blockProtocolFeesAccruedWei,reversedProtocolFeesWei,\
        blockDistributedWei,arbitrageProtocolFeesAccruedWei,shortfallWei,totalProtocolFeesAccruedWei
        1662249600000,1,0,0,0,0,100,0,0,100,0,100
        1662253200000,1,1,3,3,0,11,0,111,0,0,111
        """,
        text("csv", "blocks.csv"));
    assertEquals(
        """
        blockStart,userAddress,votes,blockProtocolFeesAccruedWei,totalProtocolFeesAccruedWei,\
        firstVotedAt,lastVotedAt
        1662253200000,%s,3,111,111,1662253800000,1662253800000
        """
            .formatted(user),
        text("csv", "block-users.csv"));
    assertEquals(
        """
        periodStart,newestBlock,numCurators,numCuratorVotes,periodProtocolFeesAccruedWei,\
        periodDistributedWei,totalProtocolFeesAccruedWei
        1662249600000,1662253200000,1,3,111,111,111
        """,
        text("csv", "periods.csv"));
    assertEquals(
        """
        periodStart,userAddress,periodProtocolFeesAccruedWei,totalProtocolFeesAccruedWei
        1662249600000,%s,111,111
        """
            .formatted(user),
        text("csv", "period-users.csv"));
    assertTrue(manifest.isSealed());
    assertEquals(3, manifest.totals().events());
    assertEquals("111", manifest.totals().distributedWei());
    String lines =
        """
        1662249600000 counted a sale 1662250200000 7 3 - 100
        1662253200000 counted b votesAdded 1662253800000 8 - - %s 3 0
        1662253200000 counted c sale 1662254400000 7 3 - 11
        """
            .formatted(user);
    assertEquals(sha256(lines.getBytes(StandardCharsets.UTF_8)), manifest.ledgerHash());

    export(ALL, Format.JSONL, "jsonl");
    assertEquals(
        "{\"blockStart\":1662253200000,\"userAddress\":\""
            + user
            + "\",\"votes\":\"3\",\"blockProtocolFeesAccruedWei\":\"111\","
            + "\"totalProtocolFeesAccruedWei\":\"111\",\"firstVotedAt\":1662253800000,"
            + "\"lastVotedAt\":1662253800000}\n",
        text("jsonl", "block-users.jsonl"));
    assertTrue(text("jsonl", "ledger.jsonl").contains("\"tokenId\":\"=1+1,\\\"2\\\"\""));
  }

  private static Votes votes(long count) {
    return Votes.of(count);
  }

  private static String sha256(byte[] bytes) {
    MessageDigest digest = Hashes.sha256();
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void randomHistory() {
    List<LedgerEvent> events = new RandomLedger(11).events(400, 9, 3 * 7 * 24);
    world.append(events.subList(0, 350));
    world.tick();
    world.delivered(Instant.ofEpochMilli(1_660_000_000_000L).plus(Duration.ofDays(10)));
    world.now = world.now.plus(Duration.ofDays(2));
    world.tick();
    world.append(events.subList(350, 400));
    world.orphan(events.get(3), events.get(50), events.get(51), events.get(52));
    world.tick();
  }

  @Test
  void shouldHoldTheSameFiguresInBothFormats() throws IOException {
    randomHistory();
    Manifest csv = export(ALL, Format.CSV, "csv");
    Manifest jsonl = export(ALL, Format.JSONL, "jsonl");
    assertEquals(csv.totals(), jsonl.totals());
    assertEquals(csv.ledgerHash(), jsonl.ledgerHash());
    assertTrue(text("csv", "ledger.csv").contains(",reversed,"));
    for (Table table : Table.values()) {
      List<Map<String, String>> lines = new ArrayList<>();
      for (String line : text("jsonl", table.file(Format.JSONL)).lines().toList()) {
        JsonObject object = JsonParser.parseString(line).getAsJsonObject();
        Map<String, String> row = new TreeMap<>();
        object.entrySet().forEach(e -> row.put(e.getKey(), e.getValue().getAsString()));
        lines.add(row);
      }
      assertFalse(lines.isEmpty());
      assertEquals(lines, rows(folder.resolve("csv").resolve(table.file(Format.CSV))));
    }
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Map<String, String>> rows = new ArrayList<>();
    try (var reader = Files.newBufferedReader(file);
        var parser = format.parse(reader)) {
      for (CSVRecord each : parser) {
        Map<String, String> row = new TreeMap<>(each.toMap());
        row.values().removeIf(String::isEmpty);
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void shouldNameHashSizeAndRowsOfEachFileAndConserveMoney() throws IOException {
    randomHistory();
    export(ALL, Format.CSV, "csv");
    JsonObject manifest = JsonParser.parseString(text("csv", "manifest.json")).getAsJsonObject();
    assertEquals(5, manifest.getAsJsonArray("files").size());
    manifest
        .getAsJsonArray("files")
        .forEach(
            each -> {
              JsonObject file = each.getAsJsonObject();
              Path path = folder.resolve("csv").resolve(file.get("name").getAsString());
              try {
                byte[] bytes = Files.readAllBytes(path);
                assertEquals(bytes.length, file.get("bytes").getAsLong());
                assertEquals(sha256(bytes), file.get("sha256").getAsString());
                assertEquals(rows(path).size(), file.get("rows").getAsLong());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    try (Stream<Path> files = Files.list(folder.resolve("csv"))) {
      assertEquals(6, files.count());
    }
    JsonObject totals = manifest.getAsJsonObject("totals");
    assertEquals(
        sum("csv", "blocks.csv", "blockProtocolFeesAccruedWei"),
        totals.get("feesWei").getAsBigInteger());
    assertEquals(
        sum("csv", "block-users.csv", "blockProtocolFeesAccruedWei"),
        totals.get("distributedWei").getAsBigInteger());
    assertEquals(
        sum("csv", "period-users.csv", "periodProtocolFeesAccruedWei"),
        totals.get("distributedWei").getAsBigInteger());
    assertTrue(manifest.get("conservation").getAsString().contains("carryBefore + fees"));
  }

  private BigInteger sum(String export, String file, String column) throws IOException {
    return rows(folder.resolve(export).resolve(file)).stream()
        .map(row -> new BigInteger(row.get(column)))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Test
  void shouldGiveTheSameBytesWhateverTheOrderOfArrivalAndTheModeOfUserDocuments()
      throws IOException {
    List<LedgerEvent> events = new RandomLedger(4).events(200, 7, 15 * 24);
    world.append(events);
    world.tick();
    Manifest first = export(ALL, Format.CSV, "first");
    World other = World.withUserDocuments(UserDocuments.NONE);
    List<LedgerEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(1));
    for (int i = 0; i < 200; i += 50) {
      other.append(shuffled.subList(i, i + 50));
      other.tick();
    }
    Manifest second =
        new Export(other.process(), World.COLLECTION)
            .run(ALL, Format.CSV, folder.resolve("second"), blocks -> {});
    assertEquals(first, second);
    for (RowFile.Entry file : first.files()) {
      assertEquals(text("first", file.name()), text("second", file.name()));
    }
    assertEquals(text("first", "manifest.json"), text("second", "manifest.json"));
  }

  @Test
  void shouldCutAtTheBoundsOfPeriodsAndAddUpToTheWhole() throws IOException {
    randomHistory();
    Manifest whole = export(ALL, Format.CSV, "whole");
    StringBuilder joined = new StringBuilder();
    long periods = 0;
    BlockHour start = new BlockHour(Instant.parse(whole.from()).toEpochMilli());
    String carry = "0";
    for (Week week = start.week();
        week.start() < Instant.parse(whole.to()).toEpochMilli();
        week = new Week(week.end())) {
      Manifest part = export(Range.of(week), Format.CSV, week.id());
      String file = text(week.id(), "block-users.csv");
      joined.append(joined.isEmpty() ? file : file.substring(file.indexOf('\n') + 1));
      periods += part.totals().periods();
      assertEquals(carry, part.totals().carryBeforeWei());
      carry = part.totals().carryAfterWei();
    }
    assertEquals(text("whole", "block-users.csv"), joined.toString());
    assertEquals(whole.totals().periods(), periods);
    assertEquals(whole.totals().carryAfterWei(), carry);

    BlockHour later = new BlockHour(start.week().end() + 5 * BlockHour.MILLIS);
    Manifest cut = export(new Range(later, null), Format.CSV, "cut");
    assertEquals(whole.totals().periods() - 2, cut.totals().periods(), "no part of a week");
  }

  @Test
  void shouldWriteHeadersAloneWhereNothingHappened() throws IOException {
    world.append(Facts.sale(5, 1));
    world.tick();
    Range quiet = Range.of(new Week(Facts.START + 3 * Week.MILLIS));
    Manifest manifest = export(quiet, Format.CSV, "quiet");
    assertEquals(0, manifest.totals().blocks());
    assertEquals("1", manifest.totals().carryBeforeWei());
    assertEquals("1", manifest.totals().carryAfterWei());
    assertEquals(sha256(new byte[0]), manifest.ledgerHash());
    assertEquals(1, text("quiet", "blocks.csv").lines().count());
    assertFalse(manifest.isSealed());
  }

  @Test
  void shouldWriteTheLargestNumbersInFull() throws IOException {
    Wei largest = Wei.of(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    world.append(Facts.vote(1, RandomLedger.user(1), Long.MAX_VALUE), Facts.sale(2, largest));
    world.tick();
    export(ALL, Format.CSV, "csv");
    export(ALL, Format.JSONL, "jsonl");
    for (String file : List.of("csv/block-users.csv", "jsonl/block-users.jsonl")) {
      String content = Files.readString(folder.resolve(file));
      assertTrue(content.contains(largest.toString()), content);
      assertTrue(content.contains("9223372036854775807"), content);
    }
  }

  @Test
  void shouldRefuseWhatItCannotExport() throws IOException {
    Export unknown = new Export(world.process(), CollectionId.parse("1:0x" + "d".repeat(40)));
    InvalidValueException refused =
        assertThrows(
            InvalidValueException.class,
            () -> unknown.run(ALL, Format.CSV, folder.resolve("x"), blocks -> {}));
    assertEquals("collection", refused.field());
    world.append(Facts.sale(5, 1));
    world.tick();
    Files.writeString(folder.resolve("taken"), "mine");
    assertThrows(InvalidValueException.class, () -> export(ALL, Format.CSV, "taken"));
    Files.createDirectory(folder.resolve("full"));
    Files.writeString(folder.resolve("full").resolve("file"), "mine");
    assertThrows(InvalidValueException.class, () -> export(ALL, Format.CSV, "full"));
    assertEquals("mine", text("full", "file"));
    BlockHour hour = BlockHour.of(Facts.START);
    assertThrows(InvalidValueException.class, () -> new Range(hour, hour));
    assertThrows(InvalidValueException.class, () -> Range.between(Instant.ofEpochMilli(5), null));
    assertThrows(InvalidValueException.class, () -> Format.parse("--format", "xml"));
    Files.createDirectory(folder.resolve("empty"));
    assertEquals(1, export(ALL, Format.CSV, "empty").totals().blocks());
  }

  @Test
  void shouldLeaveNothingWhereItFails() throws IOException {
    randomHistory();
    Faults away =
        new Faults() {
          @Override
          public void beforeOperation(Operation operation) {
            if (operation.sequence() > 12) {
              throw new StoreException.Unavailable("away", null);
            }
          }

          @Override
          public void afterOperation(Operation operation) {}
        };
    Export export = new Export(world.process(away), World.COLLECTION);
    assertThrows(
        StoreException.class, () -> export.run(ALL, Format.CSV, folder.resolve("x"), blocks -> {}));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void shouldRefuseALedgerThatDoesNotGiveTheBlocks() {
    Sale sale = Facts.sale(5, 100);
    world.append(sale);
    world.tick();
    Fields fee = Fields.builder().put("protocolFeeWei", "101").build();
    world
        .process()
        .commit(List.of(new Write.Merge(Paths.event(World.COLLECTION, sale.id().value()), fee)));
    Export.NotReadyException refused =
        assertThrows(Export.NotReadyException.class, () -> export(ALL, Format.CSV, "wrong"));
    assertTrue(String.valueOf(refused.getMessage()).contains("audit"));
  }
}
