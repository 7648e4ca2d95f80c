package dev.ember.assembly.dex;

import com.android.tools.profgen.ArtProfile;
import com.android.tools.profgen.ArtProfileKt;
import com.android.tools.profgen.ArtProfileSerializer;
import com.android.tools.profgen.DexFile;
import com.android.tools.profgen.DexFileData;
import com.android.tools.profgen.DexFileParserKt;
import com.android.tools.profgen.HumanReadableProfile;
import com.android.tools.profgen.HumanReadableProfileKt;
import com.android.tools.profgen.ObfuscationMapKt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the baseline profile: which classes and methods the phone compiles when it installs the
 * app, in the numbers of the finished dex files. {@code androidx.profileinstaller} hands it to ART.
 */
public final class ProfileStep {
  private static final String APK = "base.apk";

  private final List<Path> libraryProfiles;
  private final StartupClasses startup;

  /**
   * @param libraryProfiles {@code baseline-prof.txt} of AARs; one that does not exist is left out
   */
  public ProfileStep(List<Path> libraryProfiles, StartupClasses startup) {
    this.libraryProfiles = List.copyOf(libraryProfiles);
    this.startup = startup;
  }

  /**
   * Writes {@code dexopt/baseline.prof} and {@code .profm} into a folder of assets.
   *
   * @param dexes the dex files of the APK in the order of their numbers
   * @param mapping what R8 called the classes
   * @return how many methods are in the profile
   * @throws IllegalStateException if a rule cannot be read, or no method is named
   */
  public int run(List<Path> dexes, Path mapping, Path assets) throws IOException {
    Path folder = assets.resolve("dexopt");
    Files.createDirectories(folder);
    Path rules = Files.write(assets.resolveSibling("baseline-prof.txt"), rules());
    List<String> faults = new ArrayList<>();
    HumanReadableProfile readable =
        HumanReadableProfileKt.HumanReadableProfile(rules.toFile(), faults::add);
    if (readable == null || !faults.isEmpty()) {
      throw new IllegalStateException("cannot read " + rules + ": " + faults);
    }
    List<DexFile> parsed = new ArrayList<>();
    for (Path dex : dexes) {
      parsed.addAll(DexFileParserKt.parseDexFiles(Files.readAllBytes(dex), parsed.size()));
    }
    ArtProfile profile =
        ArtProfileKt.ArtProfile(
            readable, ObfuscationMapKt.ObfuscationMap(mapping.toFile()), parsed, APK);
    int methods = 0;
    for (DexFileData data : profile.getProfileData().values()) {
      methods += data.getMethods().size();
    }
    if (methods == 0) {
      throw new IllegalStateException(
          "expected a profile with methods but " + rules + " names none");
    }
    ArtProfileKt.save(
        profile, folder.resolve("baseline.prof").toFile(), ArtProfileSerializer.V0_1_0_P);
    ArtProfileKt.save(
        profile, folder.resolve("baseline.profm").toFile(), ArtProfileSerializer.METADATA_0_0_2);
    return methods;
  }

  private List<String> rules() throws IOException {
    List<String> rules = new ArrayList<>(startup.rules());
    for (Path profile : libraryProfiles) {
      if (Files.exists(profile)) {
        rules.addAll(Files.readAllLines(profile));
      }
    }
    return rules;
  }
}
