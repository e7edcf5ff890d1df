package dev.curation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rules of the house that are about single calls, types and files. */
class HouseTest {
  private static final Set<String> FRACTIONS =
      Set.of("double", "float", "java.lang.Double", "java.lang.Float");

  private static boolean computesMoney(JavaClass type) {
    return type.getPackageName()
        .matches(
            "dev\\.curation\\.(money|ledger|curation|books|aggregation|decoding|listening|staking|voting|apr|rewards|audit|export|withdrawals|pools|settlement|lanes|programs|campaigns|payout|planfiles)");
  }

  /** Percentages and amounts in ether, which nothing is computed from. */
  private static boolean isDisplay(JavaClass owner, String member) {
    return switch (owner.getSimpleName()) {
      case "Wei", "PercentChange" -> member.startsWith("display");
      case "BlockStatistics" -> member.endsWith("PercentChange") || member.equals("<init>");
      case "ResultDocuments" -> true;
      default -> false;
    };
  }

  private static boolean isFraction(JavaClass type) {
    return FRACTIONS.contains(type.getBaseComponentType().getName());
  }

  @Test
  void shouldUseFractionsOnlyForDisplay() {
    List<String> found = new ArrayList<>();
    for (JavaClass type : House.MAIN) {
      if (computesMoney(type)) {
        for (JavaField field : type.getFields()) {
          if (isFraction(field.getRawType()) && !isDisplay(type, field.getName())) {
            found.add(field.getFullName());
          }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          boolean fraction =
              isFraction(unit.getRawReturnType())
                  || unit.getRawParameterTypes().stream().anyMatch(HouseTest::isFraction);
          if (fraction && !isDisplay(type, unit.getName())) {
            found.add(unit.getFullName());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void shouldBuildDocumentPathsOnlyInPaths() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.curation.store", "dev.curation.firestore", "dev.curation.simulation")
        .and()
        .haveNameNotMatching("dev\\.curation\\.documents\\.(Program|Claim|Plan)?Paths")
        .should()
        .callConstructorWhere(target(owner(JavaClass.Predicates.type(DocumentPath.class))))
        .check(House.MAIN);
  }

  @Test
  void shouldWriteQueriesOnlyInQueries() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "dev\\.curation\\.documents\\.(Reward|Pool|Lane|Program|Claim|Plan)?Queries")
        .should()
        .callMethod(Query.class, "in", String.class)
        .orShould()
        .callMethod(Query.class, "inGroup", String.class)
        .check(House.MAIN);
  }

  @Test
  void shouldGetTimeAndRandomnessAsArguments() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.curation.local", "dev.curation.cli")
        .and()
        .doNotHaveFullyQualifiedName("dev.curation.functions.Host")
        .should()
        .callMethodWhere(
            describe(
                "asks the machine for time or chance",
                call -> isOfTheMachine(call.getTargetOwner().getName(), call.getName())))
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(Random.class, long.class)
        .check(House.MAIN);
  }

  private static boolean isOfTheMachine(String owner, String method) {
    Set<String> calls =
        Set.of(
            System.class.getName() + ".currentTimeMillis",
            System.class.getName() + ".nanoTime",
            Instant.class.getName() + ".now",
            InstantSource.class.getName() + ".system",
            Clock.class.getName() + ".systemUTC",
            UUID.class.getName() + ".randomUUID",
            Math.class.getName() + ".random",
            "java.util.concurrent.ThreadLocalRandom.current");
    return calls.contains(owner + "." + method);
  }

  @Test
  void shouldMarkEveryPackageAsNullMarked() {
    Set<Path> unmarked = new TreeSet<>();
    for (Path file : House.javaFiles(House.sources("main"))) {
      Path info = file.resolveSibling("package-info.java");
      boolean marked =
          info.toFile().exists()
              && House.lines(info).stream().anyMatch(line -> line.matches("@(\\w+\\.)*NullMarked"));
      if (!marked) {
        unmarked.add(file.getParent());
      }
    }
    assertEquals(Set.of(), unmarked);
  }

  @Test
  void shouldHaveNoFileOfMoreThan400LinesAndAMedianBelow90() {
    List<Integer> lengths = new ArrayList<>();
    for (Path file : House.javaFiles(House.sources("main"))) {
      int length = House.lines(file).size();
      assertTrue(length <= 400, file + " has " + length + " lines");
      if (!file.endsWith("package-info.java")) {
        lengths.add(length);
      }
    }
    lengths.sort(null);
    int median = lengths.get(lengths.size() / 2);
    assertTrue(median < 90, "median " + median);
  }
}
