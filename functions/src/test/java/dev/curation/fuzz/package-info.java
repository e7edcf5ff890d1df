/** Fuzzing of everything that reads bytes from outside (docs/fuzzing.md). */
@org.jspecify.annotations.NullMarked
package dev.curation.fuzz;
