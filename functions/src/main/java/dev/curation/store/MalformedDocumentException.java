package dev.curation.store;

import dev.curation.errors.InvalidValueException;
import java.util.function.Function;

/** A stored document breaks a rule. Names the document, the field and the value. */
public final class MalformedDocumentException extends RuntimeException {
  private MalformedDocumentException(DocumentPath path, InvalidValueException cause) {
    super(path + ": " + cause.getMessage(), cause);
  }

  /**
   * Decodes the document.
   *
   * @throws MalformedDocumentException if the decoder refuses a value
   */
  public static <T> T decode(StoredDocument document, Function<Fields, T> decoder) {
    try {
      return decoder.apply(document.fields());
    } catch (InvalidValueException e) {
      throw new MalformedDocumentException(document.path(), e);
    }
  }
}
