/** The store in memory, with Firestore's semantics and with faults on demand. */
@org.jspecify.annotations.NullMarked
package dev.curation.simulation;
