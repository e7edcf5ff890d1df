package dev.curation.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import dev.curation.local.ChainDeployment;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.web3j.crypto.Hash;

/**
 * A signed delivery of logs of one block (specs/ingestion.md, Webhooks).
 *
 * @param vendor the last part of the endpoint's path
 * @param header that holds the signature
 * @param logs what it tells
 * @param removed whether it tells that a reorganisation took the logs off the chain
 */
record Letter(
    String vendor,
    String header,
    String signature,
    String body,
    List<RawLog> logs,
    boolean removed) {
  private static final Gson GSON = new Gson();

  Letter {
    logs = List.copyOf(logs);
  }

  /**
   * In the format of Alchemy's custom webhooks.
   *
   * @param logs of one block, at least one
   */
  static Letter alchemy(List<RawLog> logs, boolean removed) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (RawLog log : logs) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("data", log.data());
      item.put("topics", log.topics());
      item.put("index", log.index());
      item.put("account", Map.of("address", log.contract()));
      item.put("transaction", Map.of("hash", log.tx()));
      item.put("removed", removed);
      items.add(item);
    }
    RawLog first = logs.getFirst();
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("hash", first.blockHash());
    block.put("number", first.block());
    block.put("timestamp", first.time());
    block.put("logs", items);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("webhookId", "wh_demo");
    body.put("id", "whevt_" + first.blockHash().substring(2, 18));
    body.put("type", "GRAPHQL");
    body.put("event", Map.of("data", Map.of("block", block)));
    String text = GSON.toJson(body);
    return new Letter("alchemy", "X-Alchemy-Signature", hmac(text), text, logs, removed);
  }

  /**
   * In the format of Moralis' streams.
   *
   * @param logs of one block, at least one
   */
  static Letter moralis(List<RawLog> logs, boolean removed, boolean confirmed) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (RawLog log : logs) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("logIndex", Integer.toString(log.index()));
      item.put("transactionHash", log.tx());
      item.put("address", log.contract());
      item.put("data", log.data());
      for (int topic = 0; topic < log.topics().size(); topic++) {
        item.put("topic" + topic, log.topics().get(topic));
      }
      item.put("removed", removed);
      items.add(item);
    }
    RawLog first = logs.getFirst();
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("number", Long.toString(first.block()));
    block.put("hash", first.blockHash());
    block.put("timestamp", Long.toString(first.time()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("confirmed", confirmed);
    body.put("chainId", "0x" + Long.toHexString(ChainDeployment.CHAIN.number()));
    body.put("streamId", "demo");
    body.put("block", block);
    body.put("logs", items);
    String text = GSON.toJson(body);
    String signature =
        HexFormat.of()
            .formatHex(Hash.sha3((text + ChainDeployment.WEBHOOK_SECRET).getBytes(UTF_8)));
    return new Letter("moralis", "x-signature", "0x" + signature, text, logs, removed);
  }

  private static String hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ChainDeployment.WEBHOOK_SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
