/** Messages that wallets sign, and who signed them (EIP-712). */
@org.jspecify.annotations.NullMarked
package dev.curation.signing;
