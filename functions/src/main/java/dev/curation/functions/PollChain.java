package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.listening.ChainPoll;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Called by Cloud Scheduler: reads what is new on every configured chain. Answers {@code
 * {"<chainId>": {"head": n, "nextBlock": m, ...}}}; where a chain failed, {@code {"error": text}}
 * and the status 500. One that fails does not hold back the others.
 */
public final class PollChain implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(PollChain.class.getName());

  private final Wiring wiring;

  /** The function as Google's invoker makes it. */
  public PollChain() {
    this(Wiring.instance());
  }

  public PollChain(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.setContentType("application/json");
    if (!request.getMethod().equals("POST")) {
      response.setStatusCode(405);
      response.appendHeader("Allow", "POST");
      response.getWriter().write("{\"error\":\"POST only\"}\n");
      return;
    }
    Map<String, Object> reports = new LinkedHashMap<>();
    for (ChainPoll poll : wiring.polls()) {
      try {
        reports.put(poll.chain().toString(), poll.run());
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "the poll of chain " + poll.chain() + " failed", e);
        reports.put(poll.chain().toString(), Map.of("error", String.valueOf(e.getMessage())));
        response.setStatusCode(500);
      }
    }
    response.getWriter().write(new Gson().toJson(reports) + "\n");
  }
}
