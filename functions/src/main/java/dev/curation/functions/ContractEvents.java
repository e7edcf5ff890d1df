package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.curation.listening.Intake;
import dev.curation.node.NodeException;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.StoreException;
import dev.curation.webhook.Vendor;
import dev.curation.webhook.WebhookException;
import dev.curation.webhook.Webhooks;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Called by the vendors' webhooks, at {@code /webhooks/{alchemy,quicknode,moralis,tenderly}}
 * (specs/ingestion.md, Webhooks). Answers 200 and {@code {"logs":n,"created":n,"orphaned":n,...}}
 * once everything is stored, else {@code {"error":"...","field":"..."}}: 4xx if the request can
 * never be accepted, 5xx if it should be sent again.
 */
public final class ContractEvents implements HttpFunction {
  private static final Logger LOG = Logger.getLogger(ContractEvents.class.getName());
  private static final Pattern PATH = Pattern.compile("(?:/ContractEvents)?/webhooks/([a-z]+)");
  private static final Gson GSON = new Gson();
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final Webhooks webhooks;

  /** The function as Google's invoker makes it. */
  public ContractEvents() {
    this(Wiring.instance());
  }

  public ContractEvents(Wiring wiring) {
    this(wiring.webhooks());
  }

  public ContractEvents(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.setContentType("application/json");
    String answer;
    try {
      answer = GSON.toJson(serve(request));
    } catch (WebhookException e) {
      answer = refusal(e, response);
    } catch (StoreException.Unavailable e) {
      LOG.log(Level.WARNING, "a delivery was not stored", e);
      response.setStatusCode(UNAVAILABLE);
      answer = error("the database does not answer; send it again");
    } catch (StoreException.Refused e) {
      LOG.log(Level.SEVERE, "a delivery cannot be stored", e);
      response.setStatusCode(INTERNAL_ERROR);
      answer = error("the database refuses what we write: our fault; send it again later");
    } catch (StoreException.PreconditionFailed | StakerBusyException e) {
      LOG.log(Level.WARNING, "a delivery met others at the same documents", e);
      response.setStatusCode(UNAVAILABLE);
      answer = error("the same documents are in great demand; send it again");
    } catch (NodeException e) {
      LOG.log(Level.WARNING, "what follows from a delivery is not done", e);
      response.setStatusCode(UNAVAILABLE);
      answer = error("the chain's node does not answer; send it again");
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "a delivery failed", e);
      response.setStatusCode(INTERNAL_ERROR);
      answer = error("internal error; send it again");
    }
    response.getWriter().write(answer + "\n");
  }

  private Intake.Count serve(HttpRequest request) throws IOException {
    Matcher path = PATH.matcher(request.getPath());
    if (!path.matches()) {
      throw new WebhookException.UnknownVendor();
    }
    Vendor vendor = Vendor.ofPath(path.group(1));
    // Tenderly asks with GET whether the address answers before it sends anything there.
    boolean isProbed = vendor == Vendor.TENDERLY;
    if (isProbed && request.getMethod().equals("GET")) {
      return Intake.Count.NONE;
    }
    if (!request.getMethod().equals("POST")) {
      throw new WebhookException.MethodNotAllowed(isProbed ? "GET, POST" : "POST");
    }
    return webhooks.receive(
        vendor, request.getHeaders(), request.getContentLength(), request.getInputStream());
  }

  private static String refusal(WebhookException refused, HttpResponse response) {
    response.setStatusCode(refused.status());
    if (refused instanceof WebhookException.MethodNotAllowed wrong) {
      response.appendHeader("Allow", wrong.allowed());
    }
    if (refused instanceof WebhookException.Malformed malformed) {
      return GSON.toJson(errorObject(malformed, malformed.field()));
    }
    if (refused instanceof WebhookException.NodeSilent) {
      LOG.log(Level.WARNING, "a delivery could not be completed", refused);
    }
    return error(String.valueOf(refused.getMessage()));
  }

  private static JsonObject errorObject(WebhookException refused, String field) {
    JsonObject answer = new JsonObject();
    answer.addProperty("error", refused.getMessage());
    answer.addProperty("field", field);
    return answer;
  }

  private static String error(String message) {
    JsonObject answer = new JsonObject();
    answer.addProperty("error", message);
    return GSON.toJson(answer);
  }
}
