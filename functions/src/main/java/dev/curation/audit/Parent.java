package dev.curation.audit;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A document below which others lie.
 *
 * @param size how many there should be
 * @param children what lies below, by id
 * @param areWritten whether all of them must exist
 * @param note the document that says so
 */
record Parent(
    DocumentPath path,
    long size,
    Supplier<Map<String, Fields>> children,
    boolean areWritten,
    DocumentPath note) {}
