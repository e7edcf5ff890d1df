package dev.curation.campaigns;

import dev.curation.documents.ProgramPaths;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.Distribution;
import dev.curation.programs.RewardMath;
import dev.curation.programs.RewardProgram;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What open periods would give if they ended now. */
final class Provisional {
  private final Map<DocumentPath, StoredDocument> documents = new HashMap<>();

  private Provisional() {}

  /** Reads the programs and periods of those account states whose period is open. */
  static Provisional read(Store store, List<StoredDocument> states) {
    Set<DocumentPath> wanted = new LinkedHashSet<>();
    for (StoredDocument state : states) {
      if (isOpen(state.fields())) {
        wanted.add(program(state.fields()));
        wanted.add(period(state.fields()));
      }
    }
    Provisional provisional = new Provisional();
    if (!wanted.isEmpty()) {
      for (Optional<StoredDocument> found : store.getAll(List.copyOf(wanted))) {
        found.ifPresent(document -> provisional.documents.put(document.path(), document));
      }
    }
    return provisional;
  }

  private static boolean isOpen(Fields state) {
    return state.string("status").equals(ClaimStatus.UNCLAIMABLE.name());
  }

  private static DocumentPath program(Fields state) {
    return ProgramPaths.program(state.integer("program"));
  }

  private static DocumentPath period(Fields state) {
    return ProgramPaths.programPeriod(state.integer("program"), state.integer("period"));
  }

  /** The state as it is told, with its reward. */
  Map<String, @Nullable Object> claim(StoredDocument state) {
    Fields fields = state.fields();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    for (String name : List.of("program", "period", "chainId", "shares", "status")) {
      answer.put(name, fields.get(name));
    }
    boolean isProvisional = isOpen(fields);
    answer.put("rewardWei", isProvisional ? reward(fields) : fields.get("rewardWei"));
    answer.put("provisional", isProvisional);
    return answer;
  }

  /** Null where the period was just being closed. */
  private @Nullable String reward(Fields state) {
    StoredDocument program = documents.get(program(state));
    StoredDocument period = documents.get(period(state));
    if (program == null || period == null) {
      return null;
    }
    RewardProgram found = ProgramRecord.decode(program).program();
    Distribution counted = MalformedDocumentException.decode(period, ProgramCodec::distribution);
    return RewardMath.reward(
            counted.pool(),
            state.integer("shares"),
            counted.totalShares(),
            found.terms().maxRewardByAddress())
        .toString();
  }
}
