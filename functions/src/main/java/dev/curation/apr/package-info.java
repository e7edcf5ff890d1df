/** Annual percentage rates, for display: no money depends on them. */
@org.jspecify.annotations.NullMarked
package dev.curation.apr;
