/**
 * Vendors' webhooks: who sent a delivery, and which logs it holds (specs/ingestion.md, Webhooks).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.webhook;
