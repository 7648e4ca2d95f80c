package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The app can say which build it is: a SHA-256 lies where its page about itself reads it. */
final class BuildHashCheck implements ApkCheck {
  private static final String BUILD = "assets/build.txt";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    for (ApkFile.Entry entry : apk.entries()) {
      if (entry.name().equals(BUILD)) {
        String found = new String(apk.content(entry), StandardCharsets.UTF_8);
        return SHA256.matcher(found).matches()
            ? List.of()
            : List.of("expected a SHA-256 in " + BUILD + " but found \"" + found + "\"");
      }
    }
    return List.of("expected " + BUILD + " but found none");
  }
}
