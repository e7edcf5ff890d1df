package dev.curation.programs;

/** Who acts in a sale. */
public enum Role {
  BUYER,
  SELLER,
  BOTH
}
