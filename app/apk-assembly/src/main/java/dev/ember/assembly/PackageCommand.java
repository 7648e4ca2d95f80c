package dev.ember.assembly;

import dev.ember.assembly.apk.ApkContents;
import dev.ember.assembly.apk.BundleAssets;
import dev.ember.assembly.apk.DebugKey;
import dev.ember.assembly.apk.PackageStep;
import dev.ember.assembly.apk.SigningStep;
import dev.ember.assembly.archive.ClassFolder;
import dev.ember.assembly.archive.ExplodedAar;
import dev.ember.assembly.archive.Fingerprint;
import dev.ember.assembly.check.ApkChecks;
import dev.ember.assembly.dex.AllowList;
import dev.ember.assembly.dex.ClosureStep;
import dev.ember.assembly.dex.Platform;
import dev.ember.assembly.resource.Aapt2;
import dev.ember.assembly.resource.ApplicationId;
import dev.ember.assembly.resource.LinkedResources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes a signed and checked APK out of jars and linked resources. */
@Command(name = "package", description = "Dex, trace, pack, sign and check an APK.")
final class PackageCommand implements Callable<Integer> {

  @ParentCommand private Assembly assembly = new Assembly();

  @Mixin private ApplicationOptions application = new ApplicationOptions();
  @Mixin private ClassPathOptions classPath = new ClassPathOptions();
  @Mixin private ReleaseOptions release = new ReleaseOptions();
  @Mixin private AssetOptions assets = new AssetOptions();

  @Option(names = "--linked", required = true, description = "What 'resources' wrote.")
  private Path linked = Path.of("");

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

  @Option(names = "--key", required = true, description = "PKCS #12 file of the debug key.")
  private Path key = Path.of("");

  @Option(
      names = "--dex-cache",
      required = true,
      description = "Folder of dex files, for all builds of this machine.")
  private Path dexCache = Path.of("");

  @Option(names = "--work", required = true, description = "Folder for intermediate files.")
  private Path work = Path.of("");

  @Option(
      names = "--split-abis",
      description = "Write an APK for each processor family, its name before .apk.")
  private boolean splitAbis;

  @Option(names = "--out", required = true, description = "The APK to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!classPath.isOfJars()) {
      System.out.println(out + " is not made: modules were compiled, but not to jars (mvn test)");
      deleteOutputs(); // else those of before would be taken for it
      return 0;
    }
    classPath.requireOnlyReached();
    String fingerprint = fingerprint();
    Path stamp = work.resolve("fingerprint");
    if (!outputs().keySet().stream().allMatch(Files::exists)
        || !Files.exists(stamp)
        || !Files.readString(stamp).equals(fingerprint)) {
      Files.createDirectories(work);
      deleteOutputs();
      assemble();
      Files.writeString(stamp, fingerprint);
    }
    return 0;
  }

  private void deleteOutputs() throws IOException {
    for (Path apk : outputs().keySet()) {
      Files.deleteIfExists(apk);
    }
  }

  private void assemble() throws IOException, InterruptedException {
    ApplicationId id = application.id();
    LinkedResources resources = new LinkedResources(linked);
    List<Path> whole = classPath.program();
    for (ClassFolder folder : classPath.folders()) {
      Path jar = work.resolve("classes-" + whole.size() + ".jar");
      folder.writeJar(jar);
      whole.add(jar);
    }
    List<Path> jars = classPath.reached(whole, work);
    List<Path> installed = classPath.reached(classPath.installed(), work);
    Aapt2 aapt2 = Aapt2.unpackedTo(linked.resolveSibling("tools"));
    CompiledApp app;
    if (release.asked()) {
      app = shrunk(resources, jars, installed, aapt2);
    } else {
      DebugCode.Code code =
          new DebugCode.Code(jars, installed, allowDangling, classPath.androidJar(), id.minSdk());
      List<Path> dexes = assembly.debugCode().dexes(code, dexCache, work.resolve("dex"));
      app = new CompiledApp(dexes, resources.table(), List.of());
    }
    for (Map.Entry<Path, List<String>> apk : outputs().entrySet()) {
      Path unsigned = work.resolve("unsigned.apk");
      Path signed = work.resolve("signed.apk");
      ApkContents contents =
          new ApkContents(
              app.table(), app.dexes(), jars, allAssets(app), nativeLibraries, apk.getValue());
      new PackageStep(contents, compression()).run(unsigned);
      new SigningStep(DebugKey.read(key), id.minSdk()).run(unsigned, signed);
      new ApkChecks(
              aapt2,
              id,
              permissions,
              apk.getValue(),
              new ApkChecks.Limits(smallPages, release.mostBytes(apk.getValue())))
          .run(signed, resources.manifest());
      Files.move(signed, apk.getKey());
    }
  }

  private CompiledApp shrunk(
      LinkedResources resources, List<Path> jars, List<Path> installed, Aapt2 aapt2)
      throws IOException, InterruptedException {
    try (Platform platform = Platform.of(classPath.androidJar())) {
      ClosureStep closure = new ClosureStep(platform, AllowList.read(allowDangling));
      closure.run(jars, installed);
      CompiledApp app =
          new ReleaseBuild(release, resources, classPath.archives(), work)
              .run(platform, application.id().minSdk(), jars, aapt2);
      closure.requireNoneBeside(app.dexes());
      return app;
    }
  }

  /** What is installed over a cable need not be small, and the smallest takes six times as long. */
  private int compression() {
    return release.asked() ? Deflater.BEST_COMPRESSION : Deflater.BEST_SPEED;
  }

  /** The APKs to write, each with its processor families. */
  private Map<Path, List<String>> outputs() {
    if (!splitAbis) {
      return Map.of(out, abis);
    }
    Map<Path, List<String>> outputs = new TreeMap<>();
    for (String abi : abis) {
      String name = out.getFileName().toString().replace(".apk", "-" + abi + ".apk");
      outputs.put(out.resolveSibling(name), List.of(abi));
    }
    return outputs;
  }

  /** Of every input, this program included. */
  private String fingerprint() throws IOException {
    List<Path> everyAsset = allAssets(new CompiledApp(List.of(), linked, List.of()));
    Fingerprint fingerprint =
        new Fingerprint()
            .add(application.id().toString())
            .add(permissions + " " + outputs() + " " + smallPages + " " + classPath.onlyReached())
            .add(release.mapping() + " " + release.limits())
            .addAll(release.inputs())
            .addAll(classPath.program())
            .addAll(classPath.installed())
            .addAll(classPath.folders().stream().flatMap(f -> f.files().stream()).toList())
            .addAll(nativeLibraries)
            .addAll(everyAsset);
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

  /** An AAR need not have any; an APK that has its own is an app, with a model. */
  private List<Path> allAssets(CompiledApp app) throws IOException {
    List<Path> named = assets.folders();
    List<Path> all = new ArrayList<>(named);
    all.addAll(app.assets());
    for (ExplodedAar aar : classPath.archives()) {
      all.add(aar.assets());
    }
    if (!named.isEmpty()) {
      BundleAssets.requireOneModel(all);
    }
    return all;
  }
}
