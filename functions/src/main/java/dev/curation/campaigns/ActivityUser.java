package dev.curation.campaigns;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is kept of a user beside the votes.
 *
 * @param stakes by contract, then by collection; {@code ""}: in favour of none
 * @param isExcluded whether the user earns nothing in programs
 * @param owns collections of which the user is the registered owner
 */
record ActivityUser(
    SortedMap<String, SortedMap<String, BigInteger>> stakes,
    boolean isExcluded,
    SortedSet<String> owns) {
  static final ActivityUser NEW = new ActivityUser(new TreeMap<>(), false, new TreeSet<>());

  ActivityUser {
    stakes = Collections.unmodifiableSortedMap(new TreeMap<>(stakes));
    owns = Collections.unmodifiableSortedSet(new TreeSet<>(owns));
  }

  ActivityUser with(SortedMap<String, SortedMap<String, BigInteger>> newStakes) {
    return new ActivityUser(newStakes, isExcluded, owns);
  }

  ActivityUser excluded(boolean isNowExcluded) {
    return new ActivityUser(stakes, isNowExcluded, owns);
  }

  ActivityUser owning(String collection, boolean owns) {
    SortedSet<String> changed = new TreeSet<>(this.owns);
    if (owns) {
      changed.add(collection);
    } else {
      changed.remove(collection);
    }
    return new ActivityUser(stakes, isExcluded, changed);
  }

  static ActivityUser decode(Fields fields) {
    SortedMap<String, SortedMap<String, BigInteger>> stakes = new TreeMap<>();
    JsonObject contracts = JsonParser.parseString(fields.string("stakes")).getAsJsonObject();
    for (String contract : contracts.keySet()) {
      SortedMap<String, BigInteger> amounts = new TreeMap<>();
      contracts
          .getAsJsonObject(contract)
          .entrySet()
          .forEach(e -> amounts.put(e.getKey(), new BigInteger(e.getValue().getAsString())));
      stakes.put(contract, amounts);
    }
    return new ActivityUser(
        stakes, fields.bool("isExcluded"), new TreeSet<>(fields.map("owns").values().keySet()));
  }

  Fields encode() {
    JsonObject contracts = new JsonObject();
    stakes.forEach(
        (contract, amounts) -> {
          JsonObject json = new JsonObject();
          amounts.forEach((collection, amount) -> json.addProperty(collection, amount.toString()));
          contracts.add(contract, json);
        });
    Fields.Builder owned = Fields.builder();
    owns.forEach(collection -> owned.put(collection, true));
    return Fields.builder()
        .put("stakes", contracts.toString())
        .put("isExcluded", isExcluded)
        .put("owns", owned.build())
        .build();
  }
}
