package dev.curation.simulator;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** What people want of operators, as it comes into their heads. */
final class PoolPeople {
  private static final BigInteger PERCENT = BigInteger.TEN.pow(16);

  private final World world;
  private final PoolRequests requests;
  private final List<Person> operators;

  PoolPeople(World world, PoolRequests requests) {
    this.world = world;
    this.requests = requests;
    this.operators = world.people().subList(0, 2);
  }

  /** Those who are operators now and then. */
  List<Person> operators() {
    return operators;
  }

  void act() {
    Person person = world.dice().any(world.people());
    Person operator = world.dice().any(operators);
    if (stored(operator).equals(Fields.EMPTY) && world.dice().oneIn(2)) {
      create(operator);
    } else {
      act(person, operator);
    }
  }

  private void act(Person person, Person operator) {
    switch (world.dice().below(14)) {
      case 0, 1, 2 -> delegate(person);
      case 3 -> undelegate(person, operator);
      case 4 -> redelegate(person);
      case 5 -> setCommission(operator);
      case 6 -> withdraw(person, operator);
      case 7 -> withdrawAll(person, Address.ZERO, BigInteger.valueOf(world.dice().between(1, 3)));
      case 8 -> {
        Person owner = owner(operator);
        requests.ask(ofOperator(owner, operator, to(owner)));
      }
      case 9 -> setWithdrawAddress(person);
      case 10 -> remove(operator);
      case 11 -> retire(operator);
      case 12 -> requests.askAgain();
      default -> create(operator);
    }
  }

  Fields stored(Person operator) {
    return world
        .main()
        .store()
        .get(Paths.poolOperator(Setting.CHAIN, operator.address()))
        .map(StoredDocument::fields)
        .orElse(Fields.EMPTY);
  }

  /** Mostly who owns it; sometimes somebody who only thinks so. */
  private Person owner(Person operator) {
    Fields fields = stored(operator);
    return world.people().stream()
        .filter(person -> fields.has("owner") && person.hex().equals(fields.string("owner")))
        .filter(person -> !world.dice().oneIn(20))
        .findFirst()
        .orElseGet(() -> world.dice().any(world.people()));
  }

  private BigInteger rate() {
    Dice dice = world.dice();
    return dice.oneIn(4)
        ? BigInteger.valueOf(dice.between(0, 1_000_000_000_000_000_000L))
        : PERCENT.multiply(BigInteger.valueOf(dice.oneIn(6) ? 100 : dice.below(30)));
  }

  private BigInteger votes() {
    Dice dice = world.dice();
    return BigInteger.valueOf(dice.oneIn(40) ? 0 : 1 + dice.below(30));
  }

  private Address to(Person person) {
    return world.dice().oneIn(4) ? person.elsewhere() : Address.ZERO;
  }

  void create(Person operator) {
    requests.ask(
        new Wish(operator, "createOperator")
            .address("operator", operator.address())
            .address("owner", world.dice().any(world.people()).address())
            .number("commissionE18", rate()));
  }

  void delegate(Person person) {
    requests.ask(
        new Wish(person, "delegate")
            .address("curator", person.address())
            .address("operator", world.dice().any(operators).address())
            .number("votes", votes()));
  }

  private void undelegate(Person person, Person operator) {
    requests.ask(
        new Wish(person, "undelegate")
            .address("curator", person.address())
            .address("operator", operator.address())
            .number("votes", votes()));
  }

  private void redelegate(Person person) {
    List<Person> both = world.dice().shuffled(operators);
    requests.ask(
        new Wish(person, "redelegate")
            .address("curator", person.address())
            .address("source", both.getFirst().address())
            .address(
                "target",
                world.dice().oneIn(20) ? both.getFirst().address() : both.getLast().address())
            .number("votes", votes()));
  }

  private void setCommission(Person operator) {
    Person owner = owner(operator);
    requests.ask(
        new Wish(owner, "setCommission")
            .address("owner", owner.address())
            .address("operator", operator.address())
            .number("rateE18", rate()));
  }

  private void setWithdrawAddress(Person person) {
    requests.ask(
        new Wish(person, "setWithdrawAddress")
            .address("person", person.address())
            .address(
                "withdrawAddress", world.dice().oneIn(2) ? person.elsewhere() : person.address()));
  }

  private void remove(Person operator) {
    Person owner = owner(operator);
    requests.ask(
        new Wish(owner, "removeOperator")
            .address("owner", owner.address())
            .address("operator", operator.address()));
  }

  /** Everybody leaves it, and once all are gone its owner ends it. */
  private void retire(Person operator) {
    for (Person person : world.people()) {
      world
          .main()
          .store()
          .get(
              Paths.stakerPlacement(
                  Setting.CHAIN, Setting.STAKING.address(), person.address(), operator.address()))
          .ifPresent(
              placed ->
                  requests.ask(
                      new Wish(person, "undelegate")
                          .address("curator", person.address())
                          .address("operator", operator.address())
                          .number("votes", BigInteger.valueOf(placed.fields().integer("votes")))));
    }
    world
        .agenda()
        .after(Duration.ofMinutes(world.dice().between(1_500, 2_400)), () -> remove(operator));
  }

  private void withdraw(Person person, Person operator) {
    requests.ask(
        new Wish(person, "withdraw")
            .address("curator", person.address())
            .address("operator", operator.address())
            .address("to", to(person)));
  }

  /** Page by page. */
  private void withdrawAll(Person person, Address after, BigInteger page) {
    requests.ask(ofAll(person, after, page), answer -> next(person, answer, page));
  }

  static Wish ofAll(Person person, Address after, BigInteger page) {
    return new Wish(person, "withdrawAll")
        .address("curator", person.address())
        .address("to", Address.ZERO)
        .address("after", after)
        .number("maxDelegations", page);
  }

  private void next(Person person, JsonObject answer, BigInteger page) {
    if (!answer.get("next").isJsonNull()) {
      withdrawAll(person, new Address(answer.get("next").getAsString()), page);
    }
  }

  static Wish ofOperator(Person owner, Person operator, Address to) {
    return new Wish(owner, "withdrawOperator")
        .address("owner", owner.address())
        .address("operator", operator.address())
        .address("to", to);
  }
}
