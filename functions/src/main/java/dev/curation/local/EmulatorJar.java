package dev.curation.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where an emulator's program lies on this machine. */
final class EmulatorJar {
  private static final Pattern VERSION = Pattern.compile("-v?(\\d+(?:\\.\\d+)*)(?:-all)?\\.jar$");

  /** The Firebase CLI unpacks a zip into {@code NAME-VERSION/NAME/lib}. */
  private static final int DEPTH = 4;

  private final EmulatorProgram program;
  private final Map<String, String> environment;
  private final Path home;
  private final List<Path> sdkFolders;
  private final Downloader downloader;

  /**
   * @param environment the environment variables
   * @param home the user's home folder
   * @param sdkFolders usual install folders of the gcloud SDK outside the home folder
   */
  EmulatorJar(
      EmulatorProgram program,
      Map<String, String> environment,
      Path home,
      List<Path> sdkFolders,
      Downloader downloader) {
    this.program = program;
    this.environment = environment;
    this.home = home;
    this.sdkFolders = sdkFolders;
    this.downloader = downloader;
  }

  /** The search on this machine. */
  static EmulatorJar ofThisMachine(EmulatorProgram program) {
    return new EmulatorJar(
        program,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Stream.of(
                "/usr/lib/google-cloud-sdk",
                "/usr/local/google-cloud-sdk",
                "/opt/google-cloud-sdk",
                "/snap/google-cloud-cli/current",
                "/opt/homebrew/share/google-cloud-sdk",
                "/usr/local/share/google-cloud-sdk")
            .map(Path::of)
            .toList(),
        Downloader.http());
  }

  /**
   * The jar: the one named by the program's variable, else that of the gcloud SDK, else the
   * Firebase CLI's newest, else Google's pinned one, fetched into ~/.cache/curation.
   *
   * @throws EmulatorMissingException if there is none and it cannot be fetched
   */
  Path find() {
    String named = environment.get(program.variable());
    if (named != null && !named.isBlank()) {
      return path(named)
          .filter(Files::isRegularFile)
          .orElseThrow(() -> new EmulatorMissingException(wrong(named), null));
    }
    return sdkRoots().stream()
        .map(root -> newest(root.resolve("platform").resolve(program.component()), ""))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> newest(home.resolve(".cache/firebase/emulators"), program.jarPrefix()))
        .orElseGet(this::fetched);
  }

  private Path fetched() {
    try {
      return program.official().in(home.resolve(".cache/curation"), downloader);
    } catch (IOException e) {
      throw new EmulatorMissingException(
          "No "
              + program.label()
              + " found, and downloading it failed ("
              + e.getMessage()
              + "): install it with 'gcloud components install "
              + program.component()
              + "', or set "
              + program.variable()
              + " to its jar.",
          e);
    }
  }

  private List<Path> sdkRoots() {
    List<Path> roots = new ArrayList<>();
    path(environment.getOrDefault("CLOUDSDK_ROOT_DIR", "")).ifPresent(roots::add);
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      path(folder).flatMap(EmulatorJar::rootOfGcloudIn).ifPresent(roots::add);
    }
    roots.add(home.resolve("google-cloud-sdk"));
    roots.addAll(sdkFolders);
    return roots;
  }

  /** Packages link gcloud into /usr/bin: the link's target lies in the SDK's bin folder. */
  private static Optional<Path> rootOfGcloudIn(Path folder) {
    try {
      Path bin = folder.resolve("gcloud").toRealPath().getParent();
      return Optional.ofNullable(bin).map(Path::getParent);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> newest(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .filter(Files::isRegularFile)
          .max(Comparator.comparing(EmulatorJar::version).thenComparing(Comparator.naturalOrder()));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Version version(Path jar) {
    Matcher matcher = VERSION.matcher(jar.getFileName().toString());
    return Version.parse(matcher.find() ? matcher.group(1) : "0");
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private String wrong(String named) {
    return program.variable()
        + " names '"
        + named
        + "', which is not a file: set it to the jar of the "
        + program.label()
        + ", or unset it.";
  }
}
