package dev.curation.fuzz;

import java.io.IOException;
import java.nio.file.Path;

/** What Jazzer calls, by these names: a new input each time, guided by the code it reaches. */
public final class FuzzEntry {
  private static final FuzzTarget TARGET = FuzzTargets.of(System.getProperty("fuzz.target", ""));
  private static final Mutations MUTATIONS = new Mutations(TARGET.samples());
  private static final Findings FINDINGS =
      new Findings(TARGET, Path.of(System.getProperty("fuzz.findings", "findings")));

  private FuzzEntry() {}

  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    byte[] input = MUTATIONS.input(bytes);
    try {
      Bounds.read(TARGET, input);
    } catch (Throwable e) {
      var unused = FINDINGS.add(input, e);
    }
  }
}
