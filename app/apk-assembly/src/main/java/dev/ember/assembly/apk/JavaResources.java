package dev.ember.assembly.apk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files in jars that are not classes: code asks for them by {@code getResource}.
 *
 * <p>Left out: {@code META-INF} save its services, native libraries for desktops, and what only a
 * compiler or another system reads, as are JavaCPP's settings for other systems.
 */
final class JavaResources {

  private static final String SERVICES = "META-INF/services/";
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*\\.(class|so|dll|dylib|jnilib|kotlin_builtins|kotlin_metadata|proto|h|java)"
              + "|META-INF/(?!services/).*|.*package\\.html|LICENSE\\.txt"
              + "|org/bouncycastle/.*" // tables of ciphers that the app does not use
              + "|org/bytedeco/javacpp/properties/(?!android-(arm64|x86_64)\\.|generic).*"
              + "|DebugProbesKt\\.bin" // what the debug agent of coroutines loads in a JVM
              + "|META-INF/services/java\\.security\\.Provider" // ciphers again
              + "|okhttp3/internal/publicsuffix/.*"); // for cookies, which the app does not keep

  private final List<Path> jars;

  JavaResources(List<Path> jars) {
    this.jars = jars;
  }

  /**
   * Adds each resource once.
   *
   * @throws IllegalStateException when two jars disagree about one
   */
  void addTo(ApkEntries entries) throws IOException {
    Map<String, byte[]> resources = new TreeMap<>();
    for (Path jar : jars) {
      collect(jar, resources);
    }
    for (Map.Entry<String, byte[]> resource : resources.entrySet()) {
      entries.deflate(resource.getKey(), resource.getValue());
    }
  }

  private static void collect(Path jar, Map<String, byte[]> resources) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (entry.isDirectory() || LEFT_OUT.matcher(name).matches()) {
          continue;
        }
        try (InputStream in = zip.getInputStream(entry)) {
          add(name, in.readAllBytes(), jar, resources);
        }
      }
    }
  }

  private static void add(String name, byte[] content, Path jar, Map<String, byte[]> resources) {
    byte[] earlier = resources.get(name);
    if (earlier == null) {
      resources.put(name, content);
    } else if (name.startsWith(SERVICES)) {
      resources.put(name, lines(earlier, content));
    } else if (!Arrays.equals(earlier, content)) {
      throw new IllegalStateException(jar + " has another " + name + " than an earlier jar");
    }
  }

  private static byte[] lines(byte[] first, byte[] second) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    joined.writeBytes(second);
    return joined.toByteArray();
  }
}
