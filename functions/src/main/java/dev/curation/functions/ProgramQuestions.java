package dev.curation.functions;

import dev.curation.campaigns.ProgramAnswers;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.ProgramType;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses under which reward programs are asked for (specs/programs.md, 9). */
record ProgramQuestions(ProgramAnswers answers) {
  private static final int MOST = 100;
  private static final Set<String> PAGED = Set.of("limit", "next");
  private static final Pattern KEY = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

  /**
   * @throws InvalidRequestException naming the part of the address that is wrong
   * @throws NotFoundException naming what is not known
   * @throws dev.curation.programs.ProgramRefusedException {@code PROGRAM_NOT_FOUND}, {@code
   *     PERIOD_NOT_FOUND}
   */
  Map<String, @Nullable Object> answer(RequestTarget target) {
    List<String> parts = List.of(target.path().split("/", -1));
    Question question = new Question(target.query());
    if (!parts.get(0).equals("programs")) {
      throw unknown(target);
    }
    List<String> rest = parts.subList(1, parts.size());
    String shape = rest.size() + "/" + (rest.size() < 2 ? "" : rest.get(1));
    if (rest.isEmpty()) {
      ProgramType type = question.oneOf("type", ProgramType.class);
      return page(
          "programs",
          answers.programs(
              Objects.requireNonNullElse(type, ProgramType.ALL), question.key(), question.limit()));
    }
    return switch (rest.getFirst()) {
      case "assets" -> single(rest.size() == 1, target, () -> Map.of("assets", answers.assets()));
      case "claims" -> claims(rest, question, target);
      case "funds" ->
          single(
              rest.size() == 3,
              target,
              () -> answers.funds(asset(rest.get(1)), address("owner", rest.get(2))));
      case "requests" -> single(rest.size() == 4, target, () -> request(rest));
      default -> ofProgram(number("program", rest.getFirst()), shape, rest, question, target);
    };
  }

  private Map<String, @Nullable Object> ofProgram(
      long program, String shape, List<String> rest, Question question, RequestTarget target) {
    return switch (shape) {
      case "1/" -> single(true, target, () -> answers.program(program));
      case "2/periods" ->
          page("periods", answers.periods(program, question.only(PAGED).key(), question.limit()));
      case "3/periods" ->
          single(true, target, () -> answers.period(program, number("period", rest.get(2))));
      case "2/log" ->
          page("log", answers.log(program, question.only(PAGED).key(), question.limit()));
      default -> throw unknown(target);
    };
  }

  private Map<String, @Nullable Object> claims(
      List<String> rest, Question question, RequestTarget target) {
    if (rest.size() != 2) {
      throw unknown(target);
    }
    ClaimStatus status = question.oneOf("status", ClaimStatus.class);
    Address address = address("address", rest.get(1));
    return page("claims", answers.claims(address, status, question.key(), question.limit()));
  }

  private Map<String, @Nullable Object> request(List<String> rest) {
    String requestId = rest.get(3);
    if (!requestId.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new NotFoundException("requestId", requestId, "no request has such an id");
    }
    return answers
        .request(
            checked(() -> ChainId.parse("chainId", rest.get(1))),
            address("person", rest.get(2)),
            requestId)
        .orElseThrow(() -> new NotFoundException("requestId", requestId, "is not known"));
  }

  private static Map<String, @Nullable Object> single(
      boolean isThere, RequestTarget target, Supplier<Map<String, @Nullable Object>> answer) {
    if (!isThere) {
      throw unknown(target);
    }
    var unused = new Question(target.query()).only(Set.of());
    return answer.get();
  }

  private static Map<String, @Nullable Object> page(String name, ProgramAnswers.Page page) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put(name, page.items());
    ProgramAnswers.Key next = page.next();
    answer.put("next", next == null ? null : text(next));
    return answer;
  }

  /** Opaque: nobody is to compute with it. */
  private static String text(ProgramAnswers.Key key) {
    byte[] bytes = (key.first() + "." + key.second()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static NotFoundException unknown(RequestTarget target) {
    return new NotFoundException("path", target.path(), "there is nothing here");
  }

  private static CollectionId asset(String text) {
    try {
      return CollectionId.parse(text);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException("asset", text, e.reason());
    }
  }

  private static Address address(String field, String text) {
    return checked(() -> Address.parse(field, text));
  }

  private static long number(String field, String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new InvalidRequestException(field, text, "must be a number from 1");
    }
    return Long.parseLong(text);
  }

  private static <T> T checked(Supplier<T> parsed) {
    try {
      return parsed.get();
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e.field(), e.value(), e.reason());
    }
  }

  /** The parameters of a question. */
  private record Question(Map<String, List<String>> query) {

    Question only(Set<String> known) {
      query.forEach(
          (name, values) -> {
            if (!known.contains(name) || values.size() != 1) {
              throw new InvalidRequestException(
                  name, values.getFirst(), "is not a parameter of this address");
            }
          });
      return this;
    }

    private @Nullable String text(String name) {
      List<String> values = query.get(name);
      return values == null ? null : values.getFirst();
    }

    int limit() {
      String text = text("limit");
      int limit = text == null ? MOST : text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
      if (limit < 1 || limit > MOST) {
        throw new InvalidRequestException("limit", text, "must be 1 to " + MOST);
      }
      return limit;
    }

    ProgramAnswers.Key key() {
      String text = text("next");
      if (text == null) {
        return ProgramAnswers.Key.START;
      }
      try {
        Matcher key =
            KEY.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        if (key.matches()) {
          return new ProgramAnswers.Key(Long.parseLong(key.group(1)), Long.parseLong(key.group(2)));
        }
      } catch (IllegalArgumentException e) {
        // The sentence below says it better.
      }
      throw new InvalidRequestException("next", text, "must be the next of a page before");
    }

    <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
      var unused = only(Set.of(name, "limit", "next"));
      String text = text(name);
      if (text == null) {
        return null;
      }
      return Arrays.stream(type.getEnumConstants())
          .filter(each -> each.name().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidRequestException(
                      name, text, "must be one of " + List.of(type.getEnumConstants())));
    }
  }
}
