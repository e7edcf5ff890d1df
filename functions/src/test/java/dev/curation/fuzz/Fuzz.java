package dev.curation.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./curation fuzz [TARGET...] [--seconds N]}: Jazzer on one target after the other, each in
 * a process of its own. Inputs that fail are shrunk and saved among the tests' resources, which
 * every run of the tests reads. Exit code 1: there are some.
 */
public final class Fuzz {
  private static final Pattern DONE = Pattern.compile("Done ([0-9]+) runs in ([0-9]+) second.*");
  private static final Pattern COVERED = Pattern.compile(".* ft: ([0-9]+) corp: ([0-9]+).*");
  private static final int DEFAULT_SECONDS = 60;
  private static final int SHAPED = 64;

  private Fuzz() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> targets = new ArrayList<>();
    int seconds = DEFAULT_SECONDS;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--seconds") && i + 1 < arguments.length) {
        seconds = Integer.parseInt(arguments[++i]);
      } else if (FuzzTargets.all().containsKey(arguments[i])) {
        targets.add(arguments[i]);
      } else {
        System.err.println("Usage: curation fuzz [TARGET...] [--seconds N]");
        System.err.println("Targets: " + String.join(", ", FuzzTargets.all().keySet()));
        System.exit(2);
      }
    }
    if (targets.isEmpty()) {
      targets.addAll(FuzzTargets.all().keySet());
    }
    int found = 0;
    System.out.printf(
        "%-22s %10s %8s %8s %8s%n", "Target", "inputs", "seconds", "reached", "failed");
    for (String target : targets) {
      found += run(target, seconds);
    }
    System.exit(found == 0 ? 0 : 1);
  }

  /** Returns how many kinds of failures were found. */
  private static int run(String target, int seconds) throws IOException, InterruptedException {
    Path work = Path.of(System.getProperty("fuzz.work", "target/fuzz")).resolve(target);
    Path corpus = Files.createDirectories(work.resolve("corpus"));
    seed(target, corpus);
    Process jazzer =
        new ProcessBuilder(command(target, seconds, work)).redirectErrorStream(true).start();
    String inputs = "?";
    String took = "?";
    String reached = "?";
    int failed = 0;
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(jazzer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        Matcher done = DONE.matcher(line);
        Matcher covered = COVERED.matcher(line);
        if (done.matches()) {
          inputs = done.group(1);
          took = done.group(2);
        } else if (covered.matches()) {
          reached = covered.group(1);
        } else if (line.startsWith("FINDING")) {
          failed++;
          System.out.println(line);
        }
      }
    }
    int code = jazzer.waitFor();
    Files.write(work.resolve("log"), said);
    if (code != 0) {
      System.out.println("Jazzer ended with " + code + ": see " + work.resolve("log"));
      failed++;
    }
    System.out.printf("%-22s %10s %8s %8s %8d%n", target, inputs, took, reached, failed);
    return failed;
  }

  private static List<String> command(String target, int seconds, Path work) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-Dfuzz.target=" + target,
        "-Dfuzz.findings=" + Samples.folder(target),
        "-Dproject.root=" + System.getProperty("project.root", ".."),
        "-Djava.util.logging.config.file="
            + System.getProperty("java.util.logging.config.file", ""),
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + FuzzEntry.class.getName(),
        "--instrumentation_includes=dev.curation.**",
        "--instrumentation_excludes=dev.curation.fuzz.**:dev.curation.simulation.**",
        "--reproducer_path=" + work,
        work.resolve("corpus").toString(),
        "-artifact_prefix=" + work + "/",
        "-max_total_time=" + seconds,
        "-max_len=65536",
        "-timeout=60",
        "-rss_limit_mb=0");
  }

  /** Samples, inputs that once failed, and lists of choices. */
  private static void seed(String target, Path corpus) throws IOException {
    int count = 0;
    for (byte[] sample : FuzzTargets.of(target).samples()) {
      Files.write(corpus.resolve("sample-" + count++), sample);
    }
    for (Path kept : Samples.kept(target)) {
      Files.write(corpus.resolve("kept-" + kept.getFileName()), Files.readAllBytes(kept));
    }
    Random random = new Random(SHAPED);
    for (int i = 0; i < SHAPED; i++) {
      byte[] choices = new byte[SHAPED];
      random.nextBytes(choices);
      choices[0] = Mutations.CHOICES;
      Files.write(corpus.resolve("choices-" + i), choices);
    }
  }
}
