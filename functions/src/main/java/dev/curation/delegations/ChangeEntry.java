package dev.curation.delegations;

import dev.curation.store.StoredDocument;

/**
 * A change with its bookkeeping.
 *
 * @param isDeleted whether a reorganisation took it away
 * @param isApplied whether the pool takes account of it as it stands now
 * @param wasApplied whether it was applied before a reorganisation took it away
 * @param document as read
 */
public record ChangeEntry(
    ChangePlace place,
    DelegationChange change,
    boolean isDeleted,
    boolean isApplied,
    boolean wasApplied,
    StoredDocument document) {}
