/** What the backend asks of a chain's node. */
@org.jspecify.annotations.NullMarked
package dev.curation.node;
