package dev.ember.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.robolectric.internal.ShadowProvider;

/**
 * For which methods of Android's classes there may be a shadow: Robolectric's own, and those of the
 * tests, which {@code robolectric.properties} lists. By name alone: which of them is taken depends
 * on the arguments and on the version of Android, and a method too many only stays as slow as it
 * was.
 */
final class ShadowedMethods {
  private static final String TESTS = "robolectric.properties";

  private final ImmutableSetMultimap<String, String> shadows; // by the canonical name of a class
  private final ImmutableSet<String> picked; // there a shadow is chosen for each run
  private final Map<String, Set<String>> methods = new ConcurrentHashMap<>(); // by shadow

  ShadowedMethods() {
    ImmutableSetMultimap.Builder<String, String> known = ImmutableSetMultimap.builder();
    ImmutableSet.Builder<String> chosen = ImmutableSet.builder();
    for (ShadowProvider provider : ServiceLoader.load(ShadowProvider.class, loader())) {
      known.putAll(provider.getShadows());
      chosen.addAll(provider.getShadowPickerMap().keySet());
    }
    for (String shadow : ofTests()) {
      known.put(ShadowClass.read(reader(shadow)).shadowed(), shadow);
    }
    shadows = known.build();
    picked = chosen.build();
  }

  /** Whether a shadow may stand in for a method of this name in a class. */
  Predicate<String> of(String className) {
    if (picked.contains(className)) {
      return method -> true;
    }
    Set<String> names = new HashSet<>();
    for (String shadow : shadows.get(className.replace('$', '.'))) {
      names.addAll(methods.computeIfAbsent(shadow, ShadowedMethods::read));
    }
    return names::contains;
  }

  private static List<String> ofTests() {
    Properties properties = new Properties();
    try (InputStream bytes = open(TESTS)) {
      properties.load(new InputStreamReader(bytes, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + TESTS, e);
    }
    return List.of(properties.getProperty("shadows").split(","));
  }

  /** What a shadow, and what it extends, calls its methods, or says that they are for. */
  private static Set<String> read(String shadow) {
    Set<String> names = new HashSet<>();
    String next = shadow;
    while (!next.equals(Object.class.getName())) {
      ClassReader reader = reader(next);
      names.addAll(ShadowClass.read(reader).methods());
      next = reader.getSuperName().replace('/', '.');
    }
    return names;
  }

  private static ClassReader reader(String shadow) {
    try (InputStream bytes = open(shadow.replace('.', '/') + ".class")) {
      return new ClassReader(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read the shadow " + shadow, e);
    }
  }

  private static InputStream open(String file) {
    InputStream found = loader().getResourceAsStream(file);
    if (found == null) {
      throw new IllegalStateException("expected " + file + " among the tests but found none");
    }
    return found;
  }

  private static ClassLoader loader() {
    return ShadowedMethods.class.getClassLoader();
  }
}
