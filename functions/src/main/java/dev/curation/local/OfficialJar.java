package dev.curation.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An emulator as Google publishes it, pinned to one version by its checksum: a jar, or a zip with
 * it.
 */
record OfficialJar(URI location, String sha256) {
  private static final String ZIP = ".zip";

  /**
   * The jar in the folder, fetched if it is not there yet.
   *
   * @throws IOException if it cannot be fetched, or is not the pinned one
   */
  Path in(Path folder, Downloader downloader) throws IOException {
    String file = Path.of(location.getPath()).getFileName().toString();
    boolean isZip = file.endsWith(ZIP);
    Path jar = folder.resolve(isZip ? file.replace(ZIP, ".jar") : file);
    if (Files.isRegularFile(jar)) {
      return jar;
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "download", ".part");
    try {
      downloader.download(location, part);
      String found = sha256(part);
      if (!found.equals(sha256)) {
        throw new IOException("SHA-256 of " + location + " is " + found + ", not " + sha256);
      }
      if (isZip) {
        unpack(part);
      }
      // Only a whole and checked jar ever gets the final name.
      Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
      return jar;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Puts the program, the largest jar of the zip, in the zip's place. */
  private static void unpack(Path zip) throws IOException {
    Path whole = zip.resolveSibling(zip.getFileName() + ".unpacked");
    try {
      try (ZipFile file = new ZipFile(zip.toFile())) {
        ZipEntry jar =
            file.stream()
                .filter(entry -> entry.getName().endsWith(".jar"))
                .max(Comparator.comparingLong(ZipEntry::getSize))
                .orElseThrow(() -> new IOException(zip + " holds no jar"));
        try (InputStream in = file.getInputStream(jar)) {
          Files.copy(in, whole);
        }
      }
      Files.move(whole, zip, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
