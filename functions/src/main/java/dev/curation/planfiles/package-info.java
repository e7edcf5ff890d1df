/** Plan files, YAML or JSON, and plans as JSON (docs/payout-plans.md). */
@org.jspecify.annotations.NullMarked
package dev.curation.planfiles;
