package dev.curation.local.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.local.EmulatorException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends many requests to the functions at once. */
final class Post {
  private static final int AT_ONCE = 4;
  private static final int ATTEMPTS = 8;

  private final URI functions;

  Post(URI functions) {
    this.functions = functions;
  }

  /** Status and body. */
  record Answer(int status, JsonObject body) {
    boolean isDone() {
      return status == 200;
    }

    long number(String field) {
      return body.get(field).getAsLong();
    }
  }

  /** One POST; header and value may be empty. */
  record Request(String path, String header, String value, String body) {}

  /**
   * The answers, in the order of the requests, when all are there and other work is done.
   *
   * @param meanwhile is done at the same time
   */
  List<Answer> all(List<Request> requests, List<Callable<Void>> meanwhile) {
    // Clients of its own: the server closes idle connections just when they would be used again.
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE + meanwhile.size())) {
      List<Future<Void>> others = meanwhile.stream().map(workers::submit).toList();
      List<Future<Answer>> sent =
          requests.stream().map(request -> workers.submit(() -> send(client, request))).toList();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : sent) {
        answers.add(get(answer));
      }
      for (Future<Void> other : others) {
        var unused = get(other);
      }
      return answers;
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while calling the functions", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new EmulatorException("The functions did not answer: " + e.getMessage(), e);
    }
  }

  /** Repeats what could not be done for the moment, as senders do. */
  private Answer send(HttpClient client, Request request) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(functions.resolve(request.path()))
              .timeout(Duration.ofMinutes(1))
              .POST(HttpRequest.BodyPublishers.ofString(request.body()));
      if (!request.header().isEmpty()) {
        builder.header(request.header(), request.value());
      }
      HttpResponse<String> response =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() < 500) {
        return new Answer(
            response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
      }
      if (attempt == ATTEMPTS) {
        throw new EmulatorException(
            request.path() + " answered " + response.statusCode() + ": " + response.body(), null);
      }
    }
  }
}
