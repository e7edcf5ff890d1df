package dev.curation.bench;

import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.ProgramRequest;
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
  private static final int FIRST = 1_000;

  /**
   * Fills a program.
   *
   * @throws Difference if it has another number of participants
   */
  static ProgramsMemory measure(int accounts) {
    // With a first measurement the process gives up 2 MiB of its own.
    var unused = used() + participants(filled(FIRST));
    long before = used();
    MemoryPrograms engine = filled(accounts);
    long heap = used() - before;
    Difference.check("participants", (long) accounts, participants(engine));
    return new ProgramsMemory(accounts, heap);
  }

  private static MemoryPrograms filled(int accounts) {
    MemoryPrograms engine = new MemoryPrograms(new ActivityBooks());
    engine.credit(ProgramsMix.CREATOR, ProgramsMix.ASSET, ProgramsMix.TOTAL);
    ProgramRequest request =
        ProgramsMix.program(
            1,
            0,
            List.of(
                ProgramsMix.action("VOTE", 5, 0, 0, null, null, 0),
                ProgramsMix.action("STAKE", 5, 0, 0, null, null, 0),
                ProgramsMix.action("SALE", 5, 0, 0, null, "BUYER", 0)));
    Difference.check("program", 1L, engine.create(ProgramsMix.START, request));
    String seller = ProgramsMix.address(accounts);
    for (int i = 0; i < accounts; i++) {
      Activity sale =
          Activity.sale(ProgramsMix.START, ProgramsMix.address(i), seller, ProgramsMix.ASSET);
      engine.event(ProgramsMix.START, sale, judgement -> {});
    }
    return engine;
  }

  private static long participants(MemoryPrograms engine) {
    return engine.distribution(ProgramsMix.START, 1, 1).participants();
  }

  long bytesEach() {
    return heapBytes / accounts;
  }

  private static long used() {
    // The serial collector compacts the whole heap each fourth time only.
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
