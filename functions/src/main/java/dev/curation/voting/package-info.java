/** Votes and un-votes that users sign: EIP-712, checked against stake power, booked at once. */
@org.jspecify.annotations.NullMarked
package dev.curation.voting;
