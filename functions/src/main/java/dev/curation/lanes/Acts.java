package dev.curation.lanes;

import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records of what operators did: who, when, why and with which result, in the same commit. */
final class Acts {
  /** Of what happens by itself nothing is recorded. */
  static final Recording NOBODY = result -> List.of();

  private final Store store;
  private final InstantSource clock;

  Acts(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The writes that record a result. */
  interface Recording {
    List<Write> of(Map<String, String> result);
  }

  /**
   * The result of an act that was done before.
   *
   * @throws InvalidValueException if its id was used for another order
   */
  Optional<Map<String, String>> before(DocumentPath path, Act act) {
    return store
        .get(path)
        .map(
            document -> {
              Fields fields = document.fields();
              if (!fields.string("orderHash").equals(MessageFields.hashOf(act.order()))) {
                throw new InvalidValueException(
                    "requestId", act.requestId(), "was used for another order");
              }
              Map<String, String> result = new TreeMap<>();
              Fields stored = fields.map("result");
              stored.values().keySet().forEach(name -> result.put(name, stored.string(name)));
              return result;
            });
  }

  Recording record(DocumentPath path, Act act) {
    return result -> {
      Fields.Builder stored = Fields.builder();
      new TreeMap<>(result).forEach(stored::put);
      return List.of(
          new Write.Create(
              path,
              Fields.builder()
                  .put("order", act.order())
                  .put("orderHash", MessageFields.hashOf(act.order()))
                  .put("who", act.who())
                  .put("why", act.why())
                  .put("at", clock.millis())
                  .put("result", stored.build())
                  .build()));
    };
  }
}
