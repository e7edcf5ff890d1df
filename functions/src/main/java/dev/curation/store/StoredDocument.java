package dev.curation.store;

import java.time.Instant;

/**
 * A document as read.
 *
 * @param updateTime when it was last written, by the database's clock; the value for {@link
 *     Write.Update} that must find it unchanged
 */
public record StoredDocument(DocumentPath path, Fields fields, Instant updateTime) {}
