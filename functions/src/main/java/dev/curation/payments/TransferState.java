package dev.curation.payments;

/** How far a transfer is, and a payment. */
enum TransferState {
  /** To be sent. */
  DUE,
  /** Signed and stored: only this transaction, or one in its place, is sent from now on. */
  SENT,
  /** On the chain, under the confirmations asked for. */
  PAID,
  /** Never sent: a Merkle tree holds it, and whoever it is for claims it. */
  CLAIMABLE,
  /** Nobody but a person can tell whether money has moved: never sent again by itself. */
  HELD
}
