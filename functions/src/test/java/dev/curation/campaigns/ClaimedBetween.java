package dev.curation.campaigns;

import dev.curation.documents.ProgramPaths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A process whose commits of the first program others have overtaken, some times. */
final class ClaimedBetween implements Store {
  private final CampaignWorld world;
  private final Store store;
  private int left;

  ClaimedBetween(CampaignWorld world, int times) {
    this.world = world;
    this.store = world.process();
    this.left = times;
  }

  @Override
  public Instant commit(List<Write> writes) {
    DocumentPath program = ProgramPaths.program(1);
    if (left > 0 && writes.stream().anyMatch(write -> write.path().equals(program))) {
      left--;
      Fields other = Fields.builder().put("commit", world.id()).build();
      var unused = store.commit(List.of(new Write.Update(program, other, null)));
    }
    return store.commit(writes);
  }

  @Override
  public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    return store.getAll(paths);
  }

  @Override
  public List<StoredDocument> query(Query query) {
    return store.query(query);
  }

  @Override
  public List<Boolean> createEach(List<Write.Create> writes) {
    return store.createEach(writes);
  }

  @Override
  public void close() {
    store.close();
  }
}
