package dev.ember.converter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code ember apk}: the launcher builds the APKs when they are missing, this tells about them. */
@Command(name = "apk", description = "Say where the Android app is, and how to install it.")
final class ApkCommand extends ToolCommand {
  static final String APP = "ember-debug.apk";
  static final String OFFLINE = "ember-offline-debug.apk";
  static final String TESTS = "ember-androidTest.apk";
  private static final double BYTES_PER_MB = 1e6;

  @Override
  public Integer call() throws IOException {
    Path app = ember().home().resolve("app/target").resolve(APP);
    Path tests = ember().home().resolve("app/target").resolve(TESTS);
    for (Path apk : List.of(app, tests)) {
      if (!Files.exists(apk)) {
        throw new IOException("no " + apk + ": mvn verify in " + ember().home() + " builds it");
      }
    }
    print(app, app.resolveSibling(OFFLINE), tests);
    return ExitCode.OK;
  }

  private void print(Path app, Path offline, Path tests) throws IOException {
    PrintWriter out = stdout();
    out.println("The app, " + megabytes(app) + ":");
    out.println("  " + app);
    out.println("Install it on a phone with USB debugging on:");
    out.println("  adb install -r '" + app + "'");
    out.println("or copy it to the phone and open it there.");
    if (Files.exists(offline)) {
      out.println("The same app that may not use a network, to be installed instead:");
      out.println("  " + offline);
    }
    out.println();
    out.println("Its tests, for a phone or an emulator, " + megabytes(tests) + ":");
    out.println("  " + tests);
    out.println("Run them beside the app:");
    out.println("  adb install -r '" + tests + "'");
    out.println(
        "  adb shell am instrument -w dev.ember.app.test/androidx.test.runner.AndroidJUnitRunner");
    out.println();
    out.println("adb is part of Android's platform tools (Debian: apt-get install adb).");
    out.flush();
  }

  private static String megabytes(Path file) throws IOException {
    return String.format(Locale.ROOT, "%.1f MB", Files.size(file) / BYTES_PER_MB);
  }
}
