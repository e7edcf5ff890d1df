package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.campaigns.ProgramAnswers;
import dev.curation.campaigns.ProgramDesk;
import dev.curation.campaigns.SignedProgramMessage;
import java.io.IOException;

/**
 * Called by front ends: does what people sign about reward programs (POST), and tells how they
 * stand (GET). Answers are JSON, refusals problem details; docs/programs.md has all of them.
 */
public final class Programs implements HttpFunction {
  /** A description of 10,000 characters, each escaped as two. */
  private static final int MAX_BODY = 160 * 1024;

  private final FrontDesk front;

  /** The function as Google's invoker makes it. */
  public Programs() {
    this(Wiring.instance());
  }

  public Programs(Wiring wiring) {
    this(wiring.programs().desk(), wiring.programs().answers(), wiring.crossOrigin());
  }

  public Programs(ProgramDesk desk, ProgramAnswers answers, CrossOrigin crossOrigin) {
    ProgramQuestions questions = new ProgramQuestions(answers);
    this.front =
        new FrontDesk(
            crossOrigin,
            MAX_BODY,
            questions::answer,
            body -> {
              SignedProgramMessage asked = SignedProgramMessage.parse(body);
              return () -> desk.submit(asked).values();
            });
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    front.serve(request, response);
  }
}
