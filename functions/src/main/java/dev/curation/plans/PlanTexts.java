package dev.curation.plans;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.commits.ContentHash;
import dev.curation.documents.PlanPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Texts of plans that may be longer than a document, in pages. They are written before they count,
 * and stand where their content says: who writes another one at once does no harm.
 */
record PlanTexts(Store store) {
  /** Characters, of at most three bytes each: below the megabyte that a document may have. */
  private static final int PAGE = 300_000;

  /** What is longer cannot be handed out in one answer either. */
  private static final int MOST_PAGES = 60;

  private static final String TEXT = "text";

  /**
   * Where a text stands.
   *
   * @param hash SHA-256 of it
   */
  record Reference(String hash, int pages) {
    /**
     * @throws InvalidValueException naming the field
     */
    static Reference parse(String field, String text) {
      if (!text.matches("[0-9a-f]{64}\\.[0-9]{1,6}")) {
        throw new InvalidValueException(field, text, "must be a hash and a number of pages");
      }
      int dot = text.indexOf('.');
      return new Reference(text.substring(0, dot), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
      return hash + "." + pages;
    }
  }

  /**
   * @throws InvalidValueException if it is longer than {@link #MOST_PAGES}, or holds half a
   *     character
   */
  Reference write(String planId, String text) {
    if (text.length() > MOST_PAGES * (PAGE - 1)) {
      throw new InvalidValueException(
          "plan",
          text.length() + " characters",
          "is too long to be stored, with its exact fractions: fewer nodes or shorter tables");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidValueException("plan", planId, "holds half a character (a lone surrogate)");
    }
    String hash = ContentHash.of(text);
    int pages = 0;
    int to;
    for (int from = 0; from < text.length(); from = to) {
      to = pageEnd(text, from);
      String part = text.substring(from, to);
      Fields fields = Fields.builder().put(TEXT, part).build();
      DocumentPath path = PlanPaths.text(planId, new Reference(hash, pages).toString());
      var unused = store.commit(List.of(new Write.Put(path, fields)));
      pages++;
    }
    return new Reference(hash, pages);
  }

  /** No character is cut in two. */
  private static int pageEnd(String text, int from) {
    int to = Math.min(text.length(), from + PAGE);
    return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
  }

  String read(String planId, Reference reference) {
    StringBuilder text = new StringBuilder();
    for (int page = 0; page < reference.pages(); page++) {
      DocumentPath path = PlanPaths.text(planId, new Reference(reference.hash(), page).toString());
      Optional<StoredDocument> found = store.get(path);
      StoredDocument document =
          found.orElseThrow(() -> new IllegalStateException("page " + path + " is missing"));
      String part = MalformedDocumentException.decode(document, fields -> fields.string(TEXT));
      text.append(part);
    }
    if (!ContentHash.of(text.toString()).equals(reference.hash())) {
      throw new ConservationException("the pages of plan " + planId + " are not what was written");
    }
    return text.toString();
  }

  JsonObject json(String planId, Reference reference) {
    return JsonParser.parseString(read(planId, reference)).getAsJsonObject();
  }
}
