package dev.ember.assembly.dex;

import com.android.tools.r8.origin.Origin;
import com.android.tools.r8.origin.PathOrigin;
import com.android.tools.r8.references.Reference;
import com.android.tools.r8.startup.StartupProfileBuilder;
import com.android.tools.r8.startup.StartupProfileProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that run between the tap on the icon and the first answer: R8 puts them into the dex
 * file that is read first, and a phone compiles them when it installs the app.
 *
 * @param file with a class descriptor as {@code Ldev/ember/app/EmberApp;} on each line
 * @param descriptors the lines
 */
public record StartupClasses(Path file, List<String> descriptors)
    implements StartupProfileProvider {

  public StartupClasses {
    descriptors = List.copyOf(descriptors);
  }

  /** Reads a file; lines that begin with # say why. */
  public static StartupClasses read(Path file) throws IOException {
    List<String> descriptors = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith("L") || !line.endsWith(";")) {
        throw new IllegalStateException(
            file + ": expected a descriptor as La/B; but found \"" + line + "\"");
      }
      descriptors.add(line);
    }
    return new StartupClasses(file, descriptors);
  }

  /** An APK that starts nothing. */
  public static StartupClasses none() {
    return new StartupClasses(Path.of("none"), List.of());
  }

  @Override
  public void getStartupProfile(StartupProfileBuilder builder) {
    for (String descriptor : descriptors) {
      builder.addStartupClass(
          type -> type.setClassReference(Reference.classFromDescriptor(descriptor)));
    }
  }

  @Override
  public Origin getOrigin() {
    return new PathOrigin(file);
  }

  /** As rules of a baseline profile: each class, and its methods as hot from the start. */
  List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (String descriptor : descriptors) {
      rules.add(descriptor);
      rules.add("HSP" + descriptor + "->**(**)**");
    }
    return rules;
  }
}
