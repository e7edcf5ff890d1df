package dev.curation.simulator;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.TokenTransfer;
import dev.curation.functions.AdvancePrograms;
import dev.curation.functions.ManagePrograms;
import dev.curation.functions.Programs;
import dev.curation.simulation.SimulatedChain.Emitted;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * In some runs people fund reward programs with a token, claim what they earn, end programs early
 * and take back what is locked in none; operators say who owns a collection and who earns nothing.
 */
final class Campaigns implements Feature {
  static final Address TOKEN = Setting.address(0x70ce);
  static final CollectionId ASSET = new CollectionId(Setting.CHAIN, TOKEN);

  /** It deposits for its customers, and cannot sign. */
  static final Address EXCHANGE = Setting.address(0xe8c4a);

  private static final Duration FUNDED = Duration.ofHours(26);
  private static final long HOUR = 3_600_000;

  private final World world;
  private final Cron cron;
  private final Client client;
  private final boolean isUsed;
  private final ProgramPast past;
  private final Map<String, Offer> offers = new TreeMap<>();
  private final Map<Person, BigInteger> sent = new LinkedHashMap<>();
  private final Map<Long, Person> creators = new TreeMap<>();
  private final Set<Long> ended = new TreeSet<>();
  private final ProgramTreasury treasury;
  private boolean isOpen;
  private int names;

  Campaigns(World world, Cron cron) {
    this.world = world;
    this.cron = cron;
    this.client = new Client(world, world.main());
    // The contract that pays by proofs pays only the chain's own currency.
    this.isUsed = !world.hasClaims() && !world.dice().oneIn(4);
    this.past = new ProgramPast(world, offers);
    this.treasury = new ProgramTreasury(world);
  }

  @Override
  public void plan() {
    if (!isUsed) {
      return;
    }
    Dice dice = world.dice();
    cron.add(world.main(), AdvancePrograms::new, Duration.ofMinutes(dice.between(20, 120)));
    past.listen();
    treasury.open();
    world.people().subList(0, 1 + dice.below(2)).forEach(each -> sent.put(each, BigInteger.ZERO));
    in(dice.between(0, 12 * HOUR), this::accept);
    for (Person creator : sent.keySet()) {
      in(dice.between(0, 6 * HOUR), () -> deposit(creator, dice.amount(24)));
    }
    for (CollectionId collection : Setting.COLLECTIONS) {
      in(dice.between(0, 24 * HOUR), () -> register(collection, dice.any(world.people())));
    }
    for (int programs = 1 + dice.below(4); programs > 0; programs--) {
      in(FUNDED.toMillis() + dice.between(0, 100 * HOUR), () -> create(3));
    }
  }

  private void in(long millis, Runnable what) {
    world.agenda().after(Duration.ofMillis(millis), what);
  }

  private String name() {
    return "campaign-" + ++names;
  }

  private void accept() {
    long head = world.chain(Setting.CHAIN).chain().headNumber();
    order(
        "acceptAsset",
        Map.of(
            "asset",
            ASSET.toString(),
            "receiver",
            Setting.treasuryKey().address().hex(),
            "firstBlock",
            Long.toString(world.dice().oneIn(3) ? head + world.dice().below(100) : 0)),
        answer -> {
          Difference.check(answer.isDone(), "the token was not accepted: " + answer);
          isOpen = true;
        });
  }

  private void order(
      String action, Map<String, Object> fields, Consumer<Call.Answer> whenAnswered) {
    Map<String, Object> order = new TreeMap<>(fields);
    order.put("action", action);
    order.put("requestId", name());
    order.put("who", "operator@example.org");
    order.put("why", "a simulation");
    client.ask(ManagePrograms::new, Call.post("/", new Gson().toJson(order)), whenAnswered);
  }

  private void deposit(Person person, BigInteger amount) {
    sent.merge(person, amount, BigInteger::add);
    transfer(person.address(), amount);
  }

  private void transfer(Address from, BigInteger amount) {
    Address to = Setting.treasuryKey().address();
    world
        .chain(Setting.CHAIN)
        .send(
            new Emitted(
                "deposit " + name(),
                TOKEN,
                List.of(TokenTransfer.TOPIC, Words.topic(from), Words.topic(to)),
                "0x" + Words.word(amount)));
  }

  /** Where the money has not arrived yet somebody tries again some hours later. */
  private void create(int tries) {
    Dice dice = world.dice();
    Person creator = dice.any(List.copyOf(sent.keySet()));
    BigInteger most = sent.getOrDefault(creator, BigInteger.ZERO);
    Offer offer = Offer.any(dice, creator, most, world.agenda().millis());
    String id = name();
    offers.put(id, offer);
    ask(
        ProgramLetters.create(offer, TOKEN, id),
        Set.of(400, 422),
        answer -> {
          if (answer.has("result")) {
            creators.put(answer.getAsJsonObject("result").get("program").getAsLong(), creator);
            if (dice.oneIn(3)) {
              in(dice.between(0, dice.oneIn(2) ? 10 * HOUR : 70 * HOUR), this::end);
            }
          } else if (tries > 0) {
            in(6 * HOUR, () -> create(tries - 1));
          }
        });
  }

  /** Each of those that somebody ends is ended once. */
  private void end() {
    List<Long> going = creators.keySet().stream().filter(id -> !ended.contains(id)).toList();
    if (!going.isEmpty()) {
      long program = world.dice().any(going);
      ended.add(program);
      Person creator = Difference.present(creators.get(program), "whose is " + program);
      ask(ProgramLetters.end(creator, program, name()), Set.of(409), answer -> {});
    }
  }

  private void ask(String letter, Set<Integer> refusals, Consumer<JsonObject> whenAnswered) {
    client.ask(
        Programs::new,
        Call.post("/", letter),
        answer -> {
          Difference.check(
              answer.isDone() || refusals.contains(answer.status()), letter + ": " + answer);
          JsonObject body = JsonParser.parseString(answer.body()).getAsJsonObject();
          world.count(
              answer.isDone()
                  ? "program letters done"
                  : "program letters refused: " + body.get("code"));
          whenAnswered.accept(body);
        });
  }

  @Override
  public void act() {
    if (!isOpen) {
      return;
    }
    Dice dice = world.dice();
    Person person = dice.any(world.people());
    switch (dice.below(12)) {
      case 0 -> deposit(dice.any(List.copyOf(sent.keySet())), dice.amount(22));
      case 1 -> {
        String letter = ProgramLetters.withdraw(person, TOKEN, dice.amount(23), name());
        ask(letter, Set.of(422), answer -> {});
      }
      case 2 ->
          order(
              "exclude",
              Map.of(
                  "chainId",
                  Setting.CHAIN.toString(),
                  "address",
                  person.hex(),
                  "isExcluded",
                  dice.oneIn(3)),
              this::requireDone);
      case 3 -> register(dice.any(Setting.COLLECTIONS), person);
      case 4 -> exchange(dice, person);
      case 5 -> {
        if (!creators.isEmpty()) {
          long program = dice.any(List.copyOf(creators.keySet()));
          if (!person.equals(creators.get(program))) {
            ask(ProgramLetters.end(person, program, name()), Set.of(403, 404), answer -> {});
          }
        }
      }
      default -> claim(person, dice);
    }
  }

  private void register(CollectionId collection, Person owner) {
    order(
        "registerOwner",
        Map.of("collection", collection.toString(), "owner", owner.hex()),
        this::requireDone);
  }

  private void requireDone(Call.Answer answer) {
    Difference.check(answer.isDone(), "an order was answered " + answer);
  }

  /** Tokens come from an exchange, or from nobody; an operator pays some back. */
  private void exchange(Dice dice, Person person) {
    transfer(dice.oneIn(4) ? Address.ZERO : EXCHANGE, dice.amount(20));
    Map<String, Object> fields = new HashMap<>();
    fields.put("asset", ASSET.toString());
    fields.put("owner", EXCHANGE.hex());
    fields.put("to", person.hex());
    fields.put("amountWei", dice.amount(18).toString());
    order(
        "returnDeposit",
        fields,
        answer ->
            Difference.check(
                answer.isDone() || answer.status() == 422, "an order was answered " + answer));
  }

  private void claim(Person person, Dice dice) {
    Long program =
        dice.oneIn(2) || creators.isEmpty() ? null : dice.any(List.copyOf(creators.keySet()));
    ask(ProgramLetters.claim(person, program, name()), Set.of(404, 409), answer -> {});
  }

  @Override
  public void checkAlways() {
    if (isUsed) {
      ProgramBalance.check(world);
      treasury.check();
    }
  }

  /** Everybody claims all there is; nothing is left for a second claim. */
  @Override
  public void settle() {
    if (isOpen) {
      world.people().forEach(person -> claimAll(person, false));
    }
  }

  private void claimAll(Person person, boolean isAgain) {
    ask(
        ProgramLetters.claim(person, null, name()),
        Set.of(),
        answer -> {
          JsonObject result = answer.getAsJsonObject("result");
          boolean isEmpty = result.getAsJsonObject("totals").isEmpty();
          Difference.check(isEmpty || !isAgain, person + " could claim twice: " + answer);
          if (!isAgain) {
            claimAll(person, true);
          }
        });
  }

  @Override
  public void check() {
    if (isUsed) {
      past.read();
      ProgramRecount recount = new ProgramRecount(past);
      new ProgramCheck(world, past, recount).check();
      new ProgramMoney(world, treasury, past, recount).check();
    }
  }
}
