package dev.curation.campaigns;

import dev.curation.programs.EventType;
import dev.curation.programs.PercentileMetric;
import dev.curation.programs.QualifyingAction;
import dev.curation.programs.Role;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Qualifying actions as a map, by their index. */
final class ActionCodec {
  private ActionCodec() {}

  static Fields encode(List<QualifyingAction> actions) {
    Fields.Builder all = Fields.builder();
    for (int i = 0; i < actions.size(); i++) {
      all.put(Integer.toString(i), encode(actions.get(i)));
    }
    return all.build();
  }

  private static Fields encode(QualifyingAction action) {
    BigInteger most = action.maximumStake();
    return Fields.builder()
        .put("type", action.type().name())
        .put("minimumActions", action.minimumActions())
        .put("maximumActions", action.maximumActions())
        .put("minimumStake", action.minimumStake().toString())
        .put("maximumStake", most == null ? null : most.toString())
        .put("percentileLow", (long) action.percentileLow())
        .put("percentileHigh", (long) action.percentileHigh())
        .put("percentileMetric", action.percentileMetric().name())
        .put("role", action.role().name())
        .put("ownerMultiplier", action.ownerMultiplier())
        .build();
  }

  static List<QualifyingAction> decode(Fields all) {
    List<QualifyingAction> actions = new ArrayList<>();
    for (int i = 0; i < all.values().size(); i++) {
      actions.add(decodeOne(all.map(Integer.toString(i))));
    }
    return actions;
  }

  private static QualifyingAction decodeOne(Fields fields) {
    String most = fields.optionalString("maximumStake");
    return new QualifyingAction(
        EventType.valueOf(fields.string("type")),
        fields.integer("minimumActions"),
        fields.integer("maximumActions"),
        new BigInteger(fields.string("minimumStake")),
        most == null ? null : new BigInteger(most),
        Math.toIntExact(fields.integer("percentileLow")),
        Math.toIntExact(fields.integer("percentileHigh")),
        PercentileMetric.valueOf(fields.string("percentileMetric")),
        Role.valueOf(fields.string("role")),
        fields.integer("ownerMultiplier"));
  }
}
