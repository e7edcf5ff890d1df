/**
 * The rules of lanes: fees earned on one chain, paid to curators on another (specs/settlement.md).
 * Pure: no clock, no database. Curators are named by what identifies them, on both chains alike.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.settlement;
