package dev.curation.evm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.NodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.exceptions.ClientConnectionException;
import org.web3j.protocol.http.HttpService;

/**
 * JSON-RPC calls to one endpoint, on web3j's HTTP transport. Its own reading of answers: web3j
 * matches those of a batch by their place, and takes a missing field for null.
 */
public final class JsonRpc {
  /** No smaller question helps: a bad key, a wrong path, too many requests, maintenance. */
  private static final Set<Integer> CLOSED = Set.of(401, 402, 403, 404, 405, 407, 429, 503);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LIMIT_EXCEEDED = -32005;
  private static final int REVERTED = 3;

  /** A revert, and what Geth, Erigon, Nethermind, Reth and Besu say of a state they have pruned. */
  private static final Pattern NO_RESULT_EVER =
      Pattern.compile(
          "revert|missing trie node|pruned|pruning|historical state"
              + "|\\bstate\\b.*(not available|unavailable)|no state available",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_COMPLAINT = 300;

  /** Its text and what is made of it still fit into a small function's memory. */
  private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

  /** Of what is between the slashes of an address, "v2" is no key. */
  private static final int SHORTEST_KEY = 8;

  private final String host;
  private final List<String> keys;
  private final Transport transport;

  /** One call; parameters are what web3j makes JSON of: text, booleans, lists, maps. */
  public record Call(String method, List<?> parameters) {
    public Call {
      parameters = List.copyOf(parameters);
    }

    public static Call of(String method, Object... parameters) {
      return new Call(method, List.of(parameters));
    }

    private boolean asksForLogs() {
      return method.equals("eth_getLogs");
    }
  }

  /**
   * @param connectTimeout to reach the endpoint
   * @param answerTimeout from the first byte sent to the last one received
   */
  public JsonRpc(URI endpoint, Duration connectTimeout, Duration answerTimeout) {
    // Only the host is ever named: the rest of an endpoint's address is often a key.
    this.host = String.valueOf(endpoint.getHost());
    // Servers like to say what they were asked for: "Cannot POST /v2/...".
    this.keys =
        Stream.of(endpoint.getRawUserInfo(), endpoint.getRawPath(), endpoint.getRawQuery())
            .filter(Objects::nonNull)
            .flatMap(part -> Arrays.stream(part.split("[/&=:]", -1)))
            .filter(part -> part.length() >= SHORTEST_KEY)
            .toList();
    this.transport =
        new Transport(
            endpoint,
            new OkHttpClient.Builder()
                .connectTimeout(connectTimeout)
                .readTimeout(answerTimeout)
                .callTimeout(answerTimeout)
                .build());
  }

  /**
   * The result of one call; {@code JsonNull} where it is null.
   *
   * @throws NodeException if there is none
   */
  public JsonElement call(String method, Object... parameters) {
    return batch(List.of(Call.of(method, parameters))).getFirst();
  }

  /**
   * The results of calls, in their order, sent as one batch.
   *
   * @throws NodeException if one of them has none
   */
  public List<JsonElement> batch(List<Call> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    return reading(() -> answers(calls).stream().map(this::resultOrRefuse).toList());
  }

  /**
   * The result of one call; empty where the contract reverts it or the node no longer has the state
   * that it needs: it will not have one later either.
   *
   * @throws NodeException for any other error of the node: it says nothing about the contract
   */
  Optional<JsonElement> execute(Call call) {
    return reading(
        () -> {
          Answer answer = answers(List.of(call)).getFirst();
          return hasNoResult(answer) ? Optional.empty() : Optional.of(resultOrRefuse(answer));
        });
  }

  private static boolean hasNoResult(Answer answer) {
    JsonElement error = answer.body().get("error");
    if (error == null || !error.isJsonObject()) {
      return false;
    }
    JsonObject fields = error.getAsJsonObject();
    return (fields.has("code") && JsonFields.number(fields, "code") == REVERTED)
        || (fields.has("message")
            && NO_RESULT_EVER.matcher(JsonFields.text(fields, "message")).find());
  }

  /** What is read from an answer; a wrong field in it counts as a refusal that names the field. */
  <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidValueException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private record Answer(Call call, JsonObject body) {}

  private List<Answer> answers(List<Call> calls) {
    List<Request<?, ?>> requests =
        calls.stream().<Request<?, ?>>map(call -> request(call)).toList();
    JsonElement reply = parse(send(requests));
    if (reply.isJsonObject() && reply.getAsJsonObject().has("error")) {
      // The batch as a whole was refused.
      var unused = resultOrRefuse(new Answer(calls.getFirst(), reply.getAsJsonObject()));
    }
    if (!reply.isJsonArray()) {
      throw refused("the answer to a batch is no array: " + cut(reply.toString()));
    }
    Map<Long, JsonObject> byId = new HashMap<>();
    for (JsonElement element : reply.getAsJsonArray()) {
      JsonObject body = JsonFields.object("answer", element);
      byId.put(JsonFields.number(body, "id"), body);
    }
    return IntStream.range(0, calls.size())
        .mapToObj(i -> new Answer(calls.get(i), answerTo(requests.get(i), byId)))
        .toList();
  }

  private Request<?, ?> request(Call call) {
    return new Request<>(call.method(), call.parameters(), transport, Response.class);
  }

  private JsonObject answerTo(Request<?, ?> request, Map<Long, JsonObject> byId) {
    JsonObject body = byId.get(request.getId());
    if (body == null) {
      throw refused("id: no answer to " + request.getMethod());
    }
    return body;
  }

  private JsonElement resultOrRefuse(Answer answer) {
    Optional<String> complaint = complaint(answer);
    if (complaint.isPresent()) {
      throw refused(complaint.get());
    }
    return result(answer);
  }

  private static JsonElement result(Answer answer) {
    return JsonFields.required(answer.body(), "result");
  }

  /** The error that the node answers instead of a result. */
  private Optional<String> complaint(Answer answer) {
    JsonElement error = answer.body().get("error");
    if (error == null || error.isJsonNull()) {
      return Optional.empty();
    }
    JsonObject fields = JsonFields.object("error", error);
    long code = fields.has("code") ? JsonFields.number(fields, "code") : 0;
    String message = answer.call().method() + ": " + cut(fields.toString());
    // Some say "limit exceeded" of too many requests, others of too many logs: for logs, a smaller
    // range is worth a try.
    if (code == TOO_MANY_REQUESTS || (code == LIMIT_EXCEEDED && !answer.call().asksForLogs())) {
      throw unavailable(message, null);
    }
    return Optional.of(message);
  }

  private String send(List<Request<?, ?>> requests) {
    try {
      return transport.post(requests);
    } catch (ClientConnectionException e) {
      String message = "HTTP " + e.getCode() + ": " + cut(String.valueOf(e.getMessage()));
      Integer code = e.getCode();
      throw code != null && CLOSED.contains(code) ? unavailable(message, null) : refused(message);
    } catch (InterruptedIOException e) {
      String message = String.valueOf(e.getMessage());
      // An endpoint that was reached but takes too long may answer a smaller question in time.
      throw message.toLowerCase(Locale.ROOT).contains("connect")
          ? unavailable(message, e)
          : refused("no answer in time: " + message);
    } catch (IOException e) {
      throw unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private JsonElement parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw refused("more than one JSON value: " + cut(text));
      }
      return element;
    } catch (JsonParseException | IOException e) {
      throw refused("no JSON: " + cut(text));
    }
  }

  private NodeException.Refused refused(String message) {
    return new NodeException.Refused(host + ": " + withoutKeys(message));
  }

  private NodeException.Unavailable unavailable(String message, @Nullable Throwable cause) {
    return new NodeException.Unavailable(host + ": " + withoutKeys(message), cause);
  }

  private String withoutKeys(String text) {
    String safe = text;
    for (String key : keys) {
      safe = safe.replace(key, "***");
    }
    return safe;
  }

  private String cut(String whole) {
    String text = withoutKeys(whole);
    return text.length() <= LONGEST_COMPLAINT ? text : text.substring(0, LONGEST_COMPLAINT) + "...";
  }

  /** web3j's transport, for the raw text. */
  private static final class Transport extends HttpService {
    Transport(URI endpoint, OkHttpClient client) {
      super(endpoint.toString(), client);
    }

    String post(List<Request<?, ?>> requests) throws IOException {
      try (InputStream in = performIO(objectMapper.writeValueAsString(requests))) {
        byte[] answer = in.readNBytes(LONGEST_ANSWER + 1);
        if (answer.length > LONGEST_ANSWER) {
          throw new InvalidValueException(
              "answer", "", "must have " + LONGEST_ANSWER + " bytes at most");
        }
        return new String(answer, StandardCharsets.UTF_8);
      }
    }
  }
}
