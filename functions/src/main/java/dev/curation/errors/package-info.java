/** Errors that every floor may throw. */
@org.jspecify.annotations.NullMarked
package dev.curation.errors;
