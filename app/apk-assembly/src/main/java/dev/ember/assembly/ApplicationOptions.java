package dev.ember.assembly;

import dev.ember.assembly.resource.ApplicationId;
import picocli.CommandLine.Option;

/** The options that say which application is built. */
final class ApplicationOptions {

  @Option(names = "--package", required = true, description = "The application's package.")
  private String packageName = "";

  @Option(names = "--min-sdk", required = true, description = "The oldest API level.")
  private int minSdk;

  @Option(names = "--target-sdk", required = true, description = "The API level aimed at.")
  private int targetSdk;

  @Option(names = "--version-code", required = true, description = "Raised by each update.")
  private int versionCode;

  @Option(names = "--version-name", required = true, description = "What a person reads.")
  private String versionName = "";

  @Option(names = "--debuggable", description = "Let a debugger attach.")
  private boolean debuggable;

  ApplicationId id() {
    return new ApplicationId(packageName, minSdk, targetSdk, versionCode, versionName, debuggable);
  }
}
