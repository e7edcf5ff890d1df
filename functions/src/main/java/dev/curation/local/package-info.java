/** The local stack: Firestore emulator and chain, found, started, driven and stopped. */
@org.jspecify.annotations.NullMarked
package dev.curation.local;
