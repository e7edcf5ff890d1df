/** Ledgers from files: reads them whole, then appends them. */
@org.jspecify.annotations.NullMarked
package dev.curation.replay;
