package dev.ember.assembly.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code aapt2 dump badging} reads out of the binary manifest, as a phone's installer does.
 *
 * @param packageName of the application
 * @param minSdk the oldest API level that may install it
 * @param targetSdk the API level whose behaviour it asks for
 * @param debuggable whether a debugger may attach
 * @param permissions that it asks for, those for some API levels included
 */
record Badging(
    String packageName, int minSdk, int targetSdk, boolean debuggable, List<String> permissions) {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package: name='([^']*)'");
  private static final Pattern MIN_SDK =
      Pattern.compile("(?m)^(?:minSdkVersion|sdkVersion):'(\\d+)'");
  private static final Pattern TARGET_SDK = Pattern.compile("(?m)^targetSdkVersion:'(\\d+)'");
  private static final Pattern DEBUGGABLE = Pattern.compile("(?m)^application-debuggable");
  private static final Pattern PERMISSION =
      Pattern.compile("(?m)^uses-permission[^:]*: name='([^']*)'");

  Badging {
    permissions = List.copyOf(permissions);
  }

  /** Reads the output of aapt2. */
  static Badging parse(String output) {
    List<String> permissions = new ArrayList<>();
    Matcher permission = PERMISSION.matcher(output);
    while (permission.find()) {
      permissions.add(permission.group(1));
    }
    return new Badging(
        first(PACKAGE, output),
        Integer.parseInt(first(MIN_SDK, output)),
        Integer.parseInt(first(TARGET_SDK, output)),
        DEBUGGABLE.matcher(output).find(),
        permissions);
  }

  private static String first(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalArgumentException("expected " + pattern + " in:\n" + output);
    }
    return matcher.group(1);
  }
}
