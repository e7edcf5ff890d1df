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
import java.util.Set;

/**
 * The secrets of webhooks: {@code CURATION_WEBHOOK_<VENDOR>}, each a list of {@code
 * chainId:secret}, separated by commas.
 */
final class WebhooksConfiguration {
  private WebhooksConfiguration() {}

  /**
   * @param chains that are listened to
   * @throws InvalidValueException naming the variable, without the secret
   */
  static WebhookSettings webhooks(Map<String, String> environment, Set<ChainId> chains) {
    Map<Vendor, List<WebhookSecret>> secrets = new EnumMap<>(Vendor.class);
    for (Vendor vendor : Vendor.values()) {
      String name = "CURATION_WEBHOOK_" + vendor.name().toUpperCase(Locale.ROOT);
      String list = environment.get(name);
      if (list != null && !list.isBlank()) {
        secrets.put(vendor, secrets(name, list, chains));
      }
    }
    return WebhookSettings.of(secrets);
  }

  private static List<WebhookSecret> secrets(String name, String list, Set<ChainId> chains) {
    List<WebhookSecret> secrets = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      int colon = entry.indexOf(':');
      String chain = entry.substring(0, Math.max(0, colon)).strip();
      String secret = entry.substring(colon + 1).strip();
      if (!chain.matches("[1-9][0-9]{0,17}") || secret.isEmpty()) {
        // The value is a secret: an error does not repeat it.
        throw new InvalidValueException(name, "...", "must be chainId:secret,...");
      }
      ChainId id = ChainId.parse(name, chain);
      if (!chains.contains(id)) {
        throw new InvalidValueException(name, id, "is a chain that CURATION_CHAINS does not name");
      }
      secrets.add(new WebhookSecret(id, secret));
    }
    return secrets;
  }
}
