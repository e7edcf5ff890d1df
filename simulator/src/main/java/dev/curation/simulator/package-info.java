/**
 * The whole backend over a simulated chain, clock, network and database: one seed decides
 * everything that happens, and everything that goes wrong.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.simulator;
