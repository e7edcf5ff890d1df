package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolDesk;
import dev.curation.pools.PoolRequest;
import java.io.IOException;

/**
 * Called by front ends: does what people sign (POST), and tells how a pool stands (GET). Answers
 * are JSON, refusals problem details; docs/withdrawals.md has all of them.
 */
public final class Withdrawals implements HttpFunction {
  private static final int MAX_BODY = 16 * 1024;

  private final FrontDesk front;

  /** The function as Google's invoker makes it. */
  public Withdrawals() {
    this(Wiring.instance());
  }

  public Withdrawals(Wiring wiring) {
    this(wiring.poolDesk(), wiring.poolAnswers(), wiring.crossOrigin());
  }

  public Withdrawals(PoolDesk desk, PoolAnswers answers, CrossOrigin crossOrigin) {
    PoolQuestions questions = new PoolQuestions(answers);
    this.front =
        new FrontDesk(
            crossOrigin,
            MAX_BODY,
            target -> questions.answer(target).values(),
            body -> {
              PoolRequest asked = PoolRequest.parse(body);
              return () -> PoolQuestions.fields(asked.message(), desk.submit(asked)).values();
            });
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    front.serve(request, response);
  }
}
