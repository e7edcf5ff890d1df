package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.Distributor;
import dev.curation.claims.TreeParts;
import dev.curation.errors.InvalidValueException;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.TreeFile;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Called by front ends and auditors: what an account can claim with which proof, which roots are in
 * force, and whole trees as files. Answers are JSON, refusals problem details; docs/claims.md has
 * all of them.
 */
public final class Claims implements HttpFunction {
  private static final Pattern TREE =
      Pattern.compile("claims/([^/]+)/trees/([0-9a-f]{64})(\\.openzeppelin|/parts/([0-9]{1,6}))?");

  /** The platform refuses answers above 32 MB. */
  private static final int MOST_ACCOUNTS = 100_000;

  private final ClaimWiring claims;
  private final CrossOrigin crossOrigin;
  private final FrontDesk front;

  /** The function as Google's invoker makes it. */
  public Claims() {
    this(Wiring.instance());
  }

  public Claims(Wiring wiring) {
    this.claims = wiring.claims();
    this.crossOrigin = wiring.crossOrigin();
    this.front = FrontDesk.ofQuestions(crossOrigin, this::answer);
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    Optional<Matcher> tree = treeAsked(request);
    if (tree.isEmpty()) {
      front.serve(request, response);
      return;
    }
    crossOrigin.allow(request, response);
    try {
      serve(tree.get(), response);
    } catch (RuntimeException e) {
      FrontDesk.refuse(e, response);
    }
  }

  private static Optional<Matcher> treeAsked(HttpRequest request) {
    if (!request.getMethod().equals("GET")) {
      return Optional.empty();
    }
    try {
      RequestTarget target = RequestTarget.parse(request.getUri());
      Matcher asked = TREE.matcher(target.path());
      return asked.matches() && target.query().isEmpty() ? Optional.of(asked) : Optional.empty();
    } catch (InvalidRequestException | NotFoundException e) {
      return Optional.empty(); // Told by the front desk, in its words.
    }
  }

  private void serve(Matcher asked, HttpResponse response) throws IOException {
    ChainId chain = chain(asked.group(1));
    String hash = asked.group(2);
    TreeParts parts =
        claims
            .answers()
            .parts(chain, hash)
            .orElseThrow(() -> new NotFoundException("contentHash", hash, "no tree has it"));
    if (asked.group(4) != null) {
      int number = Integer.parseInt(asked.group(4));
      String part =
          parts
              .part(number)
              .orElseThrow(
                  () ->
                      new NotFoundException(
                          "part", number, "there are parts 0 to " + (parts.count() - 1)));
      // A part alone is no JSON.
      begin(response, "text/plain; charset=utf-8");
      response.getWriter().write(part);
      return;
    }
    if (parts.accounts() > MOST_ACCOUNTS) {
      FrontDesk.refuse(
          new Problem(
              413,
              "The tree has "
                  + parts.accounts()
                  + " accounts: read "
                  + parts.count()
                  + " parts, from trees/"
                  + hash
                  + "/parts/0 on, which are its file together",
              "contentHash",
              hash),
          response);
      return;
    }
    if (asked.group(3) == null) {
      // Part by part: one that cannot be read cuts the file off, which its hash shows.
      String head = parts.part(0).orElseThrow();
      begin(response, "application/json");
      response.getWriter().write(head);
      for (int part = 1; part < parts.count(); part++) {
        response.getWriter().write(parts.part(part).orElseThrow());
      }
      return;
    }
    ClaimTree tree = claims.answers().tree(chain, hash).orElseThrow();
    begin(response, "application/json");
    TreeFile.writeStandard(tree, response.getOutputStream());
  }

  /** Its name is its content: whoever has it need never ask again. */
  private static void begin(HttpResponse response, String type) {
    response.setStatusCode(200);
    response.setContentType(type);
    response.appendHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.appendHeader("X-Content-Type-Options", "nosniff");
  }

  private Map<String, @Nullable Object> answer(RequestTarget target) {
    List<String> parts = List.of(target.path().split("/", -1));
    if (!parts.get(0).equals("claims")) {
      throw nothing(target);
    }
    if (parts.size() == 1) {
      requireNoParameters(target);
      return claims.answers().chains(claims.chains());
    }
    ChainId chain = chain(parts.get(1));
    if (parts.size() == 2) {
      requireNoParameters(target);
      return known(chain, claims.answers().chain(chain, states(chain)));
    }
    if (parts.size() == 4 && parts.get(2).equals("accounts")) {
      requireNoParameters(target);
      Address account = checked(() -> Address.parse("account", parts.get(3)));
      return known(chain, claims.answers().account(chain, account, states(chain)));
    }
    if (parts.size() == 4 && parts.get(2).equals("trees")) {
      requireNoParameters(target);
      throw new NotFoundException("contentHash", parts.get(3), "no tree has it");
    }
    throw nothing(target);
  }

  private static void requireNoParameters(RequestTarget target) {
    Set<String> given = target.query().keySet();
    if (!given.isEmpty()) {
      String name = given.iterator().next();
      throw new InvalidRequestException(
          name, target.query().get(name), "is not a parameter of this address");
    }
  }

  private static NotFoundException nothing(RequestTarget target) {
    return new NotFoundException("path", target.path(), "there is nothing here");
  }

  private static Map<String, @Nullable Object> known(
      ChainId chain, Optional<Map<String, @Nullable Object>> answer) {
    return answer.orElseThrow(() -> unclaimed(chain));
  }

  private static NotFoundException unclaimed(ChainId chain) {
    return new NotFoundException("chainId", chain, "its rewards are not claimed by proof");
  }

  private Function<Address, Distributor.State> states(ChainId chain) {
    return claims.states(chain).orElseThrow(() -> unclaimed(chain));
  }

  private static ChainId chain(String text) {
    return checked(() -> ChainId.parse("chainId", text));
  }

  private static <T> T checked(Supplier<T> parsed) {
    try {
      return parsed.get();
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e.field(), e.value(), e.reason());
    }
  }
}
