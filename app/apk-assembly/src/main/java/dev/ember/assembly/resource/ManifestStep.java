package dev.ember.assembly.resource;

import com.android.manifmerger.ManifestMerger2;
import com.android.manifmerger.ManifestMerger2.Invoker;
import com.android.manifmerger.ManifestMerger2.Invoker.Feature;
import com.android.manifmerger.ManifestMerger2.MergeFailureException;
import com.android.manifmerger.ManifestMerger2.MergeType;
import com.android.manifmerger.ManifestSystemProperty;
import com.android.manifmerger.MergingReport;
import com.android.manifmerger.MergingReport.MergedManifestKind;
import com.android.utils.StdLogger;
import dev.ember.assembly.archive.ExplodedAar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Merges the application's manifest with those of its libraries, as Gradle does.
 *
 * <p>Implicit permissions are off: with an old library's low target version the merger would grant
 * phone and storage permissions that nobody asked for.
 */
final class ManifestStep {

  private final ApplicationId application;

  ManifestStep(ApplicationId application) {
    this.application = application;
  }

  void merge(Manifests manifests, List<ExplodedAar> libraries, Path out) throws IOException {
    Path manifest = manifests.main();
    Invoker invoker =
        ManifestMerger2.newMerger(
            manifest.toFile(), new StdLogger(StdLogger.Level.WARNING), MergeType.APPLICATION);
    invoker.setNamespace(application.packageName());
    invoker.setOverride(ManifestSystemProperty.Document.PACKAGE, application.packageName());
    invoker.setOverride(
        ManifestSystemProperty.UsesSdk.MIN_SDK_VERSION, Integer.toString(application.minSdk()));
    invoker.setOverride(
        ManifestSystemProperty.UsesSdk.TARGET_SDK_VERSION,
        Integer.toString(application.targetSdk()));
    invoker.withFeatures(
        Feature.NO_IMPLICIT_PERMISSION_ADDITION,
        Feature.REMOVE_TOOLS_DECLARATIONS,
        Feature.DISABLE_PACKAGE_NAME_UNIQUENESS_CHECK);
    if (application.debuggable()) {
      invoker.withFeatures(Feature.DEBUGGABLE);
    }
    for (Path overlay : manifests.overlays()) {
      invoker.addFlavorAndBuildTypeManifest(overlay.toFile());
    }
    for (ExplodedAar library : libraries) {
      invoker.addLibraryManifest(library.name(), library.manifest().toFile());
    }
    Files.writeString(out, merged(invoker, manifest));
  }

  private static String merged(Invoker invoker, Path manifest) {
    MergingReport report;
    try {
      report = invoker.merge();
    } catch (MergeFailureException e) {
      throw new IllegalStateException("cannot merge " + manifest, e);
    }
    String document = report.getMergedDocument(MergedManifestKind.MERGED);
    if (report.getResult().isError() || document == null) {
      throw new IllegalStateException(
          "cannot merge " + manifest + ":\n" + report.getReportString());
    }
    return document;
  }
}
