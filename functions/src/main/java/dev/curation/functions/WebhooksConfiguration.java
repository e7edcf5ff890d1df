package dev.curation.functions;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.webhook.Vendor;
import dev.curation.webhook.WebhookSecret;
import dev.curation.webhook.WebhookSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The secrets of webhooks: {@code CURATION_WEBHOOK_<VENDOR>}, each a list of {@code
 * chainId:secret}, separated by commas.
 */
final class WebhooksConfiguration {
  private WebhooksConfiguration() {}

  /**
   * @throws InvalidValueException naming the variable, without the secret
   */
  static WebhookSettings webhooks(Map<String, String> environment) {
    Map<Vendor, List<WebhookSecret>> secrets = new EnumMap<>(Vendor.class);
    for (Vendor vendor : Vendor.values()) {
      String name = "CURATION_WEBHOOK_" + vendor.name().toUpperCase(Locale.ROOT);
      String list = environment.get(name);
      if (list != null && !list.isBlank()) {
        secrets.put(vendor, secrets(name, list));
      }
    }
    return WebhookSettings.of(secrets);
  }

  private static List<WebhookSecret> secrets(String name, String list) {
    List<WebhookSecret> secrets = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      int colon = entry.indexOf(':');
      if (colon < 1 || colon == entry.length() - 1) {
        throw new InvalidValueException(name, "...", "must be chainId:secret,...");
      }
      secrets.add(
          new WebhookSecret(
              ChainId.parse(name, entry.substring(0, colon).strip()),
              entry.substring(colon + 1).strip()));
    }
    return secrets;
  }
}
