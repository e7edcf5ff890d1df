/** Hours and weeks in UTC. */
@org.jspecify.annotations.NullMarked
package dev.curation.time;
