package dev.curation.bench;

import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.MemoryPrograms;
import java.util.List;

/**
 * What the account states of a program take in memory: its period is open, and as many addresses
 * have bought something. The books hold nothing of a sale.
 *
 * @param accounts how many
 * @param heapBytes what they hold when all garbage is gone
 */
record ProgramsMemory(int accounts, long heapBytes) {
  static final List<Integer> SIZES = List.of(10_000, 100_000);

  /**
   * Fills a program.
   *
   * @throws Difference if it has another number of participants
   */
  static ProgramsMemory measure(int accounts) {
    MemoryPrograms engine = new MemoryPrograms(new ActivityBooks());
    engine.credit(ProgramsMix.CREATOR, ProgramsMix.ASSET, ProgramsMix.TOTAL);
    long id =
        engine.create(
            ProgramsMix.START,
            ProgramsMix.program(
                1,
                0,
                List.of(
                    ProgramsMix.action("VOTE", 5, 0, 0, null, null, 0),
                    ProgramsMix.action("STAKE", 5, 0, 0, null, null, 0),
                    ProgramsMix.action("SALE", 5, 0, 0, null, "BUYER", 0))));
    long before = used();
    String seller = ProgramsMix.address(accounts);
    for (int i = 0; i < accounts; i++) {
      Activity sale =
          Activity.sale(ProgramsMix.START, ProgramsMix.address(i), seller, ProgramsMix.ASSET);
      engine.event(ProgramsMix.START, sale, judgement -> {});
    }
    long heap = used() - before;
    long participants = engine.distribution(ProgramsMix.START, id, 1).participants();
    Difference.check("participants", (long) accounts, participants);
    return new ProgramsMemory(accounts, heap);
  }

  long bytesEach() {
    return heapBytes / accounts;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
