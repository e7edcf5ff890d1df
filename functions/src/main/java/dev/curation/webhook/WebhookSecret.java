package dev.curation.webhook;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;

/**
 * What a vendor signs with.
 *
 * @param chain whose logs a delivery signed with it may hold; a secret that serves several chains
 *     is configured once for each
 */
public record WebhookSecret(ChainId chain, String secret) {
  /**
   * @throws InvalidValueException if it is blank: everybody could sign with it
   */
  public WebhookSecret {
    if (secret.isBlank()) {
      throw new InvalidValueException("secret", "", "must not be blank");
    }
  }

  /** Without the secret, so that no log shows it. */
  @Override
  public String toString() {
    return "WebhookSecret[chain=" + chain + "]";
  }
}
