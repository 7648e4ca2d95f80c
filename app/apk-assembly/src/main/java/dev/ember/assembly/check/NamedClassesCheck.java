package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What layouts, other resources and native libraries name as a class is in a dex, with the
 * constructor that Android looks for: R8 may leave out or rename what no code names.
 *
 * <p>What is named is told by its looks, a package and a name in mixed case. Classes of Android and
 * Java are the phone's own. An element of a layout is made by {@code LayoutInflater}, from a
 * context and its attributes; of what else a resource names nothing tells who makes it, so that any
 * of the constructors will do that Android and its libraries look for. Of what natives name the
 * constructors are not asked.
 */
final class NamedClassesCheck implements ApkCheck {
  private static final String TABLE = "resources.arsc";
  private static final Pattern LAYOUT = Pattern.compile("res/.*\\.xml");
  private static final Pattern LIBRARY = Pattern.compile("lib/.*\\.so");
  private static final Pattern DEX = Pattern.compile("[^/]*\\.dex");
  private static final Predicate<String> CLASS =
      Pattern.compile("(?!android\\.|java\\.)[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z][\\w$]*[a-z][\\w$]*")
          .asMatchPredicate();

  private static final String OF_A_VIEW = "(Landroid/content/Context;Landroid/util/AttributeSet;)";

  /** Of fragments, of providers for menus, of views and behaviours, of layout managers. */
  private static final Set<String> LOOKED_FOR =
      Set.of(
          "()",
          "(Landroid/content/Context;)",
          OF_A_VIEW,
          "(Landroid/content/Context;Landroid/util/AttributeSet;II)");

  /** As JNI names a class: a string of C, which ends with a zero. */
  private static final Pattern NATIVE =
      Pattern.compile("(?<=\0)(?!java/)[a-z]\\w*(/\\w+)+/[A-Z][\\w$]*(?=\0)");

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    Map<String, Set<String>> classes = new HashMap<>();
    for (ApkFile.Entry entry : apk.entries()) {
      if (DEX.matcher(entry.name()).matches()) {
        classes.putAll(DexClasses.constructors(apk.content(entry), entry.name()));
      }
    }
    List<String> faults = new ArrayList<>();
    for (ApkFile.Entry entry : apk.entries()) {
      Set<String> views = views(apk, entry);
      boolean made = !LIBRARY.matcher(entry.name()).matches();
      for (String name : named(apk, entry)) {
        Set<String> constructors = classes.get(name);
        if (constructors == null) {
          faults.add(entry.name() + " names " + name + " but no dex has it");
        } else if (views.contains(name) && !constructors.contains(OF_A_VIEW)) {
          faults.add(
              entry.name() + " has a view " + name + " but its constructors are " + constructors);
        } else if (made && Collections.disjoint(constructors, LOOKED_FOR)) {
          faults.add(entry.name() + " names " + name + " but its constructors are " + constructors);
        }
      }
    }
    return faults;
  }

  /** The elements of a layout, not one of which need be a class. */
  private static Set<String> views(ApkFile apk, ApkFile.Entry entry) throws IOException {
    if (!LAYOUT.matcher(entry.name()).matches()) {
      return Set.of();
    }
    byte[] content = apk.content(entry);
    return StringPool.isCompiledXml(content) ? XmlElements.names(content, entry.name()) : Set.of();
  }

  private static Set<String> named(ApkFile apk, ApkFile.Entry entry) throws IOException {
    Set<String> names = new TreeSet<>();
    String name = entry.name();
    boolean layout = LAYOUT.matcher(name).matches();
    if (layout || name.equals(TABLE)) {
      byte[] content = apk.content(entry);
      if (!layout || StringPool.isCompiledXml(content)) {
        StringPool.read(content, name).stream().filter(CLASS).forEach(names::add);
      }
    } else if (LIBRARY.matcher(name).matches()) {
      String text = new String(apk.content(entry), StandardCharsets.ISO_8859_1);
      Matcher matcher = NATIVE.matcher(text);
      while (matcher.find()) {
        names.add(matcher.group().replace('/', '.'));
      }
    }
    return names;
  }
}
