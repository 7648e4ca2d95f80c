package dev.ember.assembly.check;

import dev.ember.assembly.resource.Aapt2;
import dev.ember.assembly.resource.ApplicationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All checks of an APK; every fault is reported, not only the first. */
public final class ApkChecks {

  private final Aapt2 aapt2;
  private final ApplicationId expected;
  private final List<String> permissions;
  private final List<String> abis;
  private final Limits limits;

  /**
   * What an APK may have and how much of it.
   *
   * @param smallPages native libraries that may lack the alignment of 16 KiB
   * @param mostBytes of the file, the models in it not counted
   */
  public record Limits(List<String> smallPages, long mostBytes) {
    public Limits {
      smallPages = List.copyOf(smallPages);
    }
  }

  /**
   * Names what is expected.
   *
   * @param permissions the only permissions that the APK may ask for
   * @param abis the processor families whose native libraries must be there; none for an APK
   *     without native code
   */
  public ApkChecks(
      Aapt2 aapt2,
      ApplicationId expected,
      List<String> permissions,
      List<String> abis,
      Limits limits) {
    this.aapt2 = aapt2;
    this.expected = expected;
    this.permissions = List.copyOf(permissions);
    this.abis = List.copyOf(abis);
    this.limits = limits;
  }

  /**
   * Checks an APK.
   *
   * @param mergedManifest the manifest as text, whose components must have their classes
   * @throws IllegalStateException with every fault found
   */
  public void run(Path apk, Path mergedManifest) throws IOException, InterruptedException {
    Badging badging = Badging.parse(aapt2.dumpBadging(apk));
    List<ApkCheck> checks =
        List.of(
            new ManifestCheck(badging, expected, permissions),
            new DexCheck(Components.of(mergedManifest)),
            new NamedClassesCheck(),
            new BuildHashCheck(),
            new NativeLibraryCheck(abis, limits.smallPages()),
            new AlignmentCheck(),
            new SizeCheck(limits.mostBytes()),
            new SignatureCheck(expected.minSdk()));
    List<String> faults = new ArrayList<>();
    ApkFile file = ApkFile.read(apk);
    for (ApkCheck check : checks) {
      faults.addAll(check.faults(file));
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(apk + " is not right:\n  " + String.join("\n  ", faults));
    }
  }
}
