package dev.ember.assembly.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;

/**
 * The classes of a library that other jars name, and those that these name in turn: of a large
 * library of which little is used, all that an APK needs. Names in strings count too, for a class
 * may be asked for by its name; one that is put together at run time is not seen.
 */
public final class ReachedClasses {
  private static final String CLASS = ".class";
  private static final int UTF8 = 1; // the tag of a constant

  /** Two or more words with a slash or a dot between them. */
  private static final Pattern NAME = Pattern.compile("[\\w$]+(?:[/.][\\w$]+)+");

  private final TreeMap<String, byte[]> library; // by name, as a/B
  private final TreeMap<String, byte[]> reached = new TreeMap<>();
  private final Deque<byte[]> toRead = new ArrayDeque<>();

  private ReachedClasses(TreeMap<String, byte[]> library) {
    this.library = library;
  }

  /** Finds what {@code jars} reach of a library. */
  public static ReachedClasses of(Path library, Collection<Path> jars) throws IOException {
    ReachedClasses found = new ReachedClasses(classes(library));
    byte[] beginning = found.beginning().getBytes(StandardCharsets.UTF_8);
    for (Path jar : jars) {
      for (byte[] each : classes(jar).values()) {
        if (contains(each, beginning)) {
          found.toRead.add(each);
        }
      }
    }
    while (!found.toRead.isEmpty()) {
      found.follow(new ClassReader(found.toRead.remove()));
    }
    return found;
  }

  /** Their names, as {@code a/B}, in order. */
  Collection<String> names() {
    return Collections.unmodifiableCollection(reached.keySet());
  }

  /** Writes them, and nothing else, as a jar. */
  public void writeJar(Path jar) throws IOException {
    try (ZipWriter writer = new ZipWriter(jar)) {
      for (Map.Entry<String, byte[]> each : reached.entrySet()) {
        writer.store(each.getKey() + CLASS, each.getValue());
      }
    }
  }

  /** What the names of the library begin with, all of them: most classes have it nowhere. */
  private String beginning() {
    if (library.isEmpty()) {
      return "";
    }
    String first = library.firstKey();
    String last = library.lastKey();
    int same = 0;
    while (same < Math.min(first.length(), last.length())
        && first.charAt(same) == last.charAt(same)) {
      same++;
    }
    return first.substring(0, same);
  }

  /** Whether a class has a text somewhere, with slashes or with dots. */
  private static boolean contains(byte[] type, byte[] text) {
    for (int start = 0; start + text.length <= type.length; start++) {
      int same = 0;
      while (same < text.length && isSame(type[start + same], text[same])) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(byte read, byte wanted) {
    return read == wanted || wanted == '/' && read == '.';
  }

  /** Whatever a class names is one of its texts, or a part of one: see JVMS 4.4. */
  private void follow(ClassReader reader) {
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0 && reader.readByte(at - 1) == UTF8) { // the second half of a long has no place
        Matcher name = NAME.matcher(text(reader, at));
        while (name.find()) {
          followName(name.group().replace('.', '/'));
        }
      }
    }
  }

  /** A descriptor has letters before the name, of which the last is an L. */
  private void followName(String name) {
    reach(name);
    int slash = name.indexOf('/');
    for (int i = name.indexOf('L'); i >= 0 && i < slash; i = name.indexOf('L', i + 1)) {
      reach(name.substring(i + 1));
    }
  }

  private void reach(String name) {
    byte[] found = library.get(name);
    if (found != null && reached.put(name, found) == null) {
      toRead.add(found);
    }
  }

  private static String text(ClassReader reader, int at) {
    byte[] bytes = new byte[reader.readUnsignedShort(at)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) reader.readByte(at + Short.BYTES + i);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Those of every Java version; what is for later ones alone is no business of a phone. */
  private static TreeMap<String, byte[]> classes(Path jar) throws IOException {
    TreeMap<String, byte[]> classes = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      for (ZipEntry entry : entries) {
        String name = entry.getName();
        if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.put(name.substring(0, name.length() - CLASS.length()), in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }
}
