package dev.curation.fuzz;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes inputs of sound samples. An input that begins with {@link #CHOICES} is a list of choices:
 * which sample, and how to alter it. So an engine that only knows bytes, and keeps those that reach
 * new code, gets far behind the parser. Any other input stands for itself.
 */
final class Mutations {
  /** No sample begins with it. */
  static final byte CHOICES = 1;

  private static final int LONGEST = 1 << 20;

  private final List<byte[]> samples;
  private final List<@Nullable JsonElement> trees = new ArrayList<>();

  Mutations(List<byte[]> samples) {
    this.samples = List.copyOf(samples);
    samples.forEach(sample -> trees.add(tree(sample)));
  }

  private static @Nullable JsonElement tree(byte[] sample) {
    try {
      JsonElement json = JsonParser.parseString(new String(sample, StandardCharsets.UTF_8));
      return json.isJsonObject() || json.isJsonArray() ? json : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  /** What the input stands for. */
  byte[] input(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != CHOICES) {
      return bytes;
    }
    byte[] made = made(new Choices(bytes, 1));
    return made.length <= LONGEST ? made : Arrays.copyOf(made, LONGEST);
  }

  private byte[] made(Choices choices) {
    int chosen = choices.below(samples.size());
    JsonElement tree = trees.get(chosen);
    byte[] sample = samples.get(chosen);
    if (tree == null) {
      return TextMutation.mutate(sample, samples, choices);
    }
    byte[] json = JsonMutation.mutate(tree, choices).getBytes(StandardCharsets.UTF_8);
    return choices.below(8) == 1 ? TextMutation.mutate(json, samples, choices) : json;
  }
}
