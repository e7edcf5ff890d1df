package dev.curation.recompute;

import dev.curation.chain.CollectionId;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * A collection's results, a line of JSON each, oldest first, users in the order of their addresses.
 * The file has its name once it is whole; the same history gives the same bytes, so a second
 * attempt does no harm.
 */
final class Lines implements AutoCloseable {
  private static final String UNFINISHED = ".unfinished";

  private final MessageDigest digest = sha256();
  private final DigestOutputStream out;
  private final @Nullable String file;

  private Lines(@Nullable String file) throws IOException {
    this.file = file;
    OutputStream to =
        file == null
            ? OutputStream.nullOutputStream()
            : Channels.newOutputStream(
                FileSystems.create(resource(file + UNFINISHED), MimeTypes.TEXT));
    this.out = new DigestOutputStream(new BufferedOutputStream(to), digest);
  }

  /**
   * @param folder on any file system that Beam knows, with a slash at the end; null: only the
   *     digest is wanted
   */
  static Lines of(CollectionId collection, @Nullable String folder) throws IOException {
    return new Lines(
        folder == null ? null : folder + collection.toString().replace(':', '_') + ".jsonl");
  }

  void add(DocumentPath path, Fields fields) {
    String line = "{\"document\":\"" + path + "\",\"fields\":" + Result.json(fields) + "}\n";
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Ends the file; returns the digest of all lines. */
  String end() throws IOException {
    out.close();
    if (file != null) {
      FileSystems.rename(
          List.of(resource(file + UNFINISHED)),
          List.of(resource(file)),
          StandardMoveOptions.IGNORE_MISSING_FILES);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static ResourceId resource(String file) {
    return FileSystems.matchNewResource(file, false);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
