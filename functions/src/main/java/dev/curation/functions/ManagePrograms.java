package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/**
 * Called by operators of reward programs, behind IAM: what docs/programs.md lists under Orders.
 * Each order carries a {@code requestId}, under which it is done once, and a {@code why}; both are
 * recorded with the caller. It checks no signature, so it must never be public.
 */
public final class ManagePrograms implements HttpFunction {
  private final ProgramWiring programs;

  /** The function as Google's invoker makes it. */
  public ManagePrograms() {
    this(Wiring.instance());
  }

  public ManagePrograms(Wiring wiring) {
    this(wiring.programs());
  }

  ManagePrograms(ProgramWiring programs) {
    this.programs = programs;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    OrderDesk.serve(
        request,
        response,
        body -> {
          OrderFields fields = OrderFields.parse(body);
          return ProgramOrder.of(fields, body, Operator.of(request, fields)).carryOut(programs);
        });
  }
}
