package dev.curation.audit;

import dev.curation.ledger.LedgerEvent;
import dev.curation.time.BlockHour;
import org.jspecify.annotations.Nullable;

/**
 * That a block counts an event, or takes it back.
 *
 * @param reversalOf of a reversal: the block that counted what is taken back; null: it counts
 */
record CountedEvent(LedgerEvent event, @Nullable BlockHour reversalOf) {}
