/** {@code messaging} on Google Cloud Pub/Sub. */
@org.jspecify.annotations.NullMarked
package dev.curation.pubsub;
