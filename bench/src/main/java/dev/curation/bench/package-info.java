/** Benchmarks: the pure rules under JMH, and the aggregation on Google's Firestore emulator. */
@org.jspecify.annotations.NullMarked
package dev.curation.bench;
