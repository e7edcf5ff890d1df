package dev.curation.webhook;

import dev.curation.errors.InvalidValueException;
import java.util.List;
import java.util.Map;

/**
 * What the endpoints accept.
 *
 * @param secrets several per vendor: one for each webhook, and two while a key is replaced; a
 *     vendor without one is refused
 * @param maxBodyBytes as sent and unpacked
 * @param maxLogs of one delivery
 */
public record WebhookSettings(
    Map<Vendor, List<WebhookSecret>> secrets, int maxBodyBytes, int maxLogs) {
  public static final int DEFAULT_MAX_BODY_BYTES = 10 * 1024 * 1024;
  public static final int DEFAULT_MAX_LOGS = 20_000;

  /**
   * @throws InvalidValueException naming the field
   */
  public WebhookSettings {
    secrets = Map.copyOf(secrets);
    if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
      throw new InvalidValueException("maxBodyBytes", maxBodyBytes, "must be 1 to 2^31 - 2");
    }
    if (maxLogs < 1) {
      throw new InvalidValueException("maxLogs", maxLogs, "must be positive");
    }
  }

  /** These secrets and the usual limits. */
  public static WebhookSettings of(Map<Vendor, List<WebhookSecret>> secrets) {
    return new WebhookSettings(secrets, DEFAULT_MAX_BODY_BYTES, DEFAULT_MAX_LOGS);
  }

  List<WebhookSecret> secretsOf(Vendor vendor) {
    return secrets.getOrDefault(vendor, List.of());
  }
}
