/** The store on Google's client: the only package that knows it. */
@org.jspecify.annotations.NullMarked
package dev.curation.firestore;
