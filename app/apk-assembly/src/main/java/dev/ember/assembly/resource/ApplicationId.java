package dev.ember.assembly.resource;

/**
 * What the build says about an application, and its manifest does not.
 *
 * @param packageName of the application and of its own R class
 * @param minSdk the oldest API level that may install it
 * @param targetSdk the API level whose behaviour it asks for
 * @param versionCode the number that an update must raise
 * @param versionName the version that a person reads
 * @param debuggable whether a debugger may attach
 */
public record ApplicationId(
    String packageName,
    int minSdk,
    int targetSdk,
    int versionCode,
    String versionName,
    boolean debuggable) {

  public ApplicationId {
    if (minSdk < 1 || targetSdk < minSdk) {
      throw new IllegalArgumentException(
          "expected 1 <= minSdk <= targetSdk but they are " + minSdk + " and " + targetSdk);
    }
  }
}
