/**
 * Reward programs in the database (specs/programs.md): the activity feed puts events in their order
 * and keeps the books, each program makes its own way along it, and people's signed requests and
 * money come in beside.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.campaigns;
