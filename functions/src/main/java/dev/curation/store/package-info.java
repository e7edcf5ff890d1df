/**
 * The one port to the database: documents, queries as data, atomic commits with preconditions. Two
 * engines stand behind it: Google's client and the simulated one. What both must do is written down
 * as one contract test.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.store;
