/** The ledger: one immutable fact per document, plus its bookkeeping flags. */
@org.jspecify.annotations.NullMarked
package dev.curation.ledger;
