package dev.ember.assembly.check;

import dev.ember.assembly.resource.ApplicationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The manifest says what the build says, and asks for no permission beyond the list. */
final class ManifestCheck implements ApkCheck {

  private final Badging actual;
  private final ApplicationId expected;
  private final List<String> permissions;

  ManifestCheck(Badging actual, ApplicationId expected, List<String> permissions) {
    this.actual = actual;
    this.expected = expected;
    this.permissions = List.copyOf(permissions);
  }

  @Override
  public List<String> faults(ApkFile apk) {
    List<String> faults = new ArrayList<>();
    compare("package", actual.packageName(), expected.packageName(), faults);
    compare("minSdkVersion", actual.minSdk(), expected.minSdk(), faults);
    compare("targetSdkVersion", actual.targetSdk(), expected.targetSdk(), faults);
    compare("debuggable", actual.debuggable(), expected.debuggable(), faults);
    for (String permission : actual.permissions()) {
      if (!permissions.contains(permission)) {
        faults.add("unexpected permission " + permission + ", expected only " + permissions);
      }
    }
    return faults;
  }

  private static void compare(String what, Object actual, Object expected, List<String> faults) {
    if (!Objects.equals(actual, expected)) {
      faults.add(what + " is " + actual + " but expected " + expected);
    }
  }
}
