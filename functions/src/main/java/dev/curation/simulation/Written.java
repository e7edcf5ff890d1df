package dev.curation.simulation;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger on written documents is told.
 *
 * @param before null: the document was created
 * @param after null: the document was removed
 */
public record Written(DocumentPath path, @Nullable Fields before, @Nullable Fields after) {}
