package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.plans.PlanAnswers;
import dev.curation.plans.PlanDesk;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Called by whoever manages a treasury, behind IAM: stores plans, has them approved and carried out
 * (POST; docs/payout-plans.md lists the orders), and tells how they stand (GET). Each order carries
 * a {@code requestId}, under which it is done once, and a {@code why}. It checks no signature, so
 * it must never be public.
 */
public final class PayoutPlans implements HttpFunction {
  /** A plan of 10,000 nodes takes some megabytes. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int MOST = 100;
  private static final Pattern PLAN =
      Pattern.compile("plans/([a-z0-9-]{1,40})\\.([1-9][0-9]{0,8})");
  private static final Pattern SERIES = Pattern.compile("series/([a-z0-9-]{1,40})");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final PlanDesk desk;
  private final PlanAnswers answers;
  private final FrontDesk front;

  /** The function as Google's invoker makes it. */
  public PayoutPlans() {
    this(Wiring.instance());
  }

  public PayoutPlans(Wiring wiring) {
    this.desk = wiring.planDesk();
    this.answers = new PlanAnswers(wiring.store());
    this.front = FrontDesk.ofQuestions(wiring.crossOrigin(), this::answer);
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    if (!request.getMethod().equals("POST")) {
      front.serve(request, response);
      return;
    }
    OrderDesk.serve(
        request,
        response,
        MOST_BYTES,
        body -> {
          OrderFields fields = OrderFields.parse(body);
          return PlanOrder.of(fields, body, Operator.of(request, fields)).carryOut(desk);
        });
  }

  private Map<String, @Nullable Object> answer(RequestTarget target) {
    Matcher plan = PLAN.matcher(target.path());
    if (plan.matches()) {
      String id = plan.group(1) + "." + plan.group(2);
      return answers
          .plan(id)
          .orElseThrow(() -> new NotFoundException("plan", id, "there is no such plan"));
    }
    Matcher series = SERIES.matcher(target.path());
    if (series.matches()) {
      List<Map<String, @Nullable Object>> page =
          answers.plans(series.group(1), before(target), MOST);
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      answer.put("plans", page);
      return answer;
    }
    throw new NotFoundException("path", target.path(), "there is nothing here");
  }

  /** The number behind which the page begins. */
  private static long before(RequestTarget target) {
    List<String> given = target.query().getOrDefault("before", List.of("999999999"));
    String text = Objects.requireNonNull(given.getFirst());
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidRequestException("before", text, "must be a plan's number");
    }
    return Long.parseLong(text);
  }
}
