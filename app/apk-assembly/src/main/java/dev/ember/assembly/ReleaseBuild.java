package dev.ember.assembly;

import dev.ember.assembly.archive.ExplodedAar;
import dev.ember.assembly.dex.Platform;
import dev.ember.assembly.dex.ProfileStep;
import dev.ember.assembly.dex.ShrinkStep;
import dev.ember.assembly.dex.StartupClasses;
import dev.ember.assembly.resource.Aapt2;
import dev.ember.assembly.resource.LinkedResources;
import dev.ember.assembly.resource.ManifestRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Code and resources of a release: R8 over both, then the profile over what R8 has made.
 *
 * @param archives whose rules and profiles count
 * @param work folder for the results
 */
record ReleaseBuild(
    ReleaseOptions options, LinkedResources resources, List<ExplodedAar> archives, Path work) {

  CompiledApp run(Platform platform, int minSdk, List<Path> jars, Aapt2 aapt2)
      throws IOException, InterruptedException {
    List<Path> rules = new ArrayList<>(options.rules());
    Path manifestRules = work.resolve("manifest.pro");
    ManifestRules.write(resources, manifestRules);
    rules.add(manifestRules);
    List<Path> profiles = new ArrayList<>();
    for (ExplodedAar aar : archives) {
      rules.add(aar.keepRules());
      profiles.add(aar.baselineProfile());
    }
    StartupClasses startup = StartupClasses.read(options.startup());
    Path shrunk = work.resolve("shrunk.proto.ap_");
    Path named = work.resolve("shrunk.ap_");
    Path table = work.resolve("optimized.ap_");
    Path assets = work.resolve("assets");
    List<Path> dexes =
        new ShrinkStep(platform, minSdk, rules, startup)
            .run(
                jars,
                new ShrinkStep.Table(resources.protoTable(), shrunk),
                new ShrinkStep.Outputs(work.resolve("dex"), options.mapping()));
    options.leftOut().requireNoneIn(options.mapping());
    aapt2.convertToBinary(shrunk, named);
    aapt2.optimize(named, table);
    new ProfileStep(profiles, startup).run(dexes, options.mapping(), assets);
    return new CompiledApp(dexes, table, List.of(assets));
  }
}
