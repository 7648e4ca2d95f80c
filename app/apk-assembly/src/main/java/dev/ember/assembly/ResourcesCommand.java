package dev.ember.assembly;

import dev.ember.assembly.archive.ExplodedAar;
import dev.ember.assembly.resource.Aapt2;
import dev.ember.assembly.resource.ApplicationId;
import dev.ember.assembly.resource.LinkedResources;
import dev.ember.assembly.resource.Manifests;
import dev.ember.assembly.resource.ResourceStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Merges the manifest and links the resources, before javac: it makes the R classes. */
@Command(name = "resources", description = "Merge the manifest, link resources, write R.")
final class ResourcesCommand implements Callable<Integer> {

  @Mixin private ApplicationOptions application = new ApplicationOptions();
  @Mixin private AssetOptions assets = new AssetOptions();

  @Option(names = "--manifest", required = true, description = "The application's own manifest.")
  private Path manifest = Path.of("");

  @Option(names = "--overlay", description = "A flavour's additions to the manifest.")
  private List<Path> overlays = List.of();

  @Option(names = "--res", required = true, description = "The application's resources.")
  private Path resources = Path.of("");

  @Option(names = "--libraries", description = "Folder of unpacked AARs.")
  private List<Path> libraryFolders = List.of();

  @Option(
      names = "--language",
      description = "A language whose words go in, as in zh-rCN; without it, all languages do.")
  private List<String> languages = List.of();

  @Option(names = "--android-jar", required = true, description = "The framework's classes.")
  private Path androidJar = Path.of("");

  @Option(names = "--out", required = true, description = "Folder for the results.")
  private Path out = Path.of("");

  @Option(names = "--r-classes", required = true, description = "Root for the R classes.")
  private Path rClasses = Path.of("");

  @Option(
      names = "--shrinkable",
      description = "Link for R8; the code is compiled against the ids in this other R.txt.")
  private @Nullable Path compiledAgainst;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ApplicationId id = application.id();
    List<Path> folders = assets.folders();
    Aapt2 aapt2 = Aapt2.unpackedTo(out.resolveSibling("tools"));
    List<ExplodedAar> libraries = ExplodedAar.inAll(libraryFolders);
    ResourceStep.TableForm form =
        compiledAgainst == null ? ResourceStep.TableForm.BINARY : ResourceStep.TableForm.PROTO;
    LinkedResources linked =
        new ResourceStep(aapt2, androidJar, id, folders, new ResourceStep.Target(form, languages))
            .run(new Manifests(manifest, overlays), resources, libraries, out, rClasses);
    if (compiledAgainst != null && Files.mismatch(linked.symbols(), compiledAgainst) >= 0) {
      throw new IllegalStateException(
          "expected the ids of " + compiledAgainst + " but " + linked.symbols() + " has others");
    }
    return 0;
  }
}
