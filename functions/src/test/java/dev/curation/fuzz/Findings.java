package dev.curation.fuzz;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Failing inputs, each shrunk and saved once. */
final class Findings {
  private static final int MOST_ATTEMPTS = 3_000;

  private final FuzzTarget target;
  private final Path folder;
  private final Set<String> known = new HashSet<>();

  Findings(FuzzTarget target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /** Saves an input, unless one that fails alike is there. Returns whether it is new. */
  boolean add(byte[] input, Throwable failure) throws IOException {
    if (!known.add(kind(failure))) {
      return false;
    }
    byte[] shrunk = shrunk(input, kind(failure));
    String name = Hashing.sha256().hashBytes(shrunk).toString().substring(0, 12);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), shrunk);
    System.out.println("FINDING " + folder.resolve(name) + ": " + kind(failure));
    failure.printStackTrace(System.out);
    return true;
  }

  /** What failed, and in which of our methods. */
  private static String kind(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof AssertionError && cause.getCause() != null) {
      cause = cause.getCause();
    }
    for (StackTraceElement each : cause.getStackTrace()) {
      if (each.getClassName().startsWith("dev.curation.")) {
        return cause.getClass().getName()
            + " in "
            + each.getClassName()
            + "."
            + each.getMethodName();
      }
    }
    return cause.getClass().getName();
  }

  private @Nullable String kindOf(byte[] input) {
    try {
      Bounds.read(target, input);
      return null;
    } catch (Throwable e) {
      return kind(e);
    }
  }

  /** Leaves out pieces, the large ones first, as long as it fails alike. */
  private byte[] shrunk(byte[] input, String kind) {
    byte[] least = input;
    int attempts = 0;
    for (int size = least.length / 2; size > 0; size /= 2) {
      for (int at = 0; at + size <= least.length && attempts < MOST_ATTEMPTS; attempts++) {
        byte[] less = Arrays.copyOf(least, least.length - size);
        System.arraycopy(least, at + size, less, at, least.length - at - size);
        if (kind.equals(kindOf(less))) {
          least = less;
        } else {
          at += size;
        }
      }
    }
    return least;
  }
}
