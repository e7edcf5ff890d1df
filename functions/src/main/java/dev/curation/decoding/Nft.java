package dev.curation.decoding;

import dev.curation.chain.Address;
import java.math.BigInteger;

/** One item of a sale, whatever its ERC-1155 amount. */
record Nft(Address collection, BigInteger tokenId) {}
