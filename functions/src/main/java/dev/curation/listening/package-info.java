/** How the logs of a chain become documents: by webhook, by poll, by backfill. */
@org.jspecify.annotations.NullMarked
package dev.curation.listening;
