/** Who has how much stake power, and which votes an un-stake takes away. */
@org.jspecify.annotations.NullMarked
package dev.curation.staking;
