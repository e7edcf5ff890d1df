package dev.curation.store;

/** What every engine of {@link Store} must do. */
public interface StoreContract
    extends CommitContract,
        PreconditionContract,
        ValueContract,
        QueryContract,
        CreateEachContract {}
