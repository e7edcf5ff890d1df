package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.NodeException;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.StoreException;
import dev.curation.voting.VoteRefusedException;
import dev.curation.voting.VoteRequest;
import dev.curation.voting.Voting;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Called by front ends: books a vote or un-vote that a user signed. Answers {@code {"eventId": id,
 * "votes": n, "available": m}}, or {@code {"error": text, "field": name}}; docs/voting.md has all
 * answers.
 */
public final class CastVote implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(CastVote.class.getName());
  private static final int MAX_BODY = 16 * 1024;
  private static final String METHODS = "POST, OPTIONS";

  private final Voting voting;
  private final CrossOrigin crossOrigin;

  /** The function as Google's invoker makes it. */
  public CastVote() {
    this(Wiring.instance());
  }

  public CastVote(Wiring wiring) {
    this(wiring.voting(), wiring.crossOrigin());
  }

  public CastVote(Voting voting, CrossOrigin crossOrigin) {
    this.voting = voting;
    this.crossOrigin = crossOrigin;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    crossOrigin.allow(request, response);
    switch (request.getMethod()) {
      case "OPTIONS" -> crossOrigin.answerPreflight(response, METHODS, "Content-Type");
      case "POST" -> post(request, response);
      default -> {
        response.appendHeader("Allow", METHODS);
        refuse(response, 405, "POST only", null, null);
      }
    }
  }

  private void post(HttpRequest request, HttpResponse response) throws IOException {
    byte[] body = RequestBody.bytes(request, MAX_BODY);
    if (body.length > MAX_BODY) {
      refuse(response, 413, "at most " + MAX_BODY + " bytes", "body", null);
      return;
    }
    VoteRequest vote;
    try {
      vote = VoteRequest.parse(RequestBody.text(body));
    } catch (InvalidValueException e) {
      refuse(response, 400, String.valueOf(e.getMessage()), e.field(), null);
      return;
    }
    cast(vote, response);
  }

  private void cast(VoteRequest vote, HttpResponse response) throws IOException {
    try {
      Voting.Booked booked = voting.cast(vote.message(), vote.signature());
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("eventId", booked.eventId().value());
      answer.put("votes", booked.votes());
      answer.put("available", booked.available());
      write(response, 200, answer);
    } catch (VoteRefusedException e) {
      String message = String.valueOf(e.getMessage());
      refuse(response, status(e.reason()), message, e.field(), e.available());
    } catch (StoreException.Unavailable | StakerBusyException | NodeException e) {
      LOG.log(Level.WARNING, "a vote could not be booked now", e);
      response.appendHeader("Retry-After", "1");
      refuse(response, 503, "not possible right now: send it again", null, null);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "a vote could not be booked", e);
      refuse(response, 500, "our fault, not yours", null, null);
    }
  }

  private static int status(VoteRefusedException.Reason reason) {
    return switch (reason) {
      case UNKNOWN -> 404;
      case WRONG_SIGNER -> 401;
      case SPENT -> 409;
      case NOT_ENOUGH -> 422;
    };
  }

  private static void refuse(
      HttpResponse response,
      int status,
      String error,
      @Nullable String field,
      @Nullable Long available)
      throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("error", error);
    if (field != null) {
      answer.put("field", field);
    }
    if (available != null) {
      answer.put("available", available);
    }
    write(response, status, answer);
  }

  private static void write(HttpResponse response, int status, Map<String, Object> answer)
      throws IOException {
    response.setStatusCode(status);
    response.setContentType("application/json");
    response.getWriter().write(new Gson().toJson(answer) + "\n");
  }
}
