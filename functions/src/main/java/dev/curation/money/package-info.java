/** Amounts: integers only, exact to the last wei. */
@org.jspecify.annotations.NullMarked
package dev.curation.money;
