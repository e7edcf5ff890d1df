package dev.curation.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.simulation.Written;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has happened around reward programs, as ledgers, receipts and orders tell it. */
final class ProgramPast {
  private final World world;
  private final Map<String, Offer> letters;
  private final List<Order> orders = new ArrayList<>();
  private final SortedMap<Long, Offer> offers = new TreeMap<>();
  private final List<Fields> receipts = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Integer> eventsBefore = new ArrayList<>();
  private long pages;
  private long until;

  /**
   * An event as programs see it.
   *
   * @param kind VOTE, UNVOTE, STAKE, UNSTAKE or SALE
   * @param log behind all others where there is none
   * @param user of a sale the buyer
   * @param seller empty: none
   * @param collection empty: none
   */
  record Event(
      String kind,
      long time,
      long block,
      long log,
      String id,
      String path,
      String user,
      String seller,
      String collection,
      BigInteger amount) {
    /** specs/programs.md, 5. */
    static final Comparator<Event> ORDER =
        Comparator.comparingLong(Event::time)
            .thenComparingLong(Event::block)
            .thenComparingLong(Event::log)
            .thenComparing(Event::id)
            .thenComparing(Event::path);
  }

  /**
   * What an operator ordered of people.
   *
   * @param page of events before which it was done
   */
  private record Order(long page, JsonObject fields) {}

  /**
   * @param letters by which programs were asked for, by request
   */
  ProgramPast(World world, Map<String, Offer> letters) {
    this.world = world;
    this.letters = letters;
  }

  /** From now on it is noted what is done when. */
  void listen() {
    world.main().database().onWritten("activity/{chain}", this::fed);
    world.main().database().onWritten("activity/{chain}/acts/{id}", this::ordered);
  }

  private void fed(Written written) {
    Fields after = written.after();
    if (after != null) {
      pages = after.integer("pages");
      until = after.integer("until");
    }
  }

  private void ordered(Written written) {
    Fields after = written.after();
    if (after != null) {
      JsonObject order = JsonParser.parseString(after.string("order")).getAsJsonObject();
      orders.add(new Order(pages, order));
    }
  }

  /** Takes up all that is stored. */
  void read() {
    Query all = Query.in(ProgramPaths.activity(Setting.CHAIN).collection(ProgramPaths.REQUESTS));
    for (StoredDocument receipt : world.main().store().query(all)) {
      String who = receipt.path().id().split(":", -1)[0];
      receipts.add(receipt.fields().with(Fields.builder().put("who", who).build()));
    }
    for (Fields created : receipts("CreateProgram")) {
      Offer offer =
          Difference.present(
              letters.get(created.string("requestId")), "nobody asked for " + created);
      offers.put(created.map("result").integer("program"), offer);
    }
    readEvents();
    requireOrder();
  }

  private void readEvents() {
    List<Event> all = new ArrayList<>();
    for (StoredDocument document : world.main().store().query(Query.inGroup(Paths.LEDGER))) {
      Fields fields = document.fields();
      String kind = fields.string("discriminator");
      if (kind.equals("sale") && fields.has("buyer") && fields.has("seller")) {
        all.add(event("SALE", document, fields.string("buyer"), BigInteger.ZERO));
      } else if (!kind.equals("sale")) {
        BigInteger votes = BigInteger.valueOf(fields.integer("votes"));
        String name = kind.equals("votesAdded") ? "VOTE" : "UNVOTE";
        all.add(event(name, document, fields.string("userAddress"), votes));
      }
    }
    for (StoredDocument document :
        world.main().store().query(Query.inGroup(Paths.STAKING_LEDGER))) {
      Fields fields = document.fields();
      String kind = fields.string("discriminator");
      if (kind.equals("staked") || kind.equals("unStaked")) {
        BigInteger amount = new BigInteger(fields.string("amountWei"));
        String name = kind.equals("staked") ? "STAKE" : "UNSTAKE";
        all.add(event(name, document, fields.string("userAddress"), amount));
      }
    }
    all.stream()
        .filter(event -> event.time() >= 0 && event.time() < until)
        .sorted(Event.ORDER)
        .forEach(events::add);
  }

  /** One that a reorganisation took away happened before all time. */
  private static Event event(String kind, StoredDocument document, String user, BigInteger amount) {
    Fields fields = document.fields();
    return new Event(
        kind,
        fields.flag("isDeleted") ? -1 : fields.integer("timestamp"),
        fields.integer("blockNumber"),
        fields.has("logIndex") ? fields.integer("logIndex") : Long.MAX_VALUE,
        document.path().id(),
        document.path().path(),
        user,
        fields.has("seller") ? fields.string("seller") : "",
        fields.has("collectionAddress") ? fields.string("collectionAddress") : "",
        amount);
  }

  /** The feed holds all events of the ledgers in their order, each once. */
  private void requireOrder() {
    SortedMap<String, String> expected = new TreeMap<>();
    SortedMap<String, String> actual = new TreeMap<>();
    for (Event event : events) {
      expected.put(place(expected.size()), event.path() + " at " + event.time());
    }
    for (long page = 0; page < pages; page++) {
      eventsBefore.add(actual.size());
      Fields fields =
          world
              .main()
              .store()
              .get(ProgramPaths.activityPage(Setting.CHAIN, page))
              .orElseThrow()
              .fields();
      for (JsonElement each : JsonParser.parseString(fields.string("entries")).getAsJsonArray()) {
        JsonObject entry = each.getAsJsonObject();
        String more = entry.get("effect").getAsString().equals("REVERSED") ? ", taken back" : "";
        actual.put(
            place(actual.size()),
            entry.get("id").getAsString() + " at " + entry.get("clock").getAsLong() + more);
      }
    }
    Difference.check(expected, actual, "the events in the order in which programs see them");
  }

  private static String place(int number) {
    return "%06d".formatted(number);
  }

  /** All events until a time, in their order. */
  List<Event> events() {
    return events;
  }

  /** Up to when they are known. */
  long until() {
    return until;
  }

  /** What operators ordered when so many events had been seen, beginning with some of them. */
  List<JsonObject> orders(int fromEvents, int untilEvents) {
    return orders.stream()
        .filter(order -> seen(order.page()) >= fromEvents && seen(order.page()) < untilEvents)
        .map(Order::fields)
        .toList();
  }

  private int seen(long page) {
    return page < eventsBefore.size() ? eventsBefore.get((int) page) : Integer.MAX_VALUE;
  }

  /** The programs that were created, by id; also those that were deleted. */
  SortedMap<Long, Offer> offers() {
    return offers;
  }

  /** What was done for people, of one kind; {@code who} is who signed. */
  List<Fields> receipts(String action) {
    return receipts.stream().filter(receipt -> receipt.string("action").equals(action)).toList();
  }

  /** The block from which on deposits count. */
  long firstBlock() {
    return orders.stream()
        .map(Order::fields)
        .filter(order -> order.get("action").getAsString().equals("acceptAsset"))
        .mapToLong(order -> order.get("firstBlock").getAsLong())
        .findFirst()
        .orElseThrow();
  }

  /** What operators had paid back of deposits. */
  List<JsonObject> returned() {
    return orders.stream()
        .map(Order::fields)
        .filter(order -> order.get("action").getAsString().equals("returnDeposit"))
        .toList();
  }

  /** The end that a program's creator asked for after its start; null: none. */
  @Nullable Long endAsked(long program) {
    return ending(program, false);
  }

  /** When a program was deleted; null: never. */
  @Nullable Long deleted(long program) {
    return ending(program, true);
  }

  private @Nullable Long ending(long program, boolean isDeleted) {
    for (Fields receipt : receipts("EndProgram")) {
      Fields result = receipt.map("result");
      if (result.integer("program") == program && result.bool("deleted") == isDeleted) {
        return receipt.integer("at");
      }
    }
    return null;
  }
}
