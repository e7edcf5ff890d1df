package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All terms of a pool's operators, in one document: who asks whether somebody's share is the
 * person's own needs one read.
 */
record Terms(List<Term> all) {
  static final Terms NONE = new Terms(List.of());

  Terms {
    all = List.copyOf(all);
  }

  static Terms decode(Optional<StoredDocument> document) {
    return document.map(doc -> MalformedDocumentException.decode(doc, Terms::decode)).orElse(NONE);
  }

  private static Terms decode(Fields fields) {
    List<Term> terms = new ArrayList<>();
    Fields operators = fields.map("operators");
    for (String operator : new TreeSet<>(operators.values().keySet())) {
      Fields own = operators.map(operator);
      for (String since : new TreeSet<>(own.values().keySet())) {
        Fields term = own.map(since);
        Long until = term.optionalInteger("until");
        terms.add(
            new Term(
                Address.parse("operator", operator),
                Address.parse("owner", term.string("owner")),
                new BlockHour(Long.parseLong(since)),
                until == null ? null : new BlockHour(until),
                term.bool("isTaken")));
      }
    }
    return new Terms(terms);
  }

  List<Term> of(Address curator) {
    return all.stream().filter(term -> term.operator().equals(curator)).toList();
  }

  /** With one that begins, or begins again where the last one ends. */
  Terms beginning(Address operator, Address owner, BlockHour since) {
    List<Term> terms = new ArrayList<>(all);
    terms.add(new Term(operator, owner, since, null, false));
    return new Terms(terms);
  }

  /** One that ends before it began leaves no hour, and is left out. */
  Terms ending(Address operator, BlockHour until) {
    List<Term> terms = new ArrayList<>();
    for (Term term : all) {
      boolean ends = term.operator().equals(operator) && term.until() == null;
      if (!ends || term.since().compareTo(until) < 0) {
        terms.add(ends ? term.ended(until) : term);
      }
    }
    return new Terms(terms);
  }

  /** With all shares of these terms taken in. */
  Terms taking(Set<Term> taken) {
    return new Terms(all.stream().map(term -> taken.contains(term) ? term.taken() : term).toList());
  }

  Write write(DocumentPath path, long now) {
    SortedMap<String, Fields> operators = new TreeMap<>();
    for (Term term : all) {
      Fields hours =
          Fields.builder()
              .put(
                  term.since().id(),
                  Fields.builder()
                      .put("owner", term.owner().hex())
                      .put("until", term.until() == null ? null : term.until().start())
                      .put("isTaken", term.isTaken())
                      .build())
              .build();
      operators.merge(term.operator().hex(), hours, Fields::with);
    }
    Fields.Builder fields = Fields.builder();
    operators.forEach(fields::put);
    return new Write.Put(
        path, Fields.builder().put("operators", fields.build()).put("updatedAt", now).build());
  }
}
