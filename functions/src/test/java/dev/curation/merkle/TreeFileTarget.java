package dev.curation.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import dev.curation.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Files of trees: one that is accepted has no other spelling. */
public final class TreeFileTarget implements FuzzTarget {
  @Override
  public List<byte[]> samples() {
    return List.of(Trees.file(Trees.tree(2)), Trees.file(Trees.tree(5)));
  }

  @Override
  public void read(byte[] input) {
    ClaimTree tree;
    try {
      tree = TreeFile.read(new ByteArrayInputStream(input));
    } catch (InvalidValueException e) {
      assertTrue(!e.field().isEmpty());
      return;
    }
    assertArrayEquals(input, Trees.file(tree));
  }
}
