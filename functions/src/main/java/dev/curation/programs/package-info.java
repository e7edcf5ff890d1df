/**
 * Reward programs: funded campaigns over the events of curation (specs/programs.md). Pure
 * functions, and a whole engine in memory for vectors, simulators and benchmarks.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.programs;
