package dev.curation.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** One file of an export. */
final class RowFile implements Closeable {
  /** What spreadsheets take for a formula, and the mark that keeps them from it. */
  private static final String FORMULA = "=+-@\t\r'";

  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Table table;
  private final Format format;
  private final Path path;
  private final List<String> columns;
  private final MessageDigest digest = Hashes.sha256();
  private final Writer out;
  private long rows;

  /**
   * What the manifest says of a file.
   *
   * @param rows without the header
   */
  record Entry(String name, long rows, long bytes, String sha256) {}

  private RowFile(Table table, Format format, Path path) throws IOException {
    this.table = table;
    this.format = format;
    this.path = path;
    this.columns = table.columns();
    OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
    this.out = new OutputStreamWriter(new DigestOutputStream(file, digest), StandardCharsets.UTF_8);
    if (format == Format.CSV) {
      CSV.printRecord(out, columns.toArray());
    }
  }

  static RowFile create(Path folder, Table table, Format format) throws IOException {
    return new RowFile(table, format, folder.resolve(table.file(format)));
  }

  void add(Row row) {
    rows++;
    try {
      if (format == Format.CSV) {
        CSV.printRecord(out, cells(row).toArray());
      } else {
        out.write(JSON.toJson(object(row)));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<@Nullable Object> cells(Row row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (Object value : row.values()) {
      boolean isFormula =
          value instanceof String text && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
      cells.add(isFormula ? "'" + value : value);
    }
    return cells;
  }

  private JsonObject object(Row row) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < row.values().size(); i++) {
      Object value = row.values().get(i);
      String column = columns.get(i);
      switch (value) {
        case null -> {}
        case Long number -> object.addProperty(column, number);
        case Boolean flag -> object.addProperty(column, flag);
        default -> object.addProperty(column, value.toString());
      }
    }
    return object;
  }

  /** Ends the file. */
  Entry end() throws IOException {
    out.close();
    return new Entry(table.file(format), rows, Files.size(path), Hashes.hex(digest));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
