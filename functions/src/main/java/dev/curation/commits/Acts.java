package dev.curation.commits;

import dev.curation.errors.InvalidValueException;
import dev.curation.node.BackOff;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records of what operators did: who, when, why and with which result, in the same commit. */
public final class Acts {
  /** Of what happens by itself nothing is recorded. */
  public static final Recording NOBODY = result -> List.of();

  private final Store store;
  private final InstantSource clock;

  public Acts(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The writes that record a result. */
  public interface Recording {
    List<Write> of(Map<String, String> result);
  }

  /** Does what an act orders, in one commit with the record. */
  public interface Doing {
    Map<String, String> with(Recording record);
  }

  /**
   * Does an act, or answers as when it was done.
   *
   * @throws InvalidValueException if its id was used for another order
   */
  public Map<String, String> once(DocumentPath path, Act act, BackOff backOff, Doing doing) {
    return Retries.of(backOff)
        .run(() -> before(path, act).orElseGet(() -> unlessDone(path, act, doing)));
  }

  /** What comes twice at once may be refused for what the other has done. */
  private Map<String, String> unlessDone(DocumentPath path, Act act, Doing doing) {
    try {
      return doing.with(record(path, act));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      return before(path, act).orElseThrow(() -> e);
    }
  }

  /**
   * The result of an act that was done before.
   *
   * @throws InvalidValueException if its id was used for another order
   */
  public Optional<Map<String, String>> before(DocumentPath path, Act act) {
    return store
        .get(path)
        .map(
            document -> {
              Fields fields = document.fields();
              if (!fields.string("orderHash").equals(ContentHash.of(act.order()))) {
                throw new InvalidValueException(
                    "requestId", act.requestId(), "was used for another order");
              }
              Map<String, String> result = new TreeMap<>();
              Fields stored = fields.map("result");
              stored.values().keySet().forEach(name -> result.put(name, stored.string(name)));
              return result;
            });
  }

  private Recording record(DocumentPath path, Act act) {
    return result -> {
      Fields.Builder stored = Fields.builder();
      new TreeMap<>(result).forEach(stored::put);
      return List.of(
          new Write.Create(
              path,
              Fields.builder()
                  .put("order", act.order())
                  .put("orderHash", ContentHash.of(act.order()))
                  .put("who", act.who())
                  .put("why", act.why())
                  .put("at", clock.millis())
                  .put("result", stored.build())
                  .build()));
    };
  }
}
