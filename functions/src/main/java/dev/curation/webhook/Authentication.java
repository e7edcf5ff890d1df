package dev.curation.webhook;

import static dev.curation.webhook.Digests.utf8;

import dev.curation.chain.ChainId;
import dev.curation.webhook.WebhookException.Unauthenticated;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Who signed a request (specs/ingestion.md, Webhooks: the table). */
final class Authentication {
  private static final long MAX_AGE_SECONDS = Duration.ofMinutes(5).toSeconds();

  /** Exactly ten digits: so the text before the body can be split in one way only. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{10}");

  /** No brace, bracket or quote, as every JSON of logs has. */
  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z .:+=_/-]{1,100}");

  private final InstantSource clock;

  Authentication(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The chains whose secret signed the request; at least one.
   *
   * @throws Unauthenticated if there is none, or the request is too old
   */
  Set<ChainId> chains(Vendor vendor, WebhookRequest request, List<WebhookSecret> secrets) {
    Predicate<String> signed =
        switch (vendor) {
          case ALCHEMY -> alchemy(request);
          case QUICKNODE ->
              request.header("x-qn-content-hash").isPresent()
                  ? quickAlerts(request)
                  : streams(request);
          case MORALIS -> moralis(request);
          case TENDERLY -> tenderly(request);
        };
    Set<ChainId> chains = new LinkedHashSet<>();
    for (WebhookSecret secret : secrets) {
      if (signed.test(secret.secret())) {
        chains.add(secret.chain());
      }
    }
    if (chains.isEmpty()) {
      throw new Unauthenticated("the signature is wrong");
    }
    return chains;
  }

  private static String required(WebhookRequest request, String header) {
    Optional<String> value = request.header(header);
    return value.orElseThrow(() -> new Unauthenticated("the header " + header + " is missing"));
  }

  private static Predicate<String> alchemy(WebhookRequest request) {
    String signature = required(request, "x-alchemy-signature");
    return secret -> Digests.isHex(signature, Digests.hmac(secret, request.raw()));
  }

  private Predicate<String> streams(WebhookRequest request) {
    String signature = required(request, "x-qn-signature");
    String nonce = required(request, "x-qn-nonce");
    String timestamp = required(request, "x-qn-timestamp");
    requireFresh(timestamp);
    byte[] head = utf8(nonce + timestamp);
    return secret -> Digests.isHex(signature, Digests.hmac(secret, head, request.content()));
  }

  private void requireFresh(String timestamp) {
    if (!SECONDS.matcher(timestamp).matches()) {
      throw new Unauthenticated("x-qn-timestamp must be seconds since 1970");
    }
    long age = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
    if (age > MAX_AGE_SECONDS) {
      throw new Unauthenticated("x-qn-timestamp is more than 5 minutes off");
    }
  }

  /** The signature covers only the hash of the body: without that check any body would do. */
  private static Predicate<String> quickAlerts(WebhookRequest request) {
    String signature = required(request, "x-qn-signature");
    String nonce = required(request, "x-qn-nonce");
    String timestamp = required(request, "x-qn-timestamp");
    String contentHash = required(request, "x-qn-content-hash");
    // A signed body of Streams, read as a nonce, a hash that its sender chose and a timestamp,
    // would sign any other body.
    if (!PLAIN.matcher(nonce).matches() || !PLAIN.matcher(timestamp).matches()) {
      throw new Unauthenticated("x-qn-nonce and x-qn-timestamp must be short and plain");
    }
    byte[] hash = Digests.sha256(request.content());
    if (!Digests.isHex(contentHash, hash) && !Digests.isBase64(contentHash, hash)) {
      throw new Unauthenticated("x-qn-content-hash is not the SHA-256 of the body");
    }
    byte[] text = utf8(nonce + contentHash + timestamp);
    return secret -> Digests.isBase64(signature, Digests.hmac(secret, text));
  }

  private static Predicate<String> moralis(WebhookRequest request) {
    String signature = required(request, "x-signature");
    if (!signature.startsWith("0x")) {
      throw new Unauthenticated("x-signature must begin with 0x");
    }
    String hex = signature.substring(2);
    return secret -> Digests.isHex(hex, Digests.keccak(request.raw(), utf8(secret)));
  }

  private static Predicate<String> tenderly(WebhookRequest request) {
    String signature = required(request, "x-tenderly-signature");
    byte[] date = utf8(required(request, "date"));
    return secret -> Digests.isHex(signature, Digests.hmac(secret, request.raw(), date));
  }
}
