/** What functions say to one another through topics. */
@org.jspecify.annotations.NullMarked
package dev.curation.messaging;
