/**
 * Who placed how many votes with which operator: the changes, in the order in which they happened.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.delegations;
