package dev.curation.lanes;

import com.google.gson.JsonObject;
import dev.curation.chain.LaneId;
import dev.curation.commits.ContentHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A message of the weights channel: a batch, or one of its pages (specs/settlement.md, Messages).
 *
 * <p>A message carries a hash of its own besides, so that one that was altered on its way is told
 * from a page of another batch.
 *
 * @param contentHash SHA-256 of the canonical JSON of the whole batch's other fields
 * @param page from 0
 * @param weights the page's JSON
 */
record WeightsMessage(
    LaneId lane,
    Denom denom,
    long seq,
    long height,
    Wei totalTokens,
    BigInteger totalWeightAtto,
    String contentHash,
    int page,
    int pages,
    String weights) {
  /** 400,000 curators. */
  private static final long MOST_PAGES = 200;

  static WeightsMessage of(LaneId lane, Denom denom, BatchDocument batch, int page, String json) {
    return new WeightsMessage(
        lane,
        denom,
        batch.seq(),
        batch.height(),
        batch.totalTokens(),
        batch.totalWeightAtto(),
        batch.contentHash(),
        page,
        batch.pages(),
        json);
  }

  /**
   * @throws dev.curation.errors.InvalidValueException naming the field
   */
  static WeightsMessage parse(String body) {
    MessageFields fields =
        MessageFields.parse(
            body,
            "contentHash",
            "denom",
            "hash",
            "height",
            "laneId",
            "page",
            "pages",
            "seq",
            "totalTokensWei",
            "totalWeightAtto",
            "weightsAtto");
    long pages = fields.integer("pages", 1, MOST_PAGES);
    WeightsMessage message =
        new WeightsMessage(
            fields.lane(),
            fields.denom(),
            fields.integer("seq", 1, Long.MAX_VALUE),
            fields.integer("height", 0, Long.MAX_VALUE),
            Wei.parse("totalTokensWei", fields.string("totalTokensWei")),
            fields.digits("totalWeightAtto"),
            fields.hash("contentHash"),
            (int) fields.integer("page", 0, pages - 1),
            (int) pages,
            fields.object("weightsAtto"));
    fields.requireHash(message.head() + message.weights());
    return message;
  }

  private String head() {
    return String.join(
        " ",
        lane.toString(),
        denom.name(),
        Long.toString(seq),
        Long.toString(height),
        totalTokens.toString(),
        totalWeightAtto.toString(),
        contentHash,
        Integer.toString(page),
        Integer.toString(pages));
  }

  String encode() {
    JsonObject json = new JsonObject();
    json.addProperty("laneId", lane.toString());
    json.addProperty("denom", denom.name());
    json.addProperty("seq", seq);
    json.addProperty("height", height);
    json.addProperty("totalTokensWei", totalTokens.toString());
    json.addProperty("totalWeightAtto", totalWeightAtto.toString());
    json.addProperty("contentHash", contentHash);
    json.addProperty("page", page);
    json.addProperty("pages", pages);
    json.addProperty("hash", ContentHash.of(head() + weights));
    String head = json.toString();
    // The page is JSON already: it is not read only to be written again.
    return head.substring(0, head.length() - 1) + ",\"weightsAtto\":" + weights + "}";
  }

  /** Names what all messages of a batch have in common. */
  String arrivalId() {
    return arrivalId(height, totalTokens, totalWeightAtto, pages, contentHash);
  }

  static String arrivalId(
      long height, Wei totalTokens, BigInteger totalWeightAtto, int pages, String contentHash) {
    return ContentHash.of(
        String.join(
            " ",
            Long.toString(height),
            totalTokens.toString(),
            totalWeightAtto.toString(),
            Integer.toString(pages),
            contentHash));
  }

  /** The hash that its pages come to. */
  String hashOf(List<String> weightPages) {
    return hash(lane, denom, seq, height, totalTokens, totalWeightAtto, weightPages);
  }

  /** SHA-256, in hex, of the batch as JSON with its names sorted and no spaces. */
  static String hash(
      LaneId lane,
      Denom denom,
      long seq,
      long height,
      Wei totalTokens,
      BigInteger totalWeightAtto,
      List<String> weightPages) {
    MessageDigest digest = ContentHash.sha256();
    update(
        digest,
        "{\"denom\":\""
            + denom
            + "\",\"height\":"
            + height
            + ",\"laneId\":\""
            + lane
            + "\",\"seq\":"
            + seq
            + ",\"totalTokensWei\":\""
            + totalTokens
            + "\",\"totalWeightAtto\":\""
            + totalWeightAtto
            + "\",\"weightsAtto\":{");
    for (int i = 0; i < weightPages.size(); i++) {
      String page = weightPages.get(i);
      update(digest, (i == 0 ? "" : ",") + page.substring(1, page.length() - 1));
    }
    update(digest, "}}");
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
