package dev.ember.assembly.check;

import java.io.IOException;
import java.util.List;

/** One thing that must be true of an APK. */
interface ApkCheck {

  /**
   * Returns what is wrong, one sentence each with value and expectation; empty when all is well.
   */
  List<String> faults(ApkFile apk) throws IOException;
}
