package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Transactions with one nonce, of which the chain takes one at most.
 *
 * @param from the account that signed
 * @param candidates at least one; each offers more than the one before
 * @param missingSince the head when the nonce was first found used by none of them; null: it is not
 */
record Attempt(
    Address from, long nonce, long gas, List<Candidate> candidates, @Nullable Long missingSince) {
  Attempt {
    candidates = List.copyOf(candidates);
  }

  /**
   * @param signedAt milliseconds since the epoch
   */
  record Candidate(SignedTransaction signed, Fees fees, long signedAt) {}

  Candidate newest() {
    return candidates.getLast();
  }

  List<TxHash> hashes() {
    return candidates.stream().map(candidate -> candidate.signed().hash()).toList();
  }

  Attempt with(Candidate higher) {
    return new Attempt(
        from,
        nonce,
        gas,
        Stream.concat(candidates.stream(), Stream.of(higher)).toList(),
        missingSince);
  }

  Attempt missingSince(@Nullable Long head) {
    return new Attempt(from, nonce, gas, candidates, head);
  }
}
