package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.audit.AuditProgress;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.settlement.LaneParameters;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an audit of a lane says where all is well. */
class LaneAuditTest {
  private static LaneReport audit(LaneWorld world) {
    return new LaneAudit(world.accrual.process(), world.payoutProcess(), 10_000)
        .run(LaneWorld.LANE, AuditProgress.NONE);
  }

  private static Map<String, String> terms(LaneReport report) {
    LaneReport.Terms terms = report.denoms().getFirst().terms();
    return Stream.concat(terms.left().stream(), terms.right().stream())
        .collect(Collectors.toMap(LaneReport.Term::name, LaneReport.Term::atto));
  }

  private static String atto(long wei) {
    return BigInteger.valueOf(wei).multiply(BigInteger.TEN.pow(18)).toString();
  }

  @Test
  void shouldProveALaneToWhichEverythingHappened() {
    LaneWorld world = LaneHistories.eventful();
    LaneReport report = audit(world);
    assertEquals(List.of(), report.first());
    assertTrue(report.isClean(), report.toString());
    LaneReport.OfDenom denom = report.denoms().getFirst();
    assertTrue(denom.isReplayed());
    assertEquals(10, denom.batches());
    assertEquals(8, denom.settlements());
    Map<String, String> terms = terms(report);
    assertEquals(atto(77 + 7 + 5), terms.get("external"));
    assertEquals(
        List.of("77", "7", "5"),
        denom.external().stream().map(LaneReport.External::amountWei).toList());
    assertEquals(atto(77 + 5), terms.get("quarantine"));
    assertEquals("0", denom.terms().difference());
  }

  @Test
  void shouldProveALaneThatHasJustBeenOpened() {
    LaneWorld world = new LaneWorld();
    world.open(5);
    assertEquals(List.of(), audit(world).first());
    world.accrual.vote(1, 3);
    world.accrual.sale(10);
    world.accrual.seal(Duration.ofHours(2));
    world.transmit();
    LaneReport report = audit(world);
    assertEquals(List.of(), report.first());
    assertEquals(atto(10), terms(report).get("holdings"));
  }

  @Test
  void shouldProveALaneThatWasClosedAndSwept() {
    LaneHistories history = new LaneHistories();
    history.open();
    history.forfeit();
    LaneWorld world = history.world;
    world.transmit();
    world
        .administration()
        .set(
            LaneWorld.LANE,
            before -> new LaneParameters(1, BigInteger.ZERO, java.util.Set.of(), true),
            world.act());
    world.administration().close(LaneWorld.LANE, world.act());
    String swept =
        world
            .payoutAdministration()
            .sweepExcess(LaneWorld.LANE, LaneWorld.DENOM, LaneWorld.RECEIVER, world.act())
            .get("sweptWei");
    LaneReport report = audit(world);
    assertEquals(List.of(), report.first());
    assertEquals(atto(Long.parseLong(swept)), terms(report).get("swept"));
    assertTrue(Long.parseLong(swept) > 500, swept);
  }

  @Test
  void shouldTellWhatAForgedFeeComesTo() {
    LaneWorld world = LaneHistories.eventful();
    var path = dev.curation.documents.LanePaths.accrual(LaneWorld.LANE, Denom.NATIVE);
    world
        .accrual
        .process()
        .commit(
            List.of(
                new dev.curation.store.Write.Merge(
                    path, dev.curation.store.Fields.builder().put("feesInWei", "4000").build())));
    LaneReport report = audit(world);
    assertEquals(
        List.of(
            path + ", feesInWei: stored 4000, expected 3987",
            path
                + ", equation A: stored "
                + atto(4_089)
                + " on the left, expected "
                + atto(4_076)
                + " as on the right"),
        report.first().stream().map(Object::toString).toList());
    assertEquals(atto(13), report.denoms().getFirst().terms().difference());
  }

  @Test
  void shouldCompareTheSumsWhereTheBooksCannotBeRead() {
    LaneWorld world = LaneHistories.eventful();
    world.accrual.database.snapshot().keySet().stream()
        .filter(path -> path.group().equals(dev.curation.documents.Paths.BOOKS))
        .skip(1)
        .limit(1)
        .forEach(
            path ->
                world.accrual.process().commit(List.of(new dev.curation.store.Write.Delete(path))));
    LaneReport report = audit(world);
    assertEquals(1, report.differences(), report.first().toString());
    assertTrue(
        report.first().getFirst().document().endsWith("/curationBooks"), report.first().toString());
    assertEquals(10, report.denoms().getFirst().batches());
    assertEquals(8, report.denoms().getFirst().settlements());
  }

  @Test
  void shouldRefuseALaneThatThereIsNot() {
    LaneWorld world = new LaneWorld();
    assertThrows(InvalidValueException.class, () -> audit(world));
  }
}
