package dev.ember.assembly.resource;

import dev.ember.assembly.archive.ExplodedAar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a manifest and resources into what javac, Robolectric and the APK need: the merged
 * manifest, the linked resource table and the R classes with the final ids.
 */
public final class ResourceStep {

  private final Aapt2 aapt2;
  private final Path androidJar;
  private final ApplicationId application;
  private final List<Path> assets;
  private final TableForm form;
  private final List<String> languages;

  /** What the linked table is for. */
  public enum TableForm {
    /** For a phone, and for Robolectric. */
    BINARY,
    /** For R8, which shrinks it. */
    PROTO
  }

  /**
   * What is linked.
   *
   * @param languages those whose words go in, as resource folders name them, beside the words that
   *     name no language; empty for all. Libraries bring eighty, which an application that speaks
   *     two only carries about
   */
  public record Target(TableForm form, List<String> languages) {
    public Target {
      languages = List.copyOf(languages);
    }
  }

  /**
   * @param assets folders that the linked table carries along: Robolectric looks for assets there
   *     alone. An APK gets its own from {@code PackageStep}
   * @param target what the table is for, and whose words it has
   */
  public ResourceStep(
      Aapt2 aapt2, Path androidJar, ApplicationId application, List<Path> assets, Target target) {
    this.aapt2 = aapt2;
    this.androidJar = androidJar;
    this.application = application;
    this.assets = List.copyOf(assets);
    this.form = target.form();
    this.languages = target.languages();
  }

  /**
   * Merges, compiles, links.
   *
   * @param resources the application's {@code res} folder; may be absent
   * @param classes the root below which the R classes go, the application's and the libraries'
   * @return where the other results lie, all below {@code out}
   */
  public LinkedResources run(
      Manifests manifests, Path resources, List<ExplodedAar> libraries, Path out, Path classes)
      throws IOException, InterruptedException {
    LinkedResources linked = new LinkedResources(out);
    Files.createDirectories(out);
    new ManifestStep(application).merge(manifests, libraries, linked.manifest());
    List<String> arguments = linkArguments(linked);
    for (ExplodedAar library : libraries) {
      if (Files.exists(library.compiledResources())) {
        arguments.add("-R");
        arguments.add(library.compiledResources().toString());
      }
    }
    if (Files.isDirectory(resources)) {
      Path compiled = out.resolve("compiled.zip");
      aapt2.compile(resources, compiled);
      arguments.add("-R");
      arguments.add(compiled.toString());
    }
    aapt2.link(arguments);
    new RClasses(Symbols.read(linked.symbols()))
        .write(libraries, application.packageName(), classes);
    return linked;
  }

  private List<String> linkArguments(LinkedResources linked) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-I", androidJar.toString()));
    arguments.addAll(List.of("--manifest", linked.manifest().toString()));
    arguments.addAll(List.of("--proguard", linked.keepRules().toString()));
    arguments.addAll(List.of("--output-text-symbols", linked.symbols().toString()));
    arguments.addAll(List.of("--version-code", Integer.toString(application.versionCode())));
    arguments.addAll(List.of("--version-name", application.versionName()));
    for (Path folder : assets) {
      arguments.addAll(List.of("-A", folder.toString()));
    }
    if (!languages.isEmpty()) {
      arguments.addAll(List.of("-c", String.join(",", languages)));
    }
    arguments.add("--auto-add-overlay");
    if (form == TableForm.PROTO) {
      arguments.add("--proto-format");
      arguments.addAll(List.of("-o", linked.protoTable().toString()));
    } else {
      arguments.addAll(List.of("-o", linked.table().toString()));
    }
    return arguments;
  }
}
