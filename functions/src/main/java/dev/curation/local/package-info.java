/** The local stack: Google's Firestore emulator, found, started, driven and stopped. */
@org.jspecify.annotations.NullMarked
package dev.curation.local;
