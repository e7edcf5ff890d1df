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
import java.util.HexFormat;

/** An emulator as Google publishes it, pinned to one version by its checksum. */
record OfficialJar(URI location, String sha256) {
  static final OfficialJar PINNED =
      new OfficialJar(
          URI.create(
              "https://storage.googleapis.com/firebase-preview-drop/emulator/"
                  + "cloud-firestore-emulator-v1.22.0.jar"),
          "9b6498b7f62714d67f48f59b3818883cd682dbcd46b9f59511de81c97bb5166c");

  /**
   * The jar in the folder, fetched if it is not there yet.
   *
   * @throws IOException if it cannot be fetched, or is not the pinned one
   */
  Path in(Path folder, Downloader downloader) throws IOException {
    Path jar = folder.resolve(Path.of(location.getPath()).getFileName().toString());
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
      // Only a whole and checked jar ever gets the final name.
      Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
      return jar;
    } finally {
      Files.deleteIfExists(part);
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
