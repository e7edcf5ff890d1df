package dev.curation.fuzz;

import java.util.List;

/** A place where bytes from outside come in, and what must hold for any of them. */
public interface FuzzTarget {
  /** Sound inputs, from which altered ones are made. */
  List<byte[]> samples();

  /**
   * Reads an input as production would.
   *
   * @throws Exception of any kind, or an error, if the input is neither accepted exactly nor
   *     refused as it should be
   */
  void read(byte[] input) throws Exception;
}
