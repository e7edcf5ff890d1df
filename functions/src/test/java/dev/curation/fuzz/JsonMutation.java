package dev.curation.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Alters JSON as JSON: keys go, come twice or change their names, values change their types, lists
 * become enormous. What comes out need not be JSON any more.
 */
final class JsonMutation {
  /** A text that begins so stands as it is, without quotes. */
  private static final String RAW = "\u0001";

  private static final int MOST_COPIES = 2_000;

  private final Choices choices;
  private final JsonElement root;
  private final List<Place> places = new ArrayList<>();

  /** A value within an object, by its key, or a list, by its index. */
  private record Place(JsonElement holder, String key, int index) {
    JsonElement value() {
      return holder instanceof JsonObject object
          ? object.get(key)
          : holder.getAsJsonArray().get(index);
    }

    void set(JsonElement value) {
      if (holder instanceof JsonObject object) {
        object.add(key, value);
      } else {
        var unused = holder.getAsJsonArray().set(index, value);
      }
    }

    void remove() {
      if (holder instanceof JsonObject object) {
        var unused = object.remove(key);
      } else {
        var unused = holder.getAsJsonArray().remove(index);
      }
    }
  }

  private JsonMutation(JsonElement root, Choices choices) {
    this.root = root.deepCopy();
    this.choices = choices;
  }

  static String mutate(JsonElement sound, Choices choices) {
    JsonMutation mutation = new JsonMutation(sound, choices);
    int times = 1 + choices.below(4);
    for (int i = 0; i < times; i++) {
      mutation.places.clear();
      mutation.collect(mutation.root);
      if (!mutation.places.isEmpty()) {
        mutation.alter(choices.of(mutation.places));
      }
    }
    StringBuilder text = new StringBuilder();
    write(mutation.root, text);
    return text.toString();
  }

  private void collect(JsonElement value) {
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> each : object.entrySet()) {
        places.add(new Place(object, each.getKey(), 0));
        collect(each.getValue());
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(array, "", i));
        collect(array.get(i));
      }
    }
  }

  private void alter(Place place) {
    switch (choices.below(12)) {
      case 0 -> place.remove();
      case 1 -> place.set(raw(choices.of(Oddities.JSON)));
      case 2 -> place.set(choices.of(places).value().deepCopy());
      case 3 -> place.set(otherType(place.value()));
      case 4 -> add(place, choices.of(Oddities.JSON));
      case 5 -> multiply(place);
      case 6, 7, 8 -> place.set(edited(place.value()));
      case 9 -> place.set(wrapped(place.value()));
      case 10 -> rename(place);
      default -> place.set(JsonNull.INSTANCE);
    }
  }

  private static JsonElement raw(String json) {
    return new JsonPrimitive(RAW + json);
  }

  private static JsonElement otherType(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      return primitive.isString()
          ? raw(primitive.getAsString())
          : new JsonPrimitive(primitive.getAsString());
    }
    return new JsonPrimitive(value.toString());
  }

  private JsonElement wrapped(JsonElement value) {
    if (choices.below(2) == 0) {
      JsonArray array = new JsonArray();
      array.add(value.deepCopy());
      return array;
    }
    JsonObject object = new JsonObject();
    object.add("a", value.deepCopy());
    return object;
  }

  /** A field beside this one: the same once more, or one of another object. */
  private void add(Place place, String json) {
    if (place.holder() instanceof JsonObject object) {
      String other = choices.of(places).key();
      String name = choices.below(2) == 0 || other.isEmpty() ? place.key() : other;
      // The mark is left out when it is written: the key is there twice.
      object.add(object.has(name) ? name + RAW : name, raw(json));
    } else {
      place.holder().getAsJsonArray().add(raw(json));
    }
  }

  private void multiply(Place place) {
    if (place.holder() instanceof JsonArray array) {
      int copies = choices.below(2) == 0 ? 1 : choices.below(MOST_COPIES);
      JsonElement value = place.value();
      int room = 300_000 / (value.toString().length() + 1);
      for (int i = 0; i < Math.min(copies, room); i++) {
        array.add(value.deepCopy());
      }
    } else {
      add(place, place.value().toString());
    }
  }

  private void rename(Place place) {
    if (place.holder() instanceof JsonObject object) {
      JsonElement value = object.remove(place.key());
      object.add(TextMutation.edited(place.key(), choices), value);
    } else {
      place.remove();
    }
  }

  private JsonElement edited(JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return new JsonPrimitive(TextMutation.edited(primitive.getAsString(), choices));
    }
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return raw(TextMutation.edited(primitive.getAsString(), choices));
    }
    return raw(choices.of(Oddities.JSON));
  }

  private static void write(JsonElement value, StringBuilder text) {
    if (value instanceof JsonObject object) {
      text.append('{');
      String between = "";
      for (Map.Entry<String, JsonElement> each : object.entrySet()) {
        text.append(between).append(new JsonPrimitive(each.getKey().replace(RAW, ""))).append(':');
        write(each.getValue(), text);
        between = ",";
      }
      text.append('}');
    } else if (value instanceof JsonArray array) {
      text.append('[');
      String between = "";
      for (JsonElement each : array) {
        text.append(between);
        write(each, text);
        between = ",";
      }
      text.append(']');
    } else if (value instanceof JsonPrimitive primitive
        && primitive.isString()
        && primitive.getAsString().startsWith(RAW)) {
      text.append(primitive.getAsString().substring(1));
    } else {
      text.append(value);
    }
  }
}
