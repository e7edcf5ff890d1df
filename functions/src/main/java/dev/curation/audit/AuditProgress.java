package dev.curation.audit;

/** Hears how far an audit or an export has come. */
public interface AuditProgress {
  /** For those who do not want to know. */
  AuditProgress NONE =
      new AuditProgress() {
        @Override
        public void begins(String task, long total) {}

        @Override
        public void advances(long documents) {}

        @Override
        public void ends() {}
      };

  /**
   * @param total how many documents there are to be; negative: nobody knows
   */
  void begins(String task, long total);

  void advances(long documents);

  void ends();
}
