package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.commits.ContentHash;
import dev.curation.fuzz.FuzzTarget;
import dev.curation.store.DocumentPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages between the sides of a lane. An altered one is refused by its hash, and kept; with the
 * right hash it is judged by what it says.
 */
public final class LaneMessageTarget implements FuzzTarget {
  private final String channel;
  private final LaneWorld begin = new LaneWorld();
  private LaneWorld world;

  public LaneMessageTarget(String channel) {
    this.channel = channel;
    begin.open(2);
    begin.accrual.vote(1, 1);
    begin.accrual.vote(2, 3);
    begin.accrual.sale(100);
    begin.accrual.seal(Duration.ofHours(4));
    var unused = begin.transmit();
    this.world = begin.copy();
  }

  @Override
  public List<byte[]> samples() {
    return begin.published.stream()
        .filter(each -> each.topic().equals(channel))
        .map(each -> each.body().getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    deliver(text);
    try {
      JsonElement json = JsonParser.parseString(text);
      if (json instanceof JsonObject object && rehash(object)) {
        deliver(object.toString());
      }
    } catch (RuntimeException e) {
      if (!e.getClass().getPackageName().startsWith("com.google.gson")
          && !(e instanceof ClassCastException)
          && !(e instanceof UnsupportedOperationException)
          && !(e instanceof NumberFormatException)) {
        throw e;
      }
    }
  }

  private void deliver(String text) {
    var before = world.payoutDatabase.snapshot();
    String note = world.deliver(new LaneWorld.Published(channel, text));
    var after = world.payoutDatabase.snapshot();
    if (note.startsWith("REJECTED")) {
      Set<DocumentPath> added = new HashSet<>(after.keySet());
      added.removeAll(before.keySet());
      assertTrue(added.size() <= 1, note);
      assertTrue(
          added.stream().allMatch(path -> path.path().startsWith("rejectedMessages/")), note);
      assertEquals(before.size() + added.size(), after.size());
      before.forEach((path, fields) -> assertEquals(fields, after.get(path)));
    }
    if (!before.equals(after)) {
      after.forEach(
          (path, fields) ->
              assertTrue(
                  StandardCharsets.UTF_8.newEncoder().canEncode(path + " " + fields.values()),
                  () -> "stored " + path));
      world = begin.copy();
    }
  }

  /** Gives a message the hash of what it says. Returns whether it has all that the hash covers. */
  private static boolean rehash(JsonObject json) {
    List<String> covered =
        isWeights(json)
            ? List.of(
                "laneId",
                "denom",
                "seq",
                "height",
                "totalTokensWei",
                "totalWeightAtto",
                "contentHash",
                "page",
                "pages")
            : List.of("laneId", "denom", "transferId", "amountWei", "source");
    if (!covered.stream().allMatch(name -> json.has(name) && json.get(name).isJsonPrimitive())) {
      return false;
    }
    if (isWeights(json)) {
      json.addProperty("contentHash", ContentHash.of(contents(json)));
    }
    String head =
        covered.stream().map(name -> json.get(name).getAsString()).collect(Collectors.joining(" "));
    String rest = isWeights(json) ? json.get("weightsAtto").toString() : "";
    json.addProperty("hash", ContentHash.of(head + rest));
    return true;
  }

  private static boolean isWeights(JsonObject json) {
    return json.has("weightsAtto");
  }

  /** What the hash of a batch of one page covers. */
  private static String contents(JsonObject json) {
    StringBuilder text = new StringBuilder("{");
    for (String name :
        Arrays.asList("denom", "height", "laneId", "seq", "totalTokensWei", "totalWeightAtto")) {
      boolean isNumber = name.equals("height") || name.equals("seq");
      String value = json.get(name).getAsString();
      text.append('"').append(name).append("\":");
      text.append(isNumber ? value : '"' + value + '"').append(',');
    }
    return text.append("\"weightsAtto\":").append(json.get("weightsAtto")).append('}').toString();
  }
}
