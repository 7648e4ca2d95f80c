package dev.ember.assembly.dex;

import com.android.tools.r8.ArchiveClassFileProvider;
import com.android.tools.r8.ClassFileResourceProvider;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.ProgramResource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a phone has without our help: the framework of {@code android-all} and, since that jar lacks
 * {@code java.*}, those packages of the JDK that Android documents too.
 *
 * <p>A class of the JDK stands for its Android namesake although that may have fewer methods;
 * Animal Sniffer looks at those in our own code.
 */
public final class Platform implements Closeable {

  /** Packages of developer.android.com/reference below java, javax and org. */
  private static final List<String> JAVA_PACKAGES =
      List.of(
          "Ljava/io/",
          "Ljava/lang/",
          "Ljava/math/",
          "Ljava/net/",
          "Ljava/nio/",
          "Ljava/security/",
          "Ljava/sql/",
          "Ljava/text/",
          "Ljava/time/",
          "Ljava/util/",
          "Ljavax/crypto/",
          "Ljavax/net/",
          "Ljavax/security/",
          "Ljavax/sql/",
          "Ljavax/xml/",
          "Lorg/w3c/dom/",
          "Lorg/xml/sax/");

  /** Not on a phone although a package above has them. */
  private static final List<String> ABSENT =
      List.of("Ljava/lang/instrument/", "Ljava/lang/management/", "Ljava/lang/module/");

  private final String name;
  private final ArchiveClassFileProvider framework;
  private final ClassFileResourceProvider jdk;
  private final ClassFileResourceProvider java;

  private Platform(String name, ArchiveClassFileProvider framework, ClassFileResourceProvider jdk) {
    this.name = name;
    this.framework = framework;
    this.jdk = jdk;
    this.java = new AndroidJava(jdk); // looks at 30,000 names, and D8 runs for each jar
  }

  /** Opens the framework jar and the running JDK. */
  public static Platform of(Path androidJar) throws IOException {
    return new Platform(
        androidJar.getFileName() + " on Java " + Runtime.version().feature(),
        new ArchiveClassFileProvider(androidJar),
        JdkClassFileProvider.fromSystemJdk());
  }

  /** Which framework and which JDK it is. */
  String name() {
    return name;
  }

  List<ClassFileResourceProvider> classes() {
    return List.of(framework, java);
  }

  @Override
  public void close() throws IOException {
    framework.finished(new CollectedDiagnostics());
    jdk.finished(new CollectedDiagnostics());
  }

  /** The JDK without what Android leaves out. */
  private static final class AndroidJava implements ClassFileResourceProvider {

    private final ClassFileResourceProvider jdk;
    private final Set<String> descriptors;

    AndroidJava(ClassFileResourceProvider jdk) {
      this.jdk = jdk;
      this.descriptors =
          jdk.getClassDescriptors().stream()
              .filter(AndroidJava::isOnAndroid)
              .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOnAndroid(String descriptor) {
      return JAVA_PACKAGES.stream().anyMatch(descriptor::startsWith)
          && ABSENT.stream().noneMatch(descriptor::startsWith);
    }

    @Override
    public Set<String> getClassDescriptors() {
      return descriptors;
    }

    @Override
    public @Nullable ProgramResource getProgramResource(String descriptor) {
      return descriptors.contains(descriptor) ? jdk.getProgramResource(descriptor) : null;
    }
  }
}
