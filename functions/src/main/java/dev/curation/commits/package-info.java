/** Compare-and-set in practice: chains of commits, new attempts, orders that are done once. */
@org.jspecify.annotations.NullMarked
package dev.curation.commits;
