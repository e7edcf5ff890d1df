/**
 * From a contract's log to the sales and the staking facts that it tells of: pure, table-driven.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.decoding;
