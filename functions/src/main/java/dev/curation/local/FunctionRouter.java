package dev.curation.local;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.functions.AdvancePools;
import dev.curation.functions.AdvancePrograms;
import dev.curation.functions.AggregateCuration;
import dev.curation.functions.CastVote;
import dev.curation.functions.Claims;
import dev.curation.functions.ContractEvents;
import dev.curation.functions.FlagLedgers;
import dev.curation.functions.Lanes;
import dev.curation.functions.ManageClaims;
import dev.curation.functions.ManageLane;
import dev.curation.functions.ManagePool;
import dev.curation.functions.ManagePrograms;
import dev.curation.functions.PayoutPlans;
import dev.curation.functions.PollChain;
import dev.curation.functions.Programs;
import dev.curation.functions.PublishRoot;
import dev.curation.functions.Rewards;
import dev.curation.functions.SendPayments;
import dev.curation.functions.SettleLanes;
import dev.curation.functions.TransmitBatches;
import dev.curation.functions.Wiring;
import dev.curation.functions.Withdrawals;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/**
 * All functions and the page behind one port: {@code /FlagLedgers}, {@code /PollChain}, {@code
 * /SendPayments}, {@code /AdvancePools}, {@code /ManagePool}, {@code /TransmitBatches}, {@code
 * /SettleLanes}, {@code /ManageLane}, {@code /lanes/...}, {@code /AdvancePrograms}, {@code
 * /ManagePrograms}, {@code /programs/...}, {@code /PublishRoot}, {@code /ManageClaims}, {@code
 * /claims/...}, {@code /plans/...}, {@code /CastVote}, {@code /webhooks/...}, {@code /api/...},
 * {@code /withdrawals/...}, {@code /functions/projects/PROJECT/triggers/AggregateCuration} for the
 * emulator's events, {@code /pubsub/FUNCTION} for pushed messages, and the page's files. The
 * Functions Framework makes it by name, so its functions come from the stack that runs in this
 * process.
 */
public final class FunctionRouter implements HttpFunction {
  static final String AGGREGATE_CURATION = "AggregateCuration";
  static final String FLAG_LEDGERS = "/FlagLedgers";
  public static final String POLL_CHAIN = "/PollChain";
  public static final String SEND_PAYMENTS = "/SendPayments";
  private static final String CAST_VOTE = "/CastVote";
  private static final String WEBHOOKS = "/webhooks/";
  private static final String API = "/api/";
  static final String ADVANCE_POOLS = "/AdvancePools";
  private static final String MANAGE_POOL = "/ManagePool";
  private static final String WITHDRAWALS = "/withdrawals/";
  public static final String TRANSMIT_BATCHES = "/TransmitBatches";
  public static final String SETTLE_LANES = "/SettleLanes";
  public static final String MANAGE_LANE = "/ManageLane";
  private static final String LANES = "/lanes/";
  public static final String ADVANCE_PROGRAMS = "/AdvancePrograms";
  public static final String MANAGE_PROGRAMS = "/ManagePrograms";
  private static final String PROGRAMS = "/programs/";
  public static final String PUBLISH_ROOT = "/PublishRoot";
  public static final String MANAGE_CLAIMS = "/ManageClaims";
  private static final String CLAIMS = "/claims/";
  private static final String PLANS = "/plans/";

  /** Before the functions of the side that pays lanes. */
  public static final String PAYOUT = "/payout";

  /** What stands behind these is the function's own affair. */
  private static final List<String> PREFIXES =
      List.of(
          WEBHOOKS,
          API,
          WITHDRAWALS,
          LANES,
          PROGRAMS,
          CLAIMS,
          PLANS,
          PAYOUT + WEBHOOKS,
          PAYOUT + API,
          PAYOUT + WITHDRAWALS,
          PAYOUT + LANES);

  /** What the emulator pushes to a function that reads a topic. */
  public static final String PUBSUB = "/pubsub/";

  private static final Pattern TRIGGER =
      Pattern.compile("/functions/projects/[^/]+/triggers/" + AGGREGATE_CURATION);
  private static volatile @Nullable Functions functions;

  private static final Logger LOG = Logger.getLogger(FunctionRouter.class.getName());

  private record Functions(
      AggregateCuration aggregateCuration, Map<String, HttpFunction> others, StaticFiles page) {

    /** The function or the page's file behind a path. */
    private @Nullable HttpFunction at(String path) {
      HttpFunction function =
          others.get(PREFIXES.stream().filter(path::startsWith).findFirst().orElse(path));
      return function == null && page.has(path) ? page : function;
    }
  }

  /**
   * The functions and the page that all routers of this process serve from now on.
   *
   * @param payouts of the side that pays lanes, below {@code /payout}; null: there is none
   */
  static void serve(
      Wiring wiring, @Nullable Wiring payouts, StaticFiles page, List<TopicReader> readers) {
    Map<String, HttpFunction> others = new HashMap<>(requested(wiring));
    Wiring reading = payouts == null ? wiring : payouts;
    readers.forEach(reader -> others.put(PUBSUB + reader.function(), reader.pushed(reading)));
    if (payouts != null) {
      requested(payouts).forEach((path, function) -> others.put(PAYOUT + path, function));
    }
    functions = new Functions(new AggregateCuration(wiring), Map.copyOf(others), page);
  }

  /** The functions that are called over HTTP. */
  private static Map<String, HttpFunction> requested(Wiring wiring) {
    return Map.ofEntries(
        Map.entry(FLAG_LEDGERS, new FlagLedgers(wiring)),
        Map.entry(POLL_CHAIN, new PollChain(wiring)),
        Map.entry(SEND_PAYMENTS, new SendPayments(wiring)),
        Map.entry(CAST_VOTE, new CastVote(wiring)),
        Map.entry(WEBHOOKS, new ContractEvents(wiring)),
        Map.entry(API, new Rewards(wiring)),
        Map.entry(WITHDRAWALS, new Withdrawals(wiring)),
        Map.entry(ADVANCE_POOLS, new AdvancePools(wiring)),
        Map.entry(MANAGE_POOL, new ManagePool(wiring)),
        Map.entry(TRANSMIT_BATCHES, new TransmitBatches(wiring)),
        Map.entry(SETTLE_LANES, new SettleLanes(wiring)),
        Map.entry(MANAGE_LANE, new ManageLane(wiring)),
        Map.entry(LANES, new Lanes(wiring)),
        Map.entry(ADVANCE_PROGRAMS, new AdvancePrograms(wiring)),
        Map.entry(MANAGE_PROGRAMS, new ManagePrograms(wiring)),
        Map.entry(PROGRAMS, new Programs(wiring)),
        Map.entry(PUBLISH_ROOT, new PublishRoot(wiring)),
        Map.entry(MANAGE_CLAIMS, new ManageClaims(wiring)),
        Map.entry(CLAIMS, new Claims(wiring)),
        Map.entry(PLANS, new PayoutPlans(wiring)));
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws Exception {
    Functions served = functions;
    String path = request.getPath();
    if (served == null) {
      answer(response, 503, "the stack is starting");
      return;
    }
    HttpFunction function = served.at(path);
    if (function != null) {
      call(function, own(path, request), response);
    } else if (TRIGGER.matcher(path).matches()) {
      deliver(served.aggregateCuration(), request, response);
    } else {
      List<String> known = served.others().keySet().stream().sorted().toList();
      answer(response, 404, "nothing at " + path + "; there are " + known + " and the page at /");
    }
  }

  /**
   * Functions read what they are asked for from the path, and do not know that they have a prefix.
   */
  private static HttpRequest own(String path, HttpRequest request) {
    return path.startsWith(PAYOUT + "/") ? new InnerRequest(request, PAYOUT) : request;
  }

  private static void call(HttpFunction function, HttpRequest request, HttpResponse response)
      throws Exception {
    try {
      function.service(request, response);
    } catch (EofException e) {
      // Who asked has left, as browsers do at each click: no reason to alarm the terminal.
      LOG.log(Level.FINE, "nobody waits for the answer", e);
    }
  }

  private static void deliver(
      AggregateCuration function, HttpRequest request, HttpResponse response) throws IOException {
    Map<String, List<String>> headers = request.getHeaders();
    byte[] body = request.getInputStream().readAllBytes();
    CloudEvent event;
    try {
      event = HttpMessageFactory.createReaderFromMultimap(headers, body).toEvent();
    } catch (CloudEventRWException e) {
      answer(response, 400, "no CloudEvent: " + e.getMessage());
      return;
    }
    function.accept(event);
    response.setStatusCode(204);
  }

  private static void answer(HttpResponse response, int status, String message) throws IOException {
    response.setStatusCode(status);
    response.setContentType("text/plain");
    response.getWriter().write(message + "\n");
  }
}
