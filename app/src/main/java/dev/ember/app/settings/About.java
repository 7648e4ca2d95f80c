package dev.ember.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this app is made of. Not on the main thread. */
final class About {
  /** This app, and what its other modules bring along. */
  static final String OF_MODULES = "licences-modules.txt";

  /** The libraries of the app's own list of dependencies: the build writes it from their POMs. */
  static final String OF_LIBRARIES = "licences-libraries.txt";

  private static final String LICENCE_TEXTS = "licences/";

  /** The packaging step writes it: a hash over everything else that it packs. */
  private static final String BUILD = "build.txt";

  private static final int BUFFER_BYTES = 1 << 13;

  private final Context context;

  About(Context context) {
    this.context = context;
  }

  /**
   * A library in the app.
   *
   * @param name as its repository has it, or the app itself
   * @param licence its short name
   */
  record Library(String name, String licence) {}

  /** The build's hash, 64 hexadecimal digits; null if this app was never packaged, as in tests. */
  @Nullable String build() {
    try {
      return read(BUILD).trim();
    } catch (FileNotFoundException notPackaged) {
      return null;
    } catch (IOException e) {
      throw new AssertionError("what is in an APK can be read", e);
    }
  }

  /** This app, then every library in it by its name, each with its licence. */
  List<Library> licences() {
    List<Library> modules;
    List<Library> libraries;
    try {
      modules = parse(read(OF_MODULES));
      libraries = parse(read(OF_LIBRARIES));
    } catch (IOException e) {
      throw new AssertionError("both lists are in every APK", e);
    }
    libraries.addAll(modules.subList(1, modules.size()));
    Collections.sort(libraries, Comparator.comparing(Library::name));
    libraries.add(0, modules.get(0));
    return libraries;
  }

  /** The words of a licence that {@link #licences} names. */
  String licence(String name) {
    try {
      return read(LICENCE_TEXTS + name + ".txt");
    } catch (IOException e) {
      throw new AssertionError("each licence of the list is in every APK", e);
    }
  }

  /** A name at the start of a line, its licence indented below. */
  static List<Library> parse(String list) {
    List<Library> libraries = new ArrayList<>();
    String name = "";
    for (String line : list.split("\n")) {
      if (line.startsWith(" ")) {
        libraries.add(new Library(name, line.trim()));
      } else if (!line.trim().isEmpty()) {
        name = line.trim();
      }
    }
    return libraries;
  }

  private String read(String asset) throws IOException {
    try (InputStream in = context.getAssets().open(asset)) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        text.write(buffer, 0, read);
      }
      return new String(text.toByteArray(), UTF_8);
    }
  }
}
