package dev.curation.local;

import java.io.IOException;
import java.util.Arrays;

/**
 * The main class of a child JVM: runs another main class and ends with the parent. The parent holds
 * the other end of standard input and never writes; when it is gone, even killed at an instant, the
 * system closes the pipe. Knows nothing but the JDK, since the child's class path holds little
 * else.
 */
public final class ParentGuard {
  private ParentGuard() {}

  /**
   * @param args the main class to run, and its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(ParentGuard::endWithParent, "parent-guard");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    Class<?> guarded;
    try {
      guarded = Class.forName(args[0]);
    } catch (ClassNotFoundException e) {
      System.err.println(e + " in " + System.getProperty("java.class.path"));
      System.exit(1);
      return;
    }
    guarded.getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // A broken pipe says the same as a closed one.
    }
    // Not exit: hooks of the guarded program could wait for a parent that is no more.
    Runtime.getRuntime().halt(0);
  }
}
