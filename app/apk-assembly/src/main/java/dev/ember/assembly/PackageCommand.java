package dev.ember.assembly;

import dev.ember.assembly.apk.ApkContents;
import dev.ember.assembly.apk.DebugKey;
import dev.ember.assembly.apk.PackageStep;
import dev.ember.assembly.apk.SigningStep;
import dev.ember.assembly.archive.ClassFolder;
import dev.ember.assembly.archive.ExplodedAar;
import dev.ember.assembly.archive.Fingerprint;
import dev.ember.assembly.check.ApkChecks;
import dev.ember.assembly.dex.AllowList;
import dev.ember.assembly.dex.ClosureStep;
import dev.ember.assembly.dex.DexStep;
import dev.ember.assembly.dex.Platform;
import dev.ember.assembly.dex.ShrinkStep;
import dev.ember.assembly.resource.Aapt2;
import dev.ember.assembly.resource.ApplicationId;
import dev.ember.assembly.resource.LinkedResources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a signed and checked APK out of jars and linked resources. */
@Command(name = "package", description = "Dex, trace, pack, sign and check an APK.")
final class PackageCommand implements Callable<Integer> {

  @Mixin private ApplicationOptions application = new ApplicationOptions();
  @Mixin private ClassPathOptions classPath = new ClassPathOptions();

  @Option(names = "--linked", required = true, description = "What 'resources' wrote.")
  private Path linked = Path.of("");

  @Option(names = "--assets", description = "Folder whose files become assets.")
  private List<Path> assets = List.of();

  @Option(names = "--native-libraries", description = "Folder with one folder per ABI.")
  private List<Path> nativeLibraries = List.of();

  @Option(names = "--small-pages", description = "A native library that needs 4 KiB pages.")
  private List<String> smallPages = List.of();

  @Option(names = "--abi", description = "A processor family to build for.")
  private List<String> abis = List.of();

  @Option(names = "--allow-dangling", required = true, description = "File of exceptions.")
  private Path allowDangling = Path.of("");

  @Option(names = "--allow-permission", description = "A permission that the APK may ask for.")
  private List<String> permissions = List.of();

  @Option(names = "--shrink-by", description = "A file of rules: R8 makes a release.")
  private List<Path> shrinkRules = List.of();

  @Option(names = "--mapping", description = "Receives the names that R8 has given.")
  private Path mapping = Path.of("mapping.txt");

  @Option(names = "--key", required = true, description = "PKCS #12 file of the debug key.")
  private Path key = Path.of("");

  @Option(names = "--dex-cache", required = true, description = "Folder that outlives a build.")
  private Path dexCache = Path.of("");

  @Option(names = "--work", required = true, description = "Folder for intermediate files.")
  private Path work = Path.of("");

  @Option(names = "--out", required = true, description = "The APK to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    String fingerprint = fingerprint();
    Path stamp = work.resolve("fingerprint");
    if (!Files.exists(out)
        || !Files.exists(stamp)
        || !Files.readString(stamp).equals(fingerprint)) {
      Files.createDirectories(work);
      Files.deleteIfExists(out);
      assemble();
      Files.writeString(stamp, fingerprint);
    }
    return 0;
  }

  private void assemble() throws IOException, InterruptedException {
    ApplicationId id = application.id();
    LinkedResources resources = new LinkedResources(linked);
    List<Path> jars = new ArrayList<>(classPath.program());
    for (ClassFolder folder : classPath.folders()) {
      Path jar = work.resolve("classes-" + jars.size() + ".jar");
      folder.writeJar(jar);
      jars.add(jar);
    }
    List<Path> dexes;
    try (Platform platform = Platform.of(classPath.androidJar())) {
      ClosureStep closure = new ClosureStep(platform, AllowList.read(allowDangling));
      closure.run(jars, classPath.installed());
      dexes = dex(platform, jars);
      if (!shrinkRules.isEmpty()) {
        closure.requireNoneBeside(dexes);
      }
    }
    Path unsigned = work.resolve("unsigned.apk");
    Path signed = work.resolve("signed.apk");
    new PackageStep(
            new ApkContents(resources.table(), dexes, jars, allAssets(), nativeLibraries, abis))
        .run(unsigned);
    new SigningStep(DebugKey.read(key), id.minSdk()).run(unsigned, signed);
    Aapt2 aapt2 = Aapt2.unpackedTo(linked.resolveSibling("tools"));
    new ApkChecks(aapt2, id, permissions, abis, smallPages).run(signed, resources.manifest());
    Files.move(signed, out);
  }

  private List<Path> dex(Platform platform, List<Path> jars) throws IOException {
    int minSdk = application.id().minSdk();
    Path out = work.resolve("dex");
    if (shrinkRules.isEmpty()) {
      return new DexStep(dexCache, platform, minSdk).run(jars, out);
    }
    List<Path> rules = new ArrayList<>(shrinkRules);
    rules.add(new LinkedResources(linked).keepRules());
    for (ExplodedAar aar : classPath.archives()) {
      rules.add(aar.keepRules());
    }
    return new ShrinkStep(platform, minSdk, rules).run(jars, out, mapping);
  }

  /** Of every input, this program included. */
  private String fingerprint() throws IOException {
    Fingerprint fingerprint =
        new Fingerprint()
            .add(application.id().toString())
            .add(permissions + " " + abis + " " + smallPages + " " + mapping)
            .addAll(shrinkRules)
            .addAll(classPath.program())
            .addAll(classPath.installed())
            .addAll(classPath.folders().stream().flatMap(f -> f.files().stream()).toList())
            .addAll(nativeLibraries)
            .addAll(allAssets());
    for (Path input : List.of(linked, allowDangling, key, ownCode())) {
      fingerprint.add(input);
    }
    return fingerprint.add(classPath.androidJar().getFileName().toString()).hex();
  }

  private static Path ownCode() {
    try {
      return Path.of(Assembly.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError("a code source is a file's address", e);
    }
  }

  private List<Path> allAssets() throws IOException {
    List<Path> all = new ArrayList<>(assets);
    for (ExplodedAar aar : classPath.archives()) {
      all.add(aar.assets());
    }
    return all;
  }
}
