package dev.curation.functions;

import com.google.common.base.Suppliers;
import dev.curation.errors.InvalidValueException;
import dev.curation.firestore.FirestoreStore;
import dev.curation.messaging.MessageChannel;
import dev.curation.pubsub.PubSubChannel;
import dev.curation.store.Store;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the functions are connected to.
 *
 * @param payouts the database of the side that pays the lanes of this one; its own where this is it
 * @param messages the topics of the side that pays; connected when a function publishes for the
 *     first time, which most of them never do
 * @param chains as the host reaches them
 */
public record Connections(
    Store store,
    Supplier<Store> payouts,
    Supplier<MessageChannel> messages,
    Function<Host, Chains> chains) {

  /** One database for everything, and nobody who publishes. */
  public static Connections of(Store store) {
    return new Connections(store, () -> store, Connections::noMessages, Connections::web3j);
  }

  private static Chains web3j(Host host) {
    return new Web3jChains(host.random(), host.pause());
  }

  public Connections withChains(Chains other) {
    return new Connections(store, payouts, messages, host -> other);
  }

  public Connections withPayouts(Store other) {
    return new Connections(store, () -> other, messages, chains);
  }

  public Connections withMessages(Supplier<MessageChannel> channel) {
    return new Connections(store, payouts, Suppliers.memoize(channel::get), chains);
  }

  /**
   * Connects to the project that {@code GOOGLE_CLOUD_PROJECT} names, or to its emulators where
   * {@code FIRESTORE_EMULATOR_HOST} and {@code PUBSUB_EMULATOR_HOST} are set. Lanes are paid in the
   * project that {@code CURATION_PAYOUT_PROJECT} names, or else in the same.
   *
   * @throws InvalidValueException naming the variable that is missing or wrong
   */
  static Connections fromEnvironment(Map<String, String> environment) {
    String project = require(environment.get("GOOGLE_CLOUD_PROJECT"));
    String payoutProject = environment.getOrDefault("CURATION_PAYOUT_PROJECT", project);
    if (!payoutProject.matches("[a-z][a-z0-9-]{4,28}[a-z0-9]") && !payoutProject.equals(project)) {
      throw new InvalidValueException(
          "CURATION_PAYOUT_PROJECT", payoutProject, "must be the id of a Google Cloud project");
    }
    String emulator = environment.get("FIRESTORE_EMULATOR_HOST");
    String pubSub = environment.get("PUBSUB_EMULATOR_HOST");
    Store store = connect(project, emulator);
    Supplier<Store> payouts =
        payoutProject.equals(project)
            ? () -> store
            : Suppliers.memoize(() -> connect(payoutProject, emulator));
    return new Connections(
        store,
        payouts,
        Suppliers.memoize(
            () ->
                pubSub == null
                    ? PubSubChannel.connect(payoutProject)
                    : PubSubChannel.emulator(payoutProject, pubSub)),
        Connections::web3j);
  }

  private static String require(@Nullable String project) {
    if (project == null || project.isBlank()) {
      throw new InvalidValueException(
          "GOOGLE_CLOUD_PROJECT",
          project == null ? "" : project,
          "must name the Google Cloud project");
    }
    return project;
  }

  private static Store connect(String project, @Nullable String emulator) {
    return emulator == null
        ? FirestoreStore.connect(project)
        : FirestoreStore.emulator(project, emulator);
  }

  private static MessageChannel noMessages() {
    throw new IllegalStateException("These functions were wired without a message channel");
  }
}
