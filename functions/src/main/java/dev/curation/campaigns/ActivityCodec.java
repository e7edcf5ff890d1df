package dev.curation.campaigns;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.Activity;
import dev.curation.programs.EventType;
import dev.curation.programs.Facts.Rank;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Entries of the activity feed as JSON text, many to a document. */
final class ActivityCodec {
  private ActivityCodec() {}

  static String encode(List<ActivityEntry> entries) {
    JsonArray array = new JsonArray();
    entries.forEach(entry -> array.add(encode(entry)));
    return array.toString();
  }

  private static JsonObject encode(ActivityEntry entry) {
    Activity activity = entry.activity();
    JsonObject json = new JsonObject();
    json.addProperty("id", entry.id());
    json.addProperty("clock", entry.clockMs());
    json.addProperty("effect", entry.effect().name());
    json.addProperty("type", activity.type().name());
    json.addProperty("timestamp", activity.timestampMs());
    json.addProperty("user", activity.user());
    put(json, "seller", activity.seller());
    put(json, "collection", activity.collection());
    put(json, "contract", activity.contract());
    json.addProperty("amount", activity.amount().toString());
    json.addProperty("changed", entry.changed().toString());
    RecordedFacts facts = entry.facts();
    JsonObject held = new JsonObject();
    facts.held().forEach((address, stake) -> held.addProperty(address, stake.toString()));
    put(json, "held", held.isEmpty() ? null : held);
    put(json, "excluded", array(facts.excluded()));
    put(json, "owners", array(facts.owners()));
    put(json, "votesRank", rank(facts.votesRank()));
    put(json, "stakeRank", rank(facts.stakeRank()));
    return json;
  }

  private static void put(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.addProperty(name, value);
    }
  }

  private static void put(JsonObject json, String name, @Nullable JsonElement value) {
    if (value != null) {
      json.add(name, value);
    }
  }

  private static @Nullable JsonElement array(Set<String> texts) {
    if (texts.isEmpty()) {
      return null;
    }
    JsonArray array = new JsonArray();
    new TreeSet<>(texts).forEach(array::add);
    return array;
  }

  private static @Nullable JsonElement rank(@Nullable Rank rank) {
    if (rank == null) {
      return null;
    }
    JsonArray array = new JsonArray();
    array.add(rank.below());
    array.add(rank.ranked());
    return array;
  }

  /**
   * @throws InvalidValueException naming {@code entries}
   */
  static List<ActivityEntry> decode(String text) {
    List<ActivityEntry> entries = new ArrayList<>();
    try {
      for (JsonElement each : JsonParser.parseString(text).getAsJsonArray()) {
        entries.add(decode(each.getAsJsonObject()));
      }
    } catch (RuntimeException e) {
      InvalidValueException refused =
          new InvalidValueException("entries", text, "must be entries of the activity feed");
      refused.initCause(e);
      throw refused;
    }
    return entries;
  }

  private static ActivityEntry decode(JsonObject json) {
    Activity activity =
        new Activity(
            EventType.valueOf(json.get("type").getAsString()),
            json.get("timestamp").getAsLong(),
            json.get("user").getAsString(),
            text(json, "seller"),
            text(json, "collection"),
            text(json, "contract"),
            new BigInteger(json.get("amount").getAsString()));
    Map<String, BigInteger> held = new HashMap<>();
    if (json.has("held")) {
      json.getAsJsonObject("held")
          .entrySet()
          .forEach(e -> held.put(e.getKey(), new BigInteger(e.getValue().getAsString())));
    }
    RecordedFacts facts =
        new RecordedFacts(
            held,
            texts(json, "excluded"),
            texts(json, "owners"),
            rank(json, "votesRank"),
            rank(json, "stakeRank"));
    return new ActivityEntry(
        json.get("id").getAsString(),
        json.get("clock").getAsLong(),
        ActivityEntry.Effect.valueOf(json.get("effect").getAsString()),
        activity,
        new BigInteger(json.get("changed").getAsString()),
        facts);
  }

  private static @Nullable String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : null;
  }

  private static Set<String> texts(JsonObject json, String name) {
    Set<String> texts = new HashSet<>();
    if (json.has(name)) {
      json.getAsJsonArray(name).forEach(each -> texts.add(each.getAsString()));
    }
    return texts;
  }

  private static @Nullable Rank rank(JsonObject json, String name) {
    if (!json.has(name)) {
      return null;
    }
    JsonArray pair = json.getAsJsonArray(name);
    return new Rank(pair.get(0).getAsLong(), pair.get(1).getAsLong());
  }
}
