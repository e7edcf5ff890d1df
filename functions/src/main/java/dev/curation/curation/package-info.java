/** The rules of a block and a period: pure functions from (book, events) to (book, results). */
@org.jspecify.annotations.NullMarked
package dev.curation.curation;
