/**
 * Aggregation: ledger to blocks, blocks to periods, one run at a time per collection, resumable
 * after a kill at any instant (docs/architecture.md, Aggregation).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.aggregation;
