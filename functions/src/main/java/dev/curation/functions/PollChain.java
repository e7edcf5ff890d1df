package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.chain.ChainId;
import dev.curation.listening.ChainPoll;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Called by Cloud Scheduler: reads what is new on every configured chain, and looks there for
 * tokens of lanes. Answers {@code {"<chainId>": {"head": n, "nextBlock": m, ...}, "<chainId> tokens
 * of lanes": {...}}}; see {@link ScheduledRun}.
 */
public final class PollChain implements HttpFunction {
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
    List<Part> parts = new ArrayList<>();
    List<ChainPoll> polls = wiring.polls();
    Set<ChainId> paid = polls.isEmpty() ? Set.of() : wiring.lanes().tokens().chains();
    Set<ChainId> funded = polls.isEmpty() ? Set.of() : wiring.programs().deposits().chains();
    for (ChainPoll poll : polls) {
      parts.add(new Part(poll.chain().toString(), poll::run));
      if (paid.contains(poll.chain())) {
        parts.add(
            new Part(poll.chain() + " tokens of lanes", () -> wiring.watchTokens(poll.chain())));
      }
      if (funded.contains(poll.chain())) {
        parts.add(
            new Part(
                poll.chain() + " deposits for programs", () -> wiring.watchDeposits(poll.chain())));
      }
    }
    ScheduledRun.serve(request, response, parts, Part::run);
  }

  /** One thing to look for on one chain. */
  private record Part(String name, Supplier<Object> what) {
    Object run() {
      return what.get();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
