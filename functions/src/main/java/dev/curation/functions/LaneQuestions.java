package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.errors.InvalidValueException;
import dev.curation.lanes.LaneAnswers;
import dev.curation.money.Denom;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import dev.curation.store.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The addresses under which a lane's state is asked for. */
record LaneQuestions(LaneAnswers answers) {
  private static final String DENOM = "denom";

  /**
   * @throws InvalidRequestException naming the part of the address that is wrong
   * @throws NotFoundException naming what is not known
   */
  Fields answer(RequestTarget target) {
    List<String> parts = List.of(target.path().split("/", -1));
    if (parts.size() < 2 || !parts.get(0).equals("lanes")) {
      throw unknown(target);
    }
    LaneId lane = checked(() -> LaneId.parse("lane", parts.get(1)));
    String kind = parts.size() == 2 ? "" : parts.get(2);
    boolean isBatch = kind.equals("batches") && parts.size() == 4;
    target
        .query()
        .forEach(
            (name, values) -> {
              if (!isBatch || !name.equals(DENOM) || values.size() != 1) {
                throw new InvalidRequestException(
                    name, values.getFirst(), "is not a parameter of this address");
              }
            });
    return switch (kind + "/" + (parts.size() - 2)) {
      case "/0" -> found(answers.lane(lane), "lane", lane.toString());
      case "next/1" -> found(answers.next(lane), "lane", lane.toString());
      case "batches/2" ->
          found(answers.batch(lane, denom(target.query()), seq(parts.get(3))), "seq", parts.get(3));
      case "curators/2" ->
          found(
              answers.curator(lane, checked(() -> Address.parse("curator", parts.get(3)))),
              "lane",
              lane.toString());
      default -> throw unknown(target);
    };
  }

  private static Denom denom(Map<String, List<String>> query) {
    List<String> given = query.get(DENOM);
    if (given != null && given.getFirst().matches("__.*__")) {
      throw new InvalidRequestException(DENOM, given.getFirst(), "is no denomination");
    }
    return given == null ? Denom.NATIVE : checked(() -> new Denom(given.getFirst()));
  }

  private static long seq(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new InvalidRequestException("seq", text, "must be a batch's number, from 1");
    }
    return Long.parseLong(text);
  }

  private static NotFoundException unknown(RequestTarget target) {
    return new NotFoundException("path", target.path(), "there is nothing here");
  }

  private static Fields found(Optional<Fields> answer, String field, String value) {
    return answer.orElseThrow(() -> new NotFoundException(field, value, "is not known"));
  }

  private static <T> T checked(Supplier<T> parsed) {
    try {
      return parsed.get();
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e.field(), e.value(), e.reason());
    }
  }
}
