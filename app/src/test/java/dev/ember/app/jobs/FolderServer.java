package dev.ember.app.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;

/** A server that has the files of a folder, with ranges, and remembers what it was asked for. */
final class FolderServer extends Dispatcher {
  private final Map<String, RangeServer> files = new HashMap<>();
  private final List<String> asked = new ArrayList<>(); // guarded by this
  private volatile Consumer<String> before = name -> {};

  FolderServer(Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        files.put(name, new RangeServer(Files.readAllBytes(file), "\"" + name + "\""));
      }
    }
  }

  /** Breaks off its first answer for one file, in its midst. */
  FolderServer breaking(String name) {
    Objects.requireNonNull(files.get(name), name).breakingOnce();
    return this;
  }

  /** Does something each time, before it answers. */
  void before(Consumer<String> step) {
    before = step;
  }

  /** Each name, with the bytes that were wanted of it if not all. */
  synchronized List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = Objects.requireNonNull(request.getPath());
    String name = path.substring(path.lastIndexOf('/') + 1);
    String range = request.getHeader("Range");
    synchronized (this) {
      asked.add(range == null ? name : name + " " + range.replaceAll("\\d+", "N"));
    }
    before.accept(name);
    RangeServer file = files.get(name);
    return file == null ? new MockResponse().setResponseCode(404) : file.dispatch(request);
  }
}
