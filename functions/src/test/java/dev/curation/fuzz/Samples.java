package dev.curation.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that are kept in {@code src/test/resources/fuzz}. */
public final class Samples {
  private static final Path RESOURCES =
      Path.of(System.getProperty("project.root", ".."), "functions/src/test/resources");

  private Samples() {}

  /** A folder of inputs that once failed, for each target; there may be none. */
  static Path folder(String target) {
    return RESOURCES.resolve("fuzz").resolve(target);
  }

  static List<Path> kept(String target) {
    Path folder = folder(target);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file, each a sound input. */
  public static List<byte[]> lines(String name) {
    try {
      List<byte[]> lines = new ArrayList<>();
      for (String line : Files.readAllLines(RESOURCES.resolve("fuzz").resolve(name))) {
        lines.add(line.getBytes(StandardCharsets.UTF_8));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole files, by their names below the project's folder. */
  public static List<byte[]> files(String... names) {
    List<byte[]> files = new ArrayList<>();
    for (String name : names) {
      try {
        files.add(
            Files.readAllBytes(Path.of(System.getProperty("project.root", "..")).resolve(name)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
