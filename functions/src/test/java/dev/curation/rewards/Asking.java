package dev.curation.rewards;

import dev.curation.aggregation.World;
import dev.curation.apr.TokenPrices;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reader of a world. */
public final class Asking {
  private final MeteredStore store;
  private final RewardsApi api;

  public Asking(World world, TokenPrices prices) {
    this.store = new MeteredStore(world.process());
    this.api = new RewardsApi(store, prices, ClaimTotals.NONE, world.clock);
  }

  /** The answer's body. */
  public Fields get(String path, Object... namesAndValues) {
    return answer(path, namesAndValues).body();
  }

  public Answer answer(String path, Object... namesAndValues) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put((String) namesAndValues[i], List.of(String.valueOf(namesAndValues[i + 1])));
    }
    return api.get(path, query);
  }

  /** The items of one page. */
  public static List<Fields> items(Fields answer, String list) {
    List<Fields> items = new ArrayList<>();
    if (answer.get(list) instanceof List<?> found) {
      for (Object item : found) {
        items.add(new Fields(Map.of("item", item)).map("item"));
      }
    }
    return items;
  }

  /** The items of all pages, of a few each. */
  public List<Fields> all(String path, Object... namesAndValues) {
    List<Fields> all = new ArrayList<>();
    List<Object> query = new ArrayList<>(List.of(namesAndValues));
    query.addAll(List.of("limit", "3"));
    Fields page = get(path, query.toArray());
    all.addAll(items(page, "items"));
    while (page.has("next")) {
      List<Object> next = new ArrayList<>(query);
      next.addAll(List.of("cursor", page.string("next")));
      page = get(path, next.toArray());
      all.addAll(items(page, "items"));
    }
    return all;
  }

  /** Documents read so far. */
  public long reads() {
    return store.usage().reads();
  }
}
