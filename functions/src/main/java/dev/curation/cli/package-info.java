/** The command line. */
@org.jspecify.annotations.NullMarked
package dev.curation.cli;
