/** The Cloud Functions: decode the request, call one use case, encode the answer. */
@org.jspecify.annotations.NullMarked
package dev.curation.functions;
