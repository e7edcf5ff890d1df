/** Two days on a local chain, and an independent recount of their rewards. */
@org.jspecify.annotations.NullMarked
package dev.curation.local.demo;
