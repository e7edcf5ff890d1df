package dev.curation.merkle;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.commits.ContentHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical file of a tree: JSON with one spelling, so that who recreates it gets the same
 * bytes, and the SHA-256 of the bytes is its name. Read and written as a stream.
 */
public final class TreeFile {
  public static final String SCHEMA = "curation-tree/1";

  /** What stands behind the accounts. */
  public static final String END = "]}\n";

  private TreeFile() {}

  /** The name of a tree: SHA-256 of its file, in hex. */
  public static String contentHash(ClaimTree tree) {
    return write(tree, OutputStream.nullOutputStream());
  }

  /**
   * Writes the file; does not close the stream.
   *
   * @return its content hash
   * @throws UncheckedIOException if it cannot be written
   */
  public static String write(ClaimTree tree, OutputStream out) {
    DigestOutputStream hashing = new DigestOutputStream(out, ContentHash.sha256());
    try {
      BufferedWriter text =
          new BufferedWriter(new OutputStreamWriter(hashing, StandardCharsets.UTF_8), 1 << 16);
      JsonWriter json = new JsonWriter(text);
      json.beginObject();
      writeHeader(json, tree.header(), tree.root(), tree.total());
      writeSources(json, tree.sources());
      json.name("accounts").beginArray();
      for (Entitlement each : tree.entitlements()) {
        json.beginArray()
            .value(each.account().hex())
            .value(each.cumulative().toString())
            .endArray();
      }
      json.endArray().endObject();
      text.write('\n');
      text.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the tree cannot be written", e);
    }
    return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
  }

  /**
   * The beginning of a tree's file, up to its accounts. With the texts of its pages of accounts and
   * {@link #END} it is the file, byte for byte.
   */
  public static String head(TreeHeader header, NodeHash root, Wei total, TreeSources sources) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      writeHeader(json, header, root, total);
      writeSources(json, sources);
      json.name("accounts").beginArray().endArray().endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    String whole = text.toString();
    return whole.substring(0, whole.length() - END.strip().length());
  }

  /** Some accounts of a file, one after the other. */
  public static String accounts(List<Entitlement> some, boolean isFirst) {
    StringBuilder text = new StringBuilder();
    for (Entitlement each : some) {
      text.append(isFirst && text.isEmpty() ? "[\"" : ",[\"")
          .append(each.account())
          .append("\",\"")
          .append(each.cumulative())
          .append("\"]");
    }
    return text.toString();
  }

  private static void writeHeader(JsonWriter json, TreeHeader header, NodeHash root, Wei total)
      throws IOException {
    json.name("schema").value(SCHEMA);
    json.name("chainId").value(header.chain().toString());
    json.name("distributor").value(header.distributor().hex());
    json.name("token").value(header.token().hex());
    json.name("period").value(header.period().id());
    json.name("rulesVersion").value(header.rulesVersion());
    json.name("previous").value(header.previous());
    json.name("ledgerHash").value(header.ledgerHash());
    json.name("root").value(root.hex());
    json.name("totalWei").value(total.toString());
  }

  private static void writeSources(JsonWriter json, TreeSources sources) throws IOException {
    json.name("collections").beginArray();
    for (TreeSources.Collected each : sources.collections()) {
      json.beginArray()
          .value(each.collection().hex())
          .value(each.from().id())
          .value(each.until().id())
          .value(each.wei().toString())
          .value(each.eventsHash())
          .endArray();
    }
    json.endArray();
    TreeSources.Paid paid = sources.payments();
    json.name("payments").beginArray();
    json.value(Long.toString(paid.transfers())).value(paid.wei().toString()).value(paid.hash());
    json.endArray();
  }

  /**
   * Reads a file and builds its tree again.
   *
   * @throws InvalidValueException naming the field, if it is no canonical file of a tree, or if its
   *     root or total are not those of its accounts
   * @throws UncheckedIOException if it cannot be read
   */
  public static ClaimTree read(InputStream in) {
    DigestInputStream hashing = new DigestInputStream(in, ContentHash.sha256());
    try {
      JsonReader json = new JsonReader(new InputStreamReader(hashing, StandardCharsets.UTF_8));
      ClaimTree tree = new Reader(json).read();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new InvalidValueException("file", json.peek(), "must end behind the tree");
      }
      requireOneSpelling(HexFormat.of().formatHex(hashing.getMessageDigest().digest()), tree);
      return tree;
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | NumberFormatException e) {
      throw new InvalidValueException("file", e.getMessage(), "must be a tree's file");
    } catch (IOException e) {
      throw new UncheckedIOException("the tree cannot be read", e);
    }
  }

  /** So that a tree has one file only, and the name of a file that was read is its tree's. */
  private static void requireOneSpelling(String hash, ClaimTree tree) {
    String canonical = contentHash(tree);
    if (!hash.equals(canonical)) {
      throw new InvalidValueException(
          "file", hash, "is another spelling of " + canonical + ": no byte may differ");
    }
  }

  /** Reads the fields in the one order that there is. */
  private record Reader(JsonReader json) {
    private ClaimTree read() throws IOException {
      json.beginObject();
      String schema = string("schema");
      if (!schema.equals(SCHEMA)) {
        throw new InvalidValueException("schema", schema, "must be " + SCHEMA);
      }
      TreeHeader header = header();
      NodeHash root = NodeHash.parse("root", string("root"));
      Wei total = Wei.parse("totalWei", string("totalWei"));
      TreeSources sources = sources();
      ClaimTree tree = ClaimTree.ofSorted(header, sources, accounts());
      json.endObject();
      require("root", root, tree.root());
      require("totalWei", total, tree.total());
      return tree;
    }

    private TreeHeader header() throws IOException {
      return new TreeHeader(
          ChainId.parse("chainId", string("chainId")),
          Address.parse("distributor", string("distributor")),
          Address.parse("token", string("token")),
          new Week(Long.parseLong(string("period"))),
          Integer.parseInt(string("rulesVersion")),
          optionalString("previous"),
          string("ledgerHash"));
    }

    private TreeSources sources() throws IOException {
      List<TreeSources.Collected> collections = new ArrayList<>();
      name("collections");
      json.beginArray();
      while (json.hasNext()) {
        json.beginArray();
        collections.add(
            new TreeSources.Collected(
                Address.parse("collections", json.nextString()),
                new BlockHour(Long.parseLong(json.nextString())),
                new BlockHour(Long.parseLong(json.nextString())),
                Wei.parse("collections", json.nextString()),
                json.nextString()));
        json.endArray();
      }
      json.endArray();
      name("payments");
      json.beginArray();
      TreeSources.Paid paid =
          new TreeSources.Paid(
              Long.parseLong(json.nextString()),
              Wei.parse("payments", json.nextString()),
              json.nextString());
      json.endArray();
      return new TreeSources(collections, paid);
    }

    private List<Entitlement> accounts() throws IOException {
      List<Entitlement> entitlements = new ArrayList<>();
      name("accounts");
      json.beginArray();
      while (json.hasNext()) {
        json.beginArray();
        Address account = Address.parse("accounts", json.nextString());
        entitlements.add(new Entitlement(account, Wei.parse("accounts", json.nextString())));
        json.endArray();
      }
      json.endArray();
      return entitlements;
    }

    private void name(String field) throws IOException {
      String name = json.nextName();
      if (!name.equals(field)) {
        throw new InvalidValueException(field, name, "must come here");
      }
    }

    private String string(String field) throws IOException {
      name(field);
      return json.nextString();
    }

    private @Nullable String optionalString(String field) throws IOException {
      name(field);
      if (json.peek() == JsonToken.NULL) {
        json.nextNull();
        return null;
      }
      return json.nextString();
    }

    private static void require(String field, Object stored, Object computed) {
      if (!stored.equals(computed)) {
        throw new InvalidValueException(field, stored, "must be " + computed + ", by its accounts");
      }
    }
  }

  /** The same tree as OpenZeppelin's library dumps and loads it. */
  public static void writeStandard(ClaimTree tree, OutputStream out) {
    try {
      BufferedWriter text =
          new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
      JsonWriter json = new JsonWriter(text);
      json.beginObject().name("format").value("standard-v1");
      json.name("leafEncoding").beginArray().value("address").value("uint256").endArray();
      json.name("tree").beginArray();
      for (int i = 0; i < tree.tree().size(); i++) {
        json.value(tree.tree().node(i).hex());
      }
      json.endArray().name("values").beginArray();
      for (int i = 0; i < tree.entitlements().size(); i++) {
        Entitlement each = tree.entitlements().get(i);
        json.beginObject().name("value").beginArray();
        json.value(each.account().hex()).value(each.cumulative().toString()).endArray();
        json.name("treeIndex").value(tree.tree().place(i)).endObject();
      }
      json.endArray().endObject();
      text.write('\n');
      text.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the tree cannot be written", e);
    }
  }
}
