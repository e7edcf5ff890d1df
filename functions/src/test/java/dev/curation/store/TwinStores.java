package dev.curation.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.store.Query.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Puts the same random operations to two engines and compares all that they answer. */
public final class TwinStores {
  private static final List<String> FIELDS = List.of("a", "b", "c");
  private static final int DOCUMENTS = 8;
  private static final Instant LONG_AGO = Instant.ofEpochSecond(1);

  private final Engine left;
  private final Engine right;
  private final String collection;
  private final Random random;
  private final RandomValues values;

  public TwinStores(Store left, Store right, String collection, long seed) {
    this.left = new Engine(left);
    this.right = new Engine(right);
    this.collection = collection;
    this.random = new Random(seed);
    this.values = new RandomValues(random);
  }

  /** One engine, and the update times that its documents had: their clocks differ. */
  private static final class Engine {
    final Store store;
    final Map<DocumentPath, List<Instant>> times = new HashMap<>();

    Engine(Store store) {
      this.store = store;
    }

    /** The time's number among those seen of the document. */
    int number(StoredDocument document) {
      List<Instant> seen = times.computeIfAbsent(document.path(), path -> new ArrayList<>());
      if (!seen.contains(document.updateTime())) {
        seen.add(document.updateTime());
      }
      return seen.indexOf(document.updateTime());
    }

    Instant time(DocumentPath path, int age) {
      List<Instant> seen = times.getOrDefault(path, List.of());
      return seen.size() > age ? seen.get(seen.size() - 1 - age) : LONG_AGO;
    }
  }

  public void run(int steps) {
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(6)) {
        case 0 -> createEach(step);
        case 1, 2 -> query(step);
        default -> commit(step);
      }
      compare("documents after step " + step, engine -> documents(engine));
    }
  }

  private void createEach(int step) {
    List<Write.Create> writes = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      writes.add(new Write.Create(document(), values.some(FIELDS)));
    }
    compare(step + ": create each of " + writes, engine -> engine.store.createEach(writes));
  }

  private void query(int step) {
    Query query = random.nextBoolean() ? Query.in(collection) : Query.inGroup(collection);
    for (int i = random.nextInt(3); i > 0; i--) {
      Operator operator = values.of(List.of(Operator.values()));
      query = query.where(values.of(FIELDS), operator, values.comparable());
    }
    List<String> orders = new ArrayList<>(FIELDS);
    for (int i = random.nextInt(3); i > 0; i--) {
      String field = orders.remove(random.nextInt(orders.size()));
      query = random.nextBoolean() ? query.orderBy(field) : query.orderByDescending(field);
    }
    List<Object> start = new ArrayList<>();
    for (int i = random.nextInt(query.orders().size() + 1); i > 0; i--) {
      start.add(values.comparable());
    }
    Query asked = query.startingAfter(start).limitedTo(random.nextInt(5));
    compare(
        step + ": " + asked,
        engine ->
            engine.store.query(asked).stream()
                .map(found -> List.of(found.path(), found.fields()))
                .toList());
  }

  private void commit(int step) {
    List<Function<Engine, Write>> writes = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      writes.add(write());
    }
    String shown = step + ": commit " + writes.stream().map(each -> each.apply(left)).toList();
    compare(
        shown,
        engine -> {
          List<Write> all = writes.stream().map(each -> each.apply(engine)).toList();
          Instant time = engine.store.commit(all);
          return all.stream()
              .map(write -> engine.store.get(write.path()))
              .map(found -> found.map(document -> document.updateTime().equals(time)))
              .toList();
        });
  }

  private Function<Engine, Write> write() {
    DocumentPath path = document();
    Fields fields = values.some(FIELDS);
    int age = random.nextInt(2);
    return switch (random.nextInt(7)) {
      case 0 -> engine -> new Write.Create(path, fields);
      case 1, 2 -> engine -> new Write.Put(path, fields);
      case 3 -> engine -> new Write.Merge(path, fields);
      case 4 -> engine -> new Write.Update(path, fields, null);
      case 5 -> engine -> new Write.Update(path, fields, engine.time(path, age));
      default -> engine -> new Write.Delete(path);
    };
  }

  private DocumentPath document() {
    return new DocumentPath(collection + "/d" + random.nextInt(DOCUMENTS));
  }

  private List<List<Object>> documents(Engine engine) {
    return engine.store.query(Query.in(collection)).stream()
        .map(each -> List.<Object>of(each.path(), each.fields(), engine.number(each)))
        .toList();
  }

  private void compare(String what, Function<Engine, Object> question) {
    assertEquals(answer(left, question), answer(right, question), what);
  }

  private static Object answer(Engine engine, Function<Engine, Object> question) {
    try {
      return question.apply(engine);
    } catch (StoreException e) {
      return e.getClass().getSimpleName();
    }
  }
}
