package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolMessage;
import dev.curation.pools.Receipt;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import dev.curation.store.Fields;
import dev.curation.withdrawals.Payment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The addresses under which a pool's state is asked for. */
record PoolQuestions(PoolAnswers answers) {
  private static final int LIMIT = 20;
  private static final int MOST = 100;

  /**
   * @throws InvalidRequestException naming the part of the address that is wrong
   * @throws NotFoundException naming what is not known
   */
  Fields answer(RequestTarget target) {
    List<String> parts = List.of(target.path().split("/", -1));
    if (parts.size() < 2 || !parts.get(0).equals("pools")) {
      throw unknown(target);
    }
    ChainId pool = checked(() -> ChainId.parse("pool", parts.get(1)));
    List<String> rest = parts.subList(2, parts.size());
    if (!rest.equals(List.of("operators")) && !(rest.size() == 2 && rest.get(0).equals("people"))) {
      requireNone(target.query());
    }
    return answer(pool, rest, target);
  }

  private Fields answer(ChainId pool, List<String> rest, RequestTarget target) {
    String kind = rest.isEmpty() ? "" : rest.get(0);
    return switch (kind + "/" + rest.size()) {
      case "/0" -> found(answers.pool(pool), "pool", pool.toString());
      case "outstanding/1" -> answers.outstanding(pool);
      case "operators/1" -> answers.operators(pool, after(target.query()), limit(target.query()));
      case "operators/2" ->
          found(answers.operator(pool, address("operator", rest.get(1))), "operator", rest.get(1));
      case "people/2" ->
          answers.person(
              pool, address("person", rest.get(1)), after(target.query()), limit(target.query()));
      case "people/4" -> ofPerson(pool, rest, target);
      default -> throw unknown(target);
    };
  }

  private Fields ofPerson(ChainId pool, List<String> rest, RequestTarget target) {
    Address person = address("person", rest.get(1));
    String last = rest.get(3);
    return switch (rest.get(2)) {
      case "delegations" ->
          found(answers.delegation(pool, person, address("operator", last)), "operator", last);
      case "shares" ->
          found(
              answers.shares(new CollectionId(pool, address("collection", last)), person),
              "collection",
              last);
      case "requests" -> found(answers.request(pool, person, requestId(last)), "requestId", last);
      default -> throw unknown(target);
    };
  }

  private static String requestId(String text) {
    if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new NotFoundException("requestId", text, "no request has such an id");
    }
    return text;
  }

  private static NotFoundException unknown(RequestTarget target) {
    return new NotFoundException("path", target.path(), "there is nothing here");
  }

  private static Fields found(Optional<Fields> answer, String field, String value) {
    return answer.orElseThrow(() -> new NotFoundException(field, value, "is not known"));
  }

  private static Address address(String field, String text) {
    return checked(() -> Address.parse(field, text));
  }

  private static <T> T checked(Supplier<T> parsed) {
    try {
      return parsed.get();
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e.field(), e.value(), e.reason());
    }
  }

  private static void requireNone(Map<String, List<String>> query) {
    query.forEach(
        (name, values) -> {
          throw new InvalidRequestException(
              name, values.getFirst(), "is not a parameter of this address");
        });
  }

  private static @Nullable Address after(Map<String, List<String>> query) {
    for (Map.Entry<String, List<String>> each : query.entrySet()) {
      if (!List.of("after", "limit").contains(each.getKey()) || each.getValue().size() != 1) {
        throw new InvalidRequestException(
            each.getKey(), each.getValue().getFirst(), "is not a parameter of this address");
      }
    }
    List<String> given = query.get("after");
    return given == null ? null : address("after", given.getFirst());
  }

  private static int limit(Map<String, List<String>> query) {
    List<String> given = query.get("limit");
    if (given == null) {
      return LIMIT;
    }
    String text = given.getFirst();
    int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw new InvalidRequestException("limit", text, "must be 1 to " + MOST);
    }
    return limit;
  }

  /** A receipt as it is answered. */
  static Fields fields(PoolMessage message, Receipt receipt) {
    Fields.Builder paid = Fields.builder();
    for (Payment payment : receipt.payments()) {
      paid.put(
          payment.denom().name(),
          Fields.builder()
              .put("person", payment.person())
              .put("to", payment.to())
              .put("amountWei", payment.wei().toString())
              .build());
    }
    return Fields.builder()
        .put("action", receipt.action())
        .put("requestId", message.requestId())
        .put("payments", paid.build())
        .put("paymentId", receipt.paymentId())
        .put("countsFrom", receipt.countsFrom())
        .put("next", receipt.next())
        .put("at", receipt.at())
        .build();
  }
}
