package dev.curation.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.curation.errors.InvalidValueException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is filled under another name and gets its own when all is there. */
final class OutputFolder implements Closeable {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path folder;
  private final Path workshop;
  private final Path unfinished;

  private OutputFolder(Path folder, Path workshop) throws IOException {
    this.folder = folder;
    this.workshop = workshop;
    // Nobody else may read a temporary folder; this one is as any other.
    this.unfinished = Files.createDirectory(workshop.resolve("export"));
  }

  /**
   * @throws InvalidValueException if the folder is not empty, or is a file
   */
  static OutputFolder open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
      throw new InvalidValueException("output", folder, "must not exist, or be an empty folder");
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new InvalidValueException("output", folder, "must be a folder in another one");
    }
    Files.createDirectories(parent);
    return new OutputFolder(absolute, Files.createTempDirectory(parent, ".export-"));
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** Where the files go meanwhile. */
  Path unfinished() {
    return unfinished;
  }

  void finish(Manifest manifest) throws IOException {
    Files.writeString(unfinished.resolve("manifest.json"), JSON.toJson(manifest) + "\n");
    Files.deleteIfExists(folder);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.walk(workshop)) {
      left = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }
}
