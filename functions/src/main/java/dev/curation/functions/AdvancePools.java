package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import dev.curation.chain.ChainId;
import dev.curation.pools.PoolAdvance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Called by Cloud Scheduler: puts changes of delegations in force and takes in what operators have
 * earned, for each pool. Answers {@code {"<chainId>": {"until": time, "changes": n, ...}}}; where a
 * pool failed, {@code {"error": text}} and the status 500. One that fails does not hold back the
 * others.
 */
public final class AdvancePools implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(AdvancePools.class.getName());

  private final Wiring wiring;

  /** The function as Google's invoker makes it. */
  public AdvancePools() {
    this(Wiring.instance());
  }

  public AdvancePools(Wiring wiring) {
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
    PoolAdvance advance = wiring.poolAdvance();
    for (ChainId pool : wiring.pools()) {
      try {
        reports.put(pool.toString(), fields(advance.run(pool, wiring.stakingContract(pool))));
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "the pool of chain " + pool + " did not advance", e);
        reports.put(pool.toString(), Map.of("error", String.valueOf(e.getMessage())));
        response.setStatusCode(500);
      }
    }
    response.getWriter().write(new Gson().toJson(reports) + "\n");
  }

  private static Map<String, Object> fields(PoolAdvance.Report report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("until", report.until().toString());
    fields.put("changes", report.changes());
    fields.put("refused", report.refused());
    fields.put("trimmed", report.trimmed());
    fields.put("intakeWei", report.intake().toString());
    return fields;
  }
}
