package dev.curation.decoding;

/** What a log of a token tells: a transfer, or why it is none. */
public sealed interface TokenLog permits TokenTransfer, Decoded.Rejected {}
