package dev.curation.messaging;

import java.util.List;

/** The port to a transport that delivers each message at least once, in any order. */
public interface MessageChannel {

  /**
   * Publishes messages; returns when the transport has taken all of them. None: nothing is done.
   *
   * @param topic name of the topic within the project, which must exist
   * @throws MessagingException if any was not taken: others may have been, so all are to be
   *     published again
   */
  void publish(String topic, List<Message> messages);
}
