package dev.curation.functions;

import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks the read API for. It is read from the address as it came: the framework
 * resolves dots in paths, leaves some characters encoded, and takes what is no UTF-8 for something
 * else.
 *
 * @param path behind the version, decoded
 * @param query parameters in their order, decoded
 */
record RequestTarget(String path, Map<String, List<String>> query) {
  private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?]*");

  /** Firebase Hosting and the local stack pass on the whole path, with its first segment. */
  private static final Pattern API =
      Pattern.compile("(?:/api|/withdrawals|/programs|/claims|/plans)?/v1/(.*)");

  /** What a decoder makes of bytes that are no UTF-8. No name or value of ours holds it. */
  private static final char NO_CHARACTER = '\uFFFD';

  /**
   * @param uri absolute or from the first slash on
   * @throws NotFoundException if it is not of this API
   * @throws InvalidRequestException if it is not encoded as it should be
   */
  static RequestTarget parse(String uri) {
    String target = ORIGIN.matcher(uri).replaceFirst("");
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Matcher api = API.matcher(path);
    if (!api.matches()) {
      throw new NotFoundException("path", path, "there is nothing here: ask /v1/openapi.json");
    }
    return new RequestTarget(
        decodedPath(api.group(1)), mark < 0 ? Map.of() : query(target.substring(mark + 1)));
  }

  private static String decodedPath(String path) {
    List<String> segments = new ArrayList<>();
    for (String raw : path.split("/", -1)) {
      // A plus stands for itself here.
      String segment = decoded("path", raw.replace("+", "%2B"));
      if (segment.contains("/")) {
        throw new InvalidRequestException("path", raw, "must not hold an encoded slash");
      }
      segments.add(segment);
    }
    return String.join("/", segments);
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String name = decoded("query", parts[0]);
        String value = parts.length == 1 ? "" : decoded(name, parts[1]);
        query.computeIfAbsent(name, each -> new ArrayList<>()).add(value);
      }
    }
    return query;
  }

  private static String decoded(String field, String raw) {
    try {
      String text = URLDecoder.decode(raw, StandardCharsets.UTF_8);
      if (text.indexOf(NO_CHARACTER) < 0) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it better.
    }
    throw new InvalidRequestException(field, raw, "must be percent-encoded UTF-8");
  }
}
