package dev.curation.functions;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.node.NodeException;
import dev.curation.payout.PlanRefusedException;
import dev.curation.pools.PoolBusyException;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramRefusedException;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.signing.RequestRefusedException;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.StoreException;
import dev.curation.withdrawals.Refusal;
import dev.curation.withdrawals.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered, as RFC 9457 has it.
 *
 * @param detail for a person
 * @param field the part of the request that is wrong; null: none is
 * @param value what it was; null: none is wrong
 * @param code why the rules refuse it; null: another reason
 */
record Problem(
    int status,
    String detail,
    @Nullable String field,
    @Nullable String value,
    @Nullable String code) {
  static final String MEDIA_TYPE = "application/problem+json";
  static final int UNAVAILABLE = 503;
  static final int INTERNAL = 500;
  private static final int MOST_CHARACTERS = 200;

  Problem(int status, String detail, @Nullable String field, @Nullable String value) {
    this(status, detail, field, value, null);
  }

  /** What was sent cannot be what is wanted. */
  static Problem malformed(InvalidValueException e) {
    return new Problem(400, String.valueOf(e.getMessage()), e.field(), String.valueOf(e.value()));
  }

  static Problem of(RuntimeException failure) {
    return switch (failure) {
      case InvalidRequestException e ->
          new Problem(400, String.valueOf(e.getMessage()), e.field(), e.value());
      case NotFoundException e ->
          new Problem(404, String.valueOf(e.getMessage()), e.field(), e.value());
      case ConservationException e ->
          // The documents were read while a run wrote them; the aggregation checks what stands.
          new Problem(UNAVAILABLE, "The results are being computed anew: ask again.", null, null);
      case RefusedException e ->
          new Problem(
              status(e.refusal()),
              String.valueOf(e.getMessage()),
              e.field(),
              e.value(),
              e.refusal().name());
      case RequestRefusedException e ->
          new Problem(
              status(e.reason()),
              String.valueOf(e.getMessage()),
              e.field(),
              String.valueOf(e.value()),
              e.reason().name());
      case LaneRefusedException e ->
          new Problem(
              status(e.refusal()),
              String.valueOf(e.getMessage()),
              e.field(),
              e.value(),
              e.refusal().name());
      case ProgramRefusedException e ->
          new Problem(
              status(e.refusal()),
              String.valueOf(e.getMessage()),
              e.field(),
              e.value(),
              e.refusal().name());
      case PlanRefusedException e ->
          new Problem(
              422, String.valueOf(e.getMessage()), e.field(), e.value(), e.refusal().name());
      case StoreException.PreconditionFailed e -> busy();
      case PoolBusyException e -> busy();
      case StakerBusyException e -> busy();
      case StoreException.Unavailable e ->
          new Problem(UNAVAILABLE, "The database does not answer: ask again.", null, null);
      case NodeException e ->
          new Problem(UNAVAILABLE, "The chain does not answer: ask again.", null, null);
      default -> new Problem(INTERNAL, "Our fault, not yours.", null, null);
    };
  }

  private static Problem busy() {
    return new Problem(UNAVAILABLE, "Not possible right now: send it again.", null, null);
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case BAD_VOTES, BAD_RATE, SAME_OPERATOR -> 400;
      case BLOCKED_ADDRESS, WITHDRAW_ADDRESS_DISABLED -> 403;
      case UNKNOWN_OPERATOR, UNKNOWN_DELEGATION -> 404;
      case OPERATOR_EXISTS, OPERATOR_HAS_VOTES -> 409;
      case INSUFFICIENT_VOTES -> 422;
    };
  }

  private static int status(LaneRefusal refusal) {
    return switch (refusal) {
      case BAD_PARAM -> 400;
      case UNKNOWN_BATCH, UNKNOWN_TRANSFER -> 404;
      case BAD_AMOUNT, WEIGHTS_INVALID -> 422;
      case STALE_BLOCK,
          TRANSFER_ID_USED,
          ALREADY_DELIVERED,
          TOKENS_NOT_HOME,
          ALREADY_SETTLED,
          WEIGHTS_CONFLICT,
          TRANSFER_CONFLICT,
          NOT_HEAD,
          NOT_SHORT,
          LANE_BUSY ->
          409;
    };
  }

  private static int status(ProgramRefusal refusal) {
    return switch (refusal) {
      case NOT_AUTHORIZED -> 403;
      case PROGRAM_NOT_FOUND, PERIOD_NOT_FOUND -> 404;
      case INCORRECT_STATE, PROGRAM_EXPIRED, TIME_WENT_BACK -> 409;
      case INSUFFICIENT_FUNDS, START_IN_PAST -> 422;
      default -> 400;
    };
  }

  private static int status(RequestRefusedException.Reason reason) {
    return switch (reason) {
      case UNKNOWN -> 404;
      case WRONG_SIGNER -> 401;
      case NOT_OWNER -> 403;
      case EXPIRED, REQUEST_ID_USED, POOL_FULL -> 409;
      case NO_STAKE -> 422;
      case TOO_MANY_CHANGES -> 429;
    };
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 405 -> "Method Not Allowed";
      case UNAVAILABLE -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }

  Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("type", "about:blank");
    values.put("title", title());
    values.put("status", status);
    values.put("detail", cut(detail));
    values.put("field", cut(field));
    values.put("value", cut(value));
    if (code != null) {
      values.put("code", code);
    }
    return values;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS) + "...";
  }
}
