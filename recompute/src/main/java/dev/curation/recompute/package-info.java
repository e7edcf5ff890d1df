/**
 * Years of history on Apache Beam: the rules of {@code curation} as one fold per collection, and
 * the comparison of what comes out with what the aggregation has stored (docs/decisions/0011).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.recompute;
