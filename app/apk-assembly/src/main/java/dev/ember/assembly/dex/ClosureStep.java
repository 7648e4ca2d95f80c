package dev.ember.assembly.dex;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.references.ClassReference;
import com.android.tools.r8.references.FieldReference;
import com.android.tools.r8.references.MethodReference;
import com.android.tools.r8.tracereferences.TraceReferences;
import com.android.tools.r8.tracereferences.TraceReferencesCommand;
import com.android.tools.r8.tracereferences.TraceReferencesConsumer;
import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what the code names and nobody has: a class, field or method that neither the jars nor the
 * platform define. On a phone each is a {@code NoClassDefFoundError} or a {@code NoSuchMethodError}
 * on the day the line runs, and no test that does not run the line sees it.
 */
public final class ClosureStep {

  private final Platform platform;
  private final AllowList allowed;

  public ClosureStep(Platform platform, AllowList allowed) {
    this.platform = platform;
    this.allowed = allowed;
  }

  /**
   * Checks the jars of one APK.
   *
   * @param program the jars whose references are followed
   * @param installed jars that another APK in the same process brings, for a test's APK
   * @throws IllegalStateException with every dangling reference that is not allowed, and with every
   *     line of the allow-list that allows nothing
   */
  public void run(List<Path> program, List<Path> installed) {
    Set<String> dangling = dangling(program, installed);
    AllowList.Verdict verdict = allowed.judge(dangling);
    if (!verdict.isClean()) {
      throw new IllegalStateException(verdict.message());
    }
  }

  /**
   * Checks what R8 has made: it may have dropped a dangling reference with the code around it, and
   * may have added none.
   *
   * @param dexes of one APK; beside the first, an archive of all is written, for the tracer takes
   *     no bare dex file
   * @throws IllegalStateException with every dangling reference that is not allowed
   */
  public void requireNoneBeside(List<Path> dexes) throws IOException {
    Path together = dexes.get(0).resolveSibling("together.zip");
    try (ZipWriter archive = new ZipWriter(together)) {
      for (Path dex : dexes) {
        archive.store(dex.getFileName().toString(), Files.readAllBytes(dex));
      }
    }
    List<String> unexpected = allowed.judge(dangling(List.of(together), List.of())).unexpected();
    if (!unexpected.isEmpty()) {
      throw new IllegalStateException(
          unexpected.size() + " references dangle after R8:\n  " + String.join("\n  ", unexpected));
    }
  }

  private Set<String> dangling(List<Path> program, List<Path> installed) {
    CollectedDiagnostics diagnostics = new CollectedDiagnostics();
    Missing missing = new Missing();
    TraceReferencesCommand.Builder builder = TraceReferencesCommand.builder(diagnostics);
    platform.classes().forEach(builder::addLibraryResourceProvider);
    try {
      TraceReferences.run(
          builder
              .addSourceFiles(program)
              .addTargetFiles(program)
              .addLibraryFiles(installed) // looked up in, and not traced to
              .setConsumer(missing)
              .build());
    } catch (CompilationFailedException e) {
      throw new IllegalStateException("cannot trace references:\n" + diagnostics, e);
    }
    return missing.names;
  }

  private static final class Missing implements TraceReferencesConsumer {

    /** Sorted, so that the message is the same each time. */
    private final Set<String> names = new TreeSet<>();

    @Override
    public synchronized void acceptType(TracedClass traced, DiagnosticsHandler handler) {
      if (traced.isMissingDefinition()) {
        ClassReference reference = traced.getReference();
        names.add(reference.getTypeName());
      }
    }

    @Override
    public synchronized void acceptField(TracedField traced, DiagnosticsHandler handler) {
      if (traced.isMissingDefinition()) {
        FieldReference reference = traced.getReference();
        names.add(reference.getHolderClass().getTypeName() + "." + reference.getFieldName());
      }
    }

    @Override
    public synchronized void acceptMethod(TracedMethod traced, DiagnosticsHandler handler) {
      if (traced.isMissingDefinition()) {
        MethodReference reference = traced.getReference();
        names.add(
            reference.getHolderClass().getTypeName() + "." + reference.getMethodName() + "()");
      }
    }
  }
}
