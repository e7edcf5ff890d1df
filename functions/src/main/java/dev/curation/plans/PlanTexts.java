package dev.curation.plans;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.commits.ContentHash;
import dev.curation.documents.PlanPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.List;
import java.util.Optional;

/**
 * Texts of plans that may be longer than a document, in pages. They are written before they count,
 * and stand where their content says: who writes another one at once does no harm.
 */
record PlanTexts(Store store) {
  /** Characters, of at most three bytes each: below the megabyte that a document may have. */
  private static final int PAGE = 300_000;

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

  Reference write(String planId, String text) {
    String hash = ContentHash.of(text);
    int pages = 0;
    for (int from = 0; from < text.length(); from += PAGE) {
      String part = text.substring(from, Math.min(text.length(), from + PAGE));
      Fields fields = Fields.builder().put(TEXT, part).build();
      DocumentPath path = PlanPaths.text(planId, new Reference(hash, pages).toString());
      var unused = store.commit(List.of(new Write.Put(path, fields)));
      pages++;
    }
    return new Reference(hash, pages);
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
    return text.toString();
  }

  JsonObject json(String planId, Reference reference) {
    return JsonParser.parseString(read(planId, reference)).getAsJsonObject();
  }
}
