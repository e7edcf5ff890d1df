/** What a chain calls its things: addresses, chain ids, collections. */
@org.jspecify.annotations.NullMarked
package dev.curation.chain;
