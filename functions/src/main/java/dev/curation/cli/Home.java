package dev.curation.cli;

import java.nio.file.Path;

/** Where the project's files lie. */
final class Home {
  private Home() {}

  /** The project's folder: the launcher names it, else the current one. */
  static Path folder() {
    return Path.of(System.getProperty("curation.home", "")).toAbsolutePath();
  }

  static Path securityRules() {
    return folder().resolve("firestore.rules");
  }

  /** What Firebase is told of the project, the page's folder and headers among it. */
  static Path firebase() {
    return folder().resolve("firebase.json");
  }

  static Path contracts() {
    return folder().resolve("contracts");
  }

  static Path cryptoPunksSales() {
    return folder().resolve("emulator-config").resolve("cryptopunks-sales.csv");
  }
}
