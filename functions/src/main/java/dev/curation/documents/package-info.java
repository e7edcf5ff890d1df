/** Where every document lies and every query that is asked of them: one place for each. */
@org.jspecify.annotations.NullMarked
package dev.curation.documents;
