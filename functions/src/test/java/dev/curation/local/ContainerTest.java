package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the recipe in deploy/container names is there, and its training needs nobody. */
class ContainerTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path RECIPE = ROOT.resolve("deploy/container");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");
  private static final Pattern BUILT = Pattern.compile("(?m)^COPY --from=build /src/(\\S+) \\S+$");
  private static final Pattern CLASS =
      Pattern.compile("\\b((?:dev|com)(?:\\.[a-z]+)+\\.[A-Z]\\w+)");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  @TempDir private Path folder = Path.of("");

  private static String read(String file) throws IOException {
    return Files.readString(RECIPE.resolve(file));
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    for (Matcher match = pattern.matcher(text); match.find(); ) {
      found.add(match.group(1));
    }
    assertFalse(found.isEmpty(), pattern + " in\n" + text);
    return found;
  }

  @Test
  void shouldCopyOnlyFilesThatThereAre() throws IOException {
    for (String sources : found(COPY, read("Dockerfile"))) {
      for (String source : sources.split(" ", -1)) {
        assertTrue(Files.exists(ROOT.resolve(source)), source);
      }
    }
  }

  @Test
  void shouldTakeFromTheBuildWhatMavenLeavesThere() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    String module = Files.readString(ROOT.resolve("functions/pom.xml"));
    String version = found(Pattern.compile("<version>([^<$]+)</version>"), parent).getFirst();
    List<String> left =
        List.of(
            "functions/target/curation-functions-" + version + ".jar",
            "functions/target/lib",
            "functions/target/invoker");
    assertEquals(left, found(BUILT, read("Dockerfile")));
    assertTrue(module.contains("<artifactId>curation-functions</artifactId>"));
    assertTrue(module.contains("${project.build.directory}/lib<"));
    assertTrue(module.contains("${project.build.directory}/invoker<"));
  }

  @Test
  void shouldNameClassesThatThereAre() throws Exception {
    for (String file : List.of("Dockerfile", "function.sh")) {
      for (String name : found(CLASS, read(file))) {
        assertEquals(name, Class.forName(name).getName());
      }
    }
  }

  @Test
  void shouldRunItsScriptWhichCanBeRun() throws IOException {
    String recipe = read("Dockerfile");
    assertTrue(recipe.contains("RUN ./function.sh train\n"), recipe);
    assertTrue(recipe.contains("ENTRYPOINT [\"./function.sh\", \"start\"]\n"), recipe);
    assertTrue(Files.isExecutable(RECIPE.resolve("function.sh")));
  }

  @Test
  @Timeout(60)
  void shouldHaveOptionsThatTheJvmTakes() throws Exception {
    String options = "@" + RECIPE.resolve("java-options");
    assertEquals(0, exitCode(new ProcessBuilder(JAVA, options, "-version")));
  }

  @Test
  @Timeout(60)
  void shouldSayHowTheScriptIsUsed() throws Exception {
    String script = RECIPE.resolve("function.sh").toString();
    assertEquals(2, exitCode(new ProcessBuilder("/bin/sh", script)));
    assertEquals(2, exitCode(new ProcessBuilder("/bin/sh", script, "stop")));
  }

  @Test
  @Timeout(180)
  void shouldTrainWithoutNetworkAndEmulator() throws Exception {
    ProcessBuilder training =
        new ProcessBuilder(
            JAVA, "-cp", System.getProperty("java.class.path"), Training.class.getName());
    training.environment().put("GOOGLE_CLOUD_PROJECT", "training");
    training.environment().put("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + Ports.free());
    assertEquals(0, exitCode(training));
  }

  private int exitCode(ProcessBuilder builder) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(170, TimeUnit.SECONDS), () -> tail(log));
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String tail(Path log) {
    try {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - 2_000));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
