package dev.ember.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import dev.ember.inference.file.Buffers;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.BaseStream;

/** Rules that compiled classes of {@code dev.ember} keep. */
public final class ClassRules {
  private static final String[] TFLITE = {"org.bytedeco.tensorflowlite..", "org.tensorflow.."};
  private static final String LIBTORCH = "org.bytedeco.pytorch..";
  private static final String HUB = "dev.ember.converter.cli.hub..";

  private static final String DOWNLOAD = "dev.ember.converter.download..";

  /** The downloads of the verb {@code corpus gather}, from addresses that a manifest names. */
  private static final String SOURCES = "dev.ember.converter.training.sources..";

  /** The app's downloads; its flavour "ember-offline" may not open what they would. */
  private static final String JOBS = "dev.ember.app.jobs..";

  private static final String[] NETWORK = {"java.net..", "javax.net..", "okhttp3..", "okio.."};

  private ClassRules() {}

  /**
   * {@code app -> export -> inference}, training and cli over download, export and inference. A
   * class path need not have all of them.
   */
  public static ArchRule dependenciesPointOneWay() {
    return Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.ember..")
        .withOptionalLayers(true)
        .layer("inference")
        .definedBy("dev.ember.inference..")
        .layer("export")
        .definedBy("dev.ember.converter.export..")
        .layer("download")
        .definedBy(DOWNLOAD)
        .layer("training")
        .definedBy("dev.ember.converter.training..")
        .layer("cli")
        .definedBy("dev.ember.converter.cli..")
        .layer("app")
        .definedBy("dev.ember.app..")
        .whereLayer("inference")
        .mayOnlyBeAccessedByLayers("export", "training", "cli", "app")
        .whereLayer("export")
        .mayOnlyBeAccessedByLayers("training", "cli", "app")
        .whereLayer("download")
        .mayOnlyBeAccessedByLayers("training", "cli")
        .whereLayer("training")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .because("the phone takes inference and export alone, and the trainer is a process apart");
  }

  public static ArchRule onlyTflitePackagesNameTensorFlowLite() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("..tflite..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TFLITE)
        .because("a runtime is one package below the seam");
  }

  public static ArchRule onlyTrainingNamesLibtorch() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.ember.converter.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(LIBTORCH)
        .because("libtorch stays off the phone, and off the class path of a chat");
  }

  /** Its backward pass in bfloat16 is slow; what is trained with it would only be slower. */
  public static ArchRule nothingAttendsByTheFusedOperator() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "scaled_dot_product_attention",
                access -> access.getTarget().getName().equals("scaled_dot_product_attention")))
        .because("docs/decisions/0006-libtorch-for-training.md: it is slow backward in bfloat16");
  }

  /** A file is local until the user names a model of the hub, or a manifest of public files. */
  public static ArchRule onlyDownloadsOpenConnections() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(DOWNLOAD, HUB, SOURCES, JOBS)
        .should()
        .dependOnClassesThat(resideInAnyPackage(NETWORK).and(not(type(URI.class))))
        .because("only the verbs pull and corpus gather and the app's downloads open connections");
  }

  /** One write may take but some of the bytes; the downloads know no class of inference. */
  public static ArchRule buffersAreWrittenWhole() {
    return noClasses()
        .that(not(type(Buffers.class)).and(not(resideInAPackage(DOWNLOAD))))
        .should()
        .accessTargetWhere(
            describe("FileChannel.write of one buffer", ClassRules::isWriteOfOneBuffer))
        .because("a file that is written in part is taken for a whole one");
  }

  private static boolean isWriteOfOneBuffer(JavaAccess<?> access) {
    return access.getTargetOwner().isAssignableTo(FileChannel.class)
        && access.getTarget().getName().equals("write");
  }

  public static ArchRule packagesHaveNoCycles() {
    return slices().matching("dev.ember.(**)").should().beFreeOfCycles();
  }

  /** What Room generates ends in {@code _Impl}, and is no name of ours. */
  public static ArchRule noClassIsNamedForNothing() {
    return noClasses()
        .should()
        .haveNameMatching(".*(?<!_)(Util|Utils|Helper|Manager|Impl|Base|Common)")
        .because("a name says what a class is for");
  }

  public static ArchRule inferencePrintsNothing() {
    return noClasses()
        .that(resideInAPackage("dev.ember.inference.."))
        .should()
        .accessTargetWhere(
            describe(
                "System.out, System.err or printStackTrace()",
                access -> isStandardStream(access) || isStackTrace(access)))
        .because("a library speaks to its caller alone");
  }

  public static ArchRule inferenceStartsNoThread() {
    return noClasses()
        .that(resideInAPackage("dev.ember.inference.."))
        .should()
        .accessTargetWhere(
            describe("threads, executors or parallel streams", ClassRules::isThreadStart))
        .because("its caller owns the threads");
  }

  private static boolean isStandardStream(JavaAccess<?> access) {
    String name = access.getTarget().getName();
    return access.getTargetOwner().isEquivalentTo(System.class)
        && (name.equals("out") || name.equals("err"));
  }

  private static boolean isStackTrace(JavaAccess<?> access) {
    return access.getTargetOwner().isAssignableTo(Throwable.class)
        && access.getTarget().getName().equals("printStackTrace");
  }

  private static boolean isThreadStart(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    boolean newThread = owner.isAssignableTo(Thread.class) && name.matches("<init>|start");
    boolean parallel = owner.isAssignableTo(BaseStream.class) && name.equals("parallel");
    return newThread
        || parallel
        || name.equals("parallelStream")
        || owner.isEquivalentTo(Executors.class)
        || owner.isAssignableTo(ExecutorService.class)
        || owner.isAssignableTo(CompletableFuture.class);
  }
}
