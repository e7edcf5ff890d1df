package dev.curation.local.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.local.DistributorCalls;
import dev.curation.local.EmulatorException;
import dev.curation.local.FunctionRouter;
import dev.curation.local.LocalStack;
import dev.curation.money.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks the functions of claims over HTTP, as operators, the scheduler and curators do. */
final class ClaimClient {
  private static final String CLAIMS = "/claims/v1/claims/" + ClaimChain.CHAIN;
  private static final String NATIVE = "native";

  /** Functions remember for ten seconds what a contract said: three times as long. */
  private static final int ATTEMPTS = 120;

  private static final long PAUSE_MILLIS = 250;

  private final LocalStack stack;
  private final Post post;

  ClaimClient(LocalStack stack) {
    this.stack = stack;
    this.post = new Post(stack.functions());
  }

  /**
   * Has the chain's rewards claimed from the next week on.
   *
   * @return the start of that week, milliseconds
   */
  long open() {
    JsonObject order = new JsonObject();
    order.addProperty("action", "open");
    order.addProperty("chainId", ClaimChain.CHAIN.toString());
    order.add("from", JsonNull.INSTANCE);
    order.addProperty("requestId", "demo-open");
    order.addProperty("who", "olga@example.org");
    order.addProperty("why", "the demo pays by claims");
    Post.Request request = new Post.Request(FunctionRouter.MANAGE_CLAIMS, "", "", order.toString());
    Post.Answer answer = post.all(List.of(request), List.of()).getFirst();
    if (!answer.isDone()) {
      throw new EmulatorException("The order was answered " + answer.body(), null);
    }
    return answer.body().get("from").getAsLong();
  }

  /**
   * What PublishRoot says of the native coin.
   *
   * @param made content hash of the tree that this call made; empty: none
   * @param missingWei 0: nothing
   */
  record Published(String made, String standing, String root, BigInteger missingWei) {}

  Published publish() {
    JsonObject report =
        JsonParser.parseString(stack.call(FunctionRouter.PUBLISH_ROOT))
            .getAsJsonObject()
            .getAsJsonObject(ClaimChain.CHAIN.toString());
    String made = "";
    for (JsonElement each : report.getAsJsonArray("made")) {
      JsonObject period = each.getAsJsonObject();
      if (period.has("waitingFor")) {
        throw new EmulatorException("A week is not final: " + report, null);
      }
      made = period.getAsJsonObject("trees").get(NATIVE).getAsString();
    }
    JsonObject root = report.getAsJsonObject("roots").getAsJsonObject(NATIVE);
    return new Published(
        made,
        root.get("standing").getAsString(),
        root.get("root").getAsString(),
        root.has("missingWei") ? root.get("missingWei").getAsBigInteger() : BigInteger.ZERO);
  }

  /**
   * A tree as its file says.
   *
   * @param accounts what each may have had in all, wei, by address
   */
  record Tree(String root, BigInteger total, SortedMap<String, BigInteger> accounts) {}

  /**
   * @throws EmulatorException if the file is not what its name says
   */
  Tree tree(String contentHash) {
    String file;
    try (HttpClient client = HttpClient.newHttpClient()) {
      file = get(client, CLAIMS + "/trees/" + contentHash);
    }
    String hash = sha256(file);
    if (!hash.equals(contentHash)) {
      throw new EmulatorException("The file of tree " + contentHash + " hashes to " + hash, null);
    }
    JsonObject tree = JsonParser.parseString(file).getAsJsonObject();
    SortedMap<String, BigInteger> accounts = new TreeMap<>();
    for (JsonElement each : tree.getAsJsonArray("accounts")) {
      JsonArray leaf = each.getAsJsonArray();
      accounts.put(leaf.get(0).getAsString(), leaf.get(1).getAsBigInteger());
    }
    return new Tree(
        tree.get("root").getAsString(), tree.get("totalWei").getAsBigInteger(), accounts);
  }

  /**
   * An account's claim of the native coin.
   *
   * @param root by which the proof holds
   */
  record Offer(
      Address account,
      String root,
      DistributorCalls.Claim claim,
      BigInteger claimed,
      BigInteger claimable) {}

  /** What accounts can claim by the given root, once the function knows that it counts. */
  List<Offer> offers(List<Address> accounts, String root) {
    // A client of its own: the server closes idle connections just when they would be used again.
    try (HttpClient client = HttpClient.newHttpClient()) {
      return accounts.stream().map(account -> offer(client, account, root)).toList();
    }
  }

  private Offer offer(HttpClient client, Address account, String root) {
    Offer offer = offer(client, account);
    for (int attempt = 1; !offer.root().equals(root); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new EmulatorException("Claims are still by the root " + offer.root(), null);
      }
      pause();
      offer = offer(client, account);
    }
    return offer;
  }

  private Offer offer(HttpClient client, Address account) {
    JsonObject claim =
        JsonParser.parseString(get(client, CLAIMS + "/accounts/" + account))
            .getAsJsonObject()
            .getAsJsonArray("claims")
            .get(0)
            .getAsJsonObject();
    JsonElement proof = claim.get("proof");
    List<String> hashes =
        proof == null || proof.isJsonNull()
            ? List.of()
            : proof.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
    JsonElement root = claim.get("root");
    return new Offer(
        account,
        root == null || root.isJsonNull() ? "" : root.getAsString(),
        new DistributorCalls.Claim(
            Address.ZERO, Wei.of(claim.get("cumulativeWei").getAsBigInteger()), hashes),
        claim.get("claimedWei").getAsBigInteger(),
        claim.get("claimableWei").getAsBigInteger());
  }

  private String get(HttpClient client, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(stack.functions().resolve(path))
            .timeout(Duration.ofMinutes(1))
            .build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new EmulatorException(
            path + " answered " + response.statusCode() + ": " + response.body(), null);
      }
      return response.body();
    } catch (IOException e) {
      throw new EmulatorException(path + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while asking for " + path, e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while waiting for a root", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
