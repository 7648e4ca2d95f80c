package dev.ember.assembly.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Of the rules that aapt2 writes for R8, those that do not hang on a layout.
 *
 * <p>aapt2 keeps every class that any layout names, those of the libraries' dialogs for dates and
 * hours among them, and what these classes reach is kept with them, layouts too. R8 follows layouts
 * itself: a class stays if a layout names it that something reaches. That none is missing is asked
 * of the finished APK.
 */
public final class ManifestRules {
  private static final String REFERENCE = "# Referenced at ";

  /** No resource can have this name, for it has capitals. */
  private static final Pattern OF_MANIFEST =
      Pattern.compile(REFERENCE + ".*AndroidManifest\\.xml:\\d+");

  private static final String WHOLE_CLASS = "-keep class ";

  private ManifestRules() {}

  /** Writes the rules of {@code linked} that stay to {@code out}. */
  public static void write(LinkedResources linked, Path out) throws IOException {
    List<String> lines = Files.readAllLines(linked.keepRules());
    Files.write(out, staying(lines));
  }

  /**
   * @param lines rules, each behind comments that name the places it is for
   */
  static List<String> staying(List<String> lines) {
    List<String> staying = new ArrayList<>();
    boolean named = false;
    for (String line : lines) {
      if (line.startsWith(REFERENCE)) {
        named |= OF_MANIFEST.matcher(line).matches();
      } else if (!line.isBlank()) {
        if (named || !line.startsWith(WHOLE_CLASS)) {
          staying.add(line);
        }
        named = false;
      }
    }
    return staying;
  }
}
