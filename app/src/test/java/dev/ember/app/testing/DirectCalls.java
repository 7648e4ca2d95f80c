package dev.ember.app.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.inject.Named;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Type;
import org.robolectric.internal.AndroidSandbox.SdkSandboxClassLoader;
import org.robolectric.internal.bytecode.ClassInstrumentor;
import org.robolectric.internal.bytecode.InstrumentationConfiguration;
import org.robolectric.internal.bytecode.ShadowedObject;
import org.robolectric.pluginapi.Sdk;

/**
 * Loads Android as Robolectric does, but for the methods that no shadow stands in for: each calls
 * its own code. Robolectric asks at each call of any method of Android whether a shadow has come
 * meanwhile, and sees to the traces of what it throws, through a method handle; that was a quarter
 * of the time of a screen's test.
 *
 * <p>What a shadow of Robolectric's or of {@code robolectric.properties} is for stays as it is, by
 * the names of its methods. A shadow that a test asked for in another way would not be seen, hence
 * {@code ArchitectureTest} has none; nor would what decorates the calls of all methods, which
 * Robolectric has for a check that is off.
 *
 * <p>Robolectric finds this class by the file of its name in {@code META-INF/services}.
 */
public final class DirectCalls extends SdkSandboxClassLoader {
  private static final String INSTRUMENTED = Type.getInternalName(ShadowedObject.class);
  private static final ShadowedMethods SHADOWED = new ShadowedMethods();

  static {
    LightThemes.define(); // before the first Android, which would load what it replaces
  }

  private final InstrumentationConfiguration config;
  private final JarFile android;

  /**
   * @param sdk whose classes have been through Robolectric's own instrumentation
   */
  public DirectCalls(
      InstrumentationConfiguration config,
      @Named("runtimeSdk") Sdk sdk,
      ClassInstrumentor instrumentor)
      throws IOException {
    super(config, sdk, instrumentor);
    this.config = config;
    android = new JarFile(sdk.getJarPath().toFile());
  }

  @Override
  public Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      byte[] direct = findLoadedClass(name) == null ? direct(name) : null;
      return direct == null
          ? super.loadClass(name, resolve)
          : defineClass(name, direct, 0, direct.length);
    }
  }

  /** The bytes of a class of Android; null for what Robolectric loads as it does. */
  private byte @Nullable [] direct(String name) throws ClassNotFoundException {
    JarEntry entry = android.getJarEntry(name.replace('.', '/') + ".class");
    if (entry == null || !config.shouldAcquire(name)) {
      return null;
    }
    try (InputStream shipped = android.getInputStream(entry)) {
      ClassReader reader = new ClassReader(shipped);
      if (!List.of(reader.getInterfaces()).contains(INSTRUMENTED)) {
        return null;
      }
      ClassWriter writer = new ClassWriter(reader, 0); // its own code is copied as it is
      reader.accept(new DirectClass(writer, SHADOWED.of(name)), 0);
      return writer.toByteArray();
    } catch (IOException e) {
      throw new ClassNotFoundException(
          "expected to read " + name + " from " + android.getName(), e);
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    android.close();
  }
}
