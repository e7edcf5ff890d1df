package dev.curation.webhook;

import java.util.Arrays;
import java.util.Locale;

/** Who sends webhooks; each has an endpoint of its own. */
public enum Vendor {
  ALCHEMY,
  /** Streams, and the older QuickAlerts. */
  QUICKNODE,
  MORALIS,
  TENDERLY;

  /** The last part of the endpoint's path. */
  public String pathName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws WebhookException.UnknownVendor if there is none of that name
   */
  public static Vendor ofPath(String name) {
    return Arrays.stream(values())
        .filter(vendor -> vendor.pathName().equals(name))
        .findFirst()
        .orElseThrow(WebhookException.UnknownVendor::new);
  }
}
