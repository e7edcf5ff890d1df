/**
 * The packed curator books: what changed with each block, and now and then the whole book, so that
 * the state after any block follows without an event (docs/data-model.md, Books).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.books;
