package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import com.google.common.base.Splitter;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who calls a function that stands behind IAM. The platform has checked the caller's identity token
 * and hands it on without its signature; where there is none, as on a laptop, the caller says who
 * it is.
 */
final class Operator {
  private Operator() {}

  /**
   * @throws InvalidValueException if neither tells, or both and not the same
   */
  static String of(HttpRequest request, OrderFields order) {
    Optional<String> token = request.getFirstHeader("Authorization").flatMap(Operator::email);
    Optional<String> said = order.has("who") ? Optional.of(order.text("who")) : Optional.empty();
    if (token.isPresent() && said.isPresent() && !said.equals(token)) {
      throw new InvalidValueException("who", said.get(), "is not the caller, " + token.get());
    }
    return token
        .or(() -> said)
        .orElseThrow(() -> new InvalidValueException("who", null, "must say who orders this"));
  }

  private static Optional<String> email(String authorization) {
    List<String> parts = Splitter.on('.').splitToList(authorization);
    if (parts.size() < 2) {
      return Optional.empty();
    }
    try {
      String claims =
          new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);
      JsonElement json = JsonParser.parseString(claims);
      return json instanceof JsonObject object
              && object.get("email") instanceof JsonPrimitive email
              && email.isString()
          ? Optional.of(email.getAsString())
          : Optional.empty();
    } catch (IllegalArgumentException | JsonParseException e) {
      return Optional.empty();
    }
  }
}
