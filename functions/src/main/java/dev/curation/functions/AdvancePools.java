package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.pools.PoolAdvance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Called by Cloud Scheduler: puts changes of delegations in force and takes in what operators have
 * earned, for each pool. Answers {@code {"<chainId>": {"until": time, "changes": n, ...}}}; where a
 * pool failed, {@code {"error": text}} and the status 500. One that fails does not hold back the
 * others.
 */
public final class AdvancePools implements HttpFunction {
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
    PoolAdvance advance = wiring.poolAdvance();
    ScheduledRun.serve(
        request,
        response,
        wiring.pools(),
        pool -> fields(advance.run(pool, wiring.stakingContract(pool))));
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
