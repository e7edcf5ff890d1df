package dev.curation.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples, inputs that once failed, and a few seconds of altered ones; the same ones each time. */
class FuzzReplayTest {
  private static final int ALTERED = Integer.getInteger("fuzz.altered", 60);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_122L);
  private static final int CHOICES = 48;

  static Set<String> targets() {
    return FuzzTargets.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldAcceptSamplesAndNeverFailAgain(String name) throws Exception {
    FuzzTarget target = FuzzTargets.of(name);
    assertTrue(!target.samples().isEmpty(), "a target needs samples");
    for (byte[] sample : target.samples()) {
      target.read(sample);
    }
    for (Path kept : Samples.kept(name)) {
      read(target, Files.readAllBytes(kept), kept.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldAnswerWhatIsAltered(String name) {
    FuzzTarget target = FuzzTargets.of(name);
    Mutations mutations = new Mutations(target.samples());
    Random random = new Random(SEED);
    for (int i = 0; i < ALTERED; i++) {
      byte[] choices = new byte[CHOICES];
      random.nextBytes(choices);
      choices[0] = Mutations.CHOICES;
      read(target, mutations.input(choices), "seed " + SEED + ", input " + i);
    }
  }

  /** Without an expectation of what is wrong, nothing would ever be found. */
  @Test
  void shouldNoticeWhatFails() {
    FuzzTarget broken =
        new FuzzTarget() {
          @Override
          public java.util.List<byte[]> samples() {
            return java.util.List.of();
          }

          @Override
          public void read(byte[] input) {
            throw new IllegalStateException("broken");
          }
        };
    try {
      read(broken, new byte[0], "nothing");
    } catch (AssertionError e) {
      return;
    }
    fail("it should have failed");
  }

  private static void read(FuzzTarget target, byte[] input, String what) {
    try {
      Bounds.read(target, input);
    } catch (Throwable e) {
      throw new AssertionError(what + " fails", e);
    }
  }
}
