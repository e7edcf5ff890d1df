/** Runs vector files through the production code: exact expected outputs, digit for digit. */
@org.jspecify.annotations.NullMarked
package dev.curation.conformance;
