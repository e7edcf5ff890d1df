package dev.curation.local;

import java.net.URI;
import java.time.Duration;

/**
 * Messages of a topic that are posted to an endpoint.
 *
 * @param endpoint acknowledges with 2xx
 * @param ackDeadline 10 s to 10 min: an answer that comes later does not count
 * @param deadLetters the topic for messages that are given up
 * @param attempts 5 to 100 deliveries before a message is given up
 */
public record PushSubscription(
    String name,
    String topic,
    URI endpoint,
    Duration ackDeadline,
    String deadLetters,
    int attempts) {}
