package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.chain.ChainId;
import dev.curation.claims.Distributor;
import dev.curation.claims.RootPublishing.Published;
import dev.curation.claims.TreeMaking;
import dev.curation.money.Wei;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Called by Cloud Scheduler: makes the trees of the periods that are final, and brings the newest
 * roots to the chain where the checks pass. Answers {@code {"<chainId>": {"made": [...], "roots":
 * {"<token>": {...}}}}}; where a chain failed, {@code {"error": text}} and the status 500. One that
 * fails does not hold back the others.
 */
public final class PublishRoot implements HttpFunction {
  /** Of a chain whose function was long away; the next call goes on. */
  private static final int MOST_PERIODS = 10;

  private final ClaimWiring claims;

  /** The function as Google's invoker makes it. */
  public PublishRoot() {
    this(Wiring.instance());
  }

  public PublishRoot(Wiring wiring) {
    this.claims = wiring.claims();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    ScheduledRun.serve(request, response, claims.chains(), this::publish);
  }

  private Object publish(ChainId chain) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("made", made(chain));
    Optional<Distributor> distributor = claims.distributor(chain);
    if (distributor.isEmpty()) {
      report.put("roots", Map.of("error", "no node is configured: nothing is proposed"));
      return report;
    }
    Map<String, Object> roots = new LinkedHashMap<>();
    claims
        .roots()
        .run(chain, distributor.get())
        .forEach(
            (denom, published) -> {
              roots.put(denom, fields(published));
              if (published.error() != null) {
                report.put(ScheduledRun.ERROR, denom + ": " + published.error());
              }
            });
    report.put("roots", roots);
    return report;
  }

  private List<Map<String, Object>> made(ChainId chain) {
    List<Map<String, Object>> made = new ArrayList<>();
    TreeMaking making = claims.trees();
    while (made.size() < MOST_PERIODS) {
      Optional<TreeMaking.Made> next = making.next(chain);
      next.ifPresent(period -> made.add(fields(period)));
      if (next.isEmpty() || !next.get().isDone()) {
        return made;
      }
    }
    return made;
  }

  private static Map<String, Object> fields(TreeMaking.Made made) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("period", made.period().start());
    fields.put("trees", made.trees());
    if (!made.waitingFor().isEmpty()) {
      fields.put("waitingFor", made.waitingFor());
    }
    if (!made.late().isEmpty()) {
      fields.put("late", made.late());
    }
    return fields;
  }

  private static Map<String, Object> fields(Published published) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("standing", published.standing());
    fields.put("root", published.root().hex());
    if (!published.missing().equals(Wei.ZERO)) {
      fields.put("missingWei", published.missing().toString());
    }
    if (published.transaction() != null) {
      fields.put("txHash", published.transaction().hex());
    }
    if (published.error() != null) {
      fields.put(ScheduledRun.ERROR, published.error());
    }
    return fields;
  }
}
