package dev.curation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A room knows only rooms on lower floors, or of its own floor where it is one of features. */
class FloorsTest {
  /** From the ground up; the rooms of one floor do not know each other. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("errors"),
          Set.of("money", "chain", "time", "store"),
          Set.of("documents", "node", "apr", "signing", "messaging"),
          Set.of("ledger", "decoding", "delegations", "commits"),
          Set.of("curation", "staking"),
          Set.of("books", "merkle", "payments", "payout", "programs", "settlement", "withdrawals"),
          Set.of(
              "aggregation",
              "listening",
              "voting",
              "rewards",
              "audit",
              "export",
              "planfiles",
              "pools"),
          Set.of("lanes", "campaigns", "claims", "plans"),
          Set.of("firestore", "evm", "webhook", "pubsub"),
          Set.of("functions", "conformance", "simulation", "replay"),
          Set.of("local"),
          Set.of("cli"));

  private static String in(String room) {
    return House.ROOT + "." + room + "..";
  }

  @Test
  void shouldKnowOnlyRoomsOnLowerFloors() {
    List<String> above = new ArrayList<>();
    for (int floor = FLOORS.size() - 1; floor >= 0; floor--) {
      for (String room : FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>(above);
        FLOORS.get(floor).stream()
            .filter(r -> !r.equals(room))
            .map(r -> in(r))
            .forEach(forbidden::add);
        noClasses()
            .that()
            .resideInAPackage(in(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden.toArray(String[]::new))
            .allowEmptyShould(true)
            .check(House.MAIN);
      }
      FLOORS.get(floor).forEach(room -> above.add(in(room)));
    }
  }

  @Test
  void shouldHaveAFloorForEachRoom() {
    Set<String> unknown = new TreeSet<>();
    House.MAIN.forEach(
        type -> {
          String below = type.getPackageName().replaceFirst("^dev\\.curation\\.?", "");
          String room = below.replaceFirst("\\..*", "");
          if (FLOORS.stream().noneMatch(floor -> floor.contains(room))) {
            unknown.add(room);
          }
        });
    assertEquals(Set.of(), unknown, "give the package a floor");
  }

  @Test
  void shouldHaveNoCycles() {
    slices().matching("dev.curation.(**)").should().beFreeOfCycles().check(House.MAIN);
  }

  @Test
  void shouldSpeakToGooglesFirestoreClientOnlyInFirestore() {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("firestore"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.cloud.firestore..")
        .check(House.MAIN);
  }

  @Test
  void shouldSpeakToGooglesPubSubClientOnlyInPubSub() {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("pubsub"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.cloud.pubsub..", "com.google.pubsub..")
        .check(House.MAIN);
  }

  @Test
  void shouldSpeakWeb3jOnlyWhereChainsAreSpokenTo() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("evm"), in("signing"), in("local"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.web3j..", "okhttp3..")
        .check(House.MAIN);
  }

  @Test
  void shouldNeedNoRoomOfTheWorkshopInProduction() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            in("simulation"), in("local"), in("cli"), in("conformance"), in("replay"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            in("simulation"), in("local"), in("cli"), in("conformance"), in("replay"))
        .check(House.MAIN);
  }

  @Test
  void shouldUseTheDatabaseOnlyThroughItsPortInTheFeatures() {
    noClasses()
        .that()
        .resideInAnyPackage(
            in("aggregation"),
            in("rewards"),
            in("audit"),
            in("export"),
            in("books"),
            in("curation"),
            in("ledger"),
            in("documents"),
            in("decoding"),
            in("apr"),
            in("staking"),
            in("listening"),
            in("payments"),
            in("voting"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("firestore"), in("pubsub"), in("simulation"), "com.google.cloud..")
        .check(House.MAIN);
  }
}
