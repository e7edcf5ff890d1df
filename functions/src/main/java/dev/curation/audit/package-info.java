/**
 * Audit: computes everything again from the ledger, in one pass with the pure rules, and compares
 * every stored document (docs/audit.md).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.audit;
