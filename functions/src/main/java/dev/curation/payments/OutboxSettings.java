package dev.curation.payments;

import dev.curation.errors.InvalidValueException;
import java.time.Duration;

/**
 * How payments are sent.
 *
 * @param confirmations how many blocks behind the head a payment counts as made
 * @param finality how many blocks behind the head nothing changes any more: a transaction is
 *     watched until then
 * @param budget no transfer is begun later in a run
 */
public record OutboxSettings(int confirmations, int finality, Duration budget) {
  /** How long a transaction that offers too little waits for prices to fall. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Until a treasury that has too little is looked at again. */
  static final Duration FUNDING_WAIT = Duration.ofMinutes(10);

  /** Until a document that cannot be read is looked at again. */
  static final Duration MALFORMED_WAIT = Duration.ofDays(1);

  static final int PAYMENTS_PER_RUN = 50;

  /** Nonces that are watched at once. */
  static final int MOST_OPEN = 200;

  /** Nodes hold few transactions of one account that are in no block. */
  static final int MOST_UNMINED = 32;

  /**
   * @throws InvalidValueException naming the field
   */
  public OutboxSettings {
    if (confirmations < 0 || finality < confirmations) {
      throw new InvalidValueException(
          "confirmations", confirmations, "must be 0 to finality, " + finality);
    }
  }
}
