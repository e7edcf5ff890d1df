package dev.curation.node;

import dev.curation.chain.ChainLog;

/**
 * A log as a node or a webhook tells it.
 *
 * @param removed a reorganisation took it off the chain
 */
public record SeenLog(ChainLog log, boolean removed) {}
