/**
 * Export: the ledger and the results of a range of hours as files, with a manifest (docs/audit.md).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.export;
