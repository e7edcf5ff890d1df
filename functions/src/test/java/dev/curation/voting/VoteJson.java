package dev.curation.voting;

import com.google.gson.JsonObject;
import java.util.Locale;

/** Vote requests as front ends write them. */
public final class VoteJson {
  private VoteJson() {}

  public static JsonObject of(VoteRequest request) {
    JsonObject json = unsigned(request.message());
    json.addProperty("signature", request.signature().hex());
    return json;
  }

  public static JsonObject unsigned(VoteMessage message) {
    JsonObject json = new JsonObject();
    json.addProperty("action", message.action().name().toLowerCase(Locale.ROOT));
    json.addProperty("chainId", message.collection().chainId().toString());
    json.addProperty("user", message.user().hex());
    json.addProperty("collection", message.collection().address().hex());
    json.addProperty("votes", Long.toString(message.votes()));
    json.addProperty("nonce", message.nonce());
    json.addProperty("deadline", message.deadline());
    return json;
  }
}
