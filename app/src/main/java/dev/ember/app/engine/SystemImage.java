package dev.ember.app.engine;

import android.os.Build;
import androidx.annotation.RequiresApi;
import java.util.Set;
import java.util.TreeSet;

/**
 * The name of what a GPU's OpenCL driver came with. That lies on the partitions of whoever made the
 * chip and the phone, which may be updated without the system's own; asking the driver itself would
 * need a context of it.
 */
final class SystemImage {
  private static final Set<String> WITH_DRIVERS = Set.of("vendor", "odm");

  private SystemImage() {}

  /** Changes whenever the driver does that a delegate loads. */
  static String name() {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q
        ? Build.FINGERPRINT + partitions()
        : Build.FINGERPRINT;
  }

  @RequiresApi(Build.VERSION_CODES.Q)
  private static String partitions() {
    Set<String> names = new TreeSet<>(); // in one order, whichever the phone lists them in
    for (Build.Partition partition : Build.getFingerprintedPartitions()) {
      if (WITH_DRIVERS.contains(partition.getName())) {
        names.add(", " + partition.getName() + " " + partition.getFingerprint());
      }
    }
    return String.join("", names);
  }
}
