package dev.curation.local;

import dev.curation.functions.BackendSettings;

/**
 * The side that pays lanes, on one machine with the side where fees are earned.
 *
 * @param project any project id but the other side's
 * @param settings of its functions: its own treasury pays
 */
public record PayoutProject(String project, BackendSettings settings) {}
