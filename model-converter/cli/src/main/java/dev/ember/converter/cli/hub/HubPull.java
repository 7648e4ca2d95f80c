package dev.ember.converter.cli.hub;

import dev.ember.converter.download.TransientException;
import dev.ember.inference.file.Utf8File;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings what an import needs of a repository into the cache.
 *
 * <pre>
 * new HubPull(HubEndpoint.of(environment), cache, listener).pull(HubModel.parse("owner/name"), null)
 * </pre>
 */
public final class HubPull {
  private final HubApi api;
  private final HubCache cache;
  private final PullListener listener;
  private final Pause pause;

  public HubPull(HubEndpoint endpoint, HubCache cache, PullListener listener) {
    this(endpoint, cache, listener, HubPull::sleep);
  }

  HubPull(HubEndpoint endpoint, HubCache cache, PullListener listener, Pause pause) {
    api = new HubApi(endpoint);
    this.cache = cache;
    this.listener = listener;
    this.pause = pause;
  }

  /**
   * Pulls a model.
   *
   * @param gguf the path of a GGUF in the repository; null for its safetensors
   * @throws HubException if the hub refuses, has no such files, or sends others
   */
  public PulledModel pull(HubModel model, @Nullable String gguf) throws IOException {
    HubListing listing = patiently(model.toString(), () -> api.list(model));
    FileChoice choice = new FileChoice(listing);
    List<HubFile> files =
        gguf != null
            ? completed(listing, choice.gguf(gguf))
            : withShards(listing, choice, completed(listing, choice.folder()));
    download(listing, files);
    Path source = gguf != null ? cache.place(listing, files.get(0)) : cache.folder(listing);
    return new PulledModel(listing, source);
  }

  /** A question to the hub. */
  private interface Question<T> {
    T ask() throws IOException;
  }

  private <T> T patiently(String what, Question<T> question) throws IOException {
    Attempts attempts = new Attempts(pause, listener);
    while (true) {
      try {
        return question.ask();
      } catch (TransientException failure) {
        attempts.failed(failure, what);
      }
    }
  }

  private List<HubFile> completed(HubListing listing, List<HubFile> files) throws IOException {
    List<HubFile> complete = new ArrayList<>();
    for (HubFile file : files) {
      complete.add(
          file.isComplete() ? file : patiently(file.path(), () -> api.complete(listing, file)));
    }
    return complete;
  }

  /** The files and, if one of them is an index of shards, these too. */
  private List<HubFile> withShards(HubListing listing, FileChoice choice, List<HubFile> files)
      throws IOException {
    List<HubFile> all = new ArrayList<>(files);
    for (HubFile file : files) {
      if (file.path().equals(FileChoice.WEIGHTS_INDEX)) {
        if (!cache.has(listing, file)) {
          download(listing, file).run(done -> {});
        }
        List<HubFile> shards = new ArrayList<>();
        for (String shard : shards(cache.place(listing, file))) {
          shards.add(choice.named(shard));
        }
        all.addAll(completed(listing, shards));
      }
    }
    return all;
  }

  private static Set<String> shards(Path index) throws IOException {
    Set<String> shards = new LinkedHashSet<>();
    JsonFields map = JsonFields.parse(Utf8File.read(index), index.toString()).object("weight_map");
    for (String tensor : map.names()) {
      shards.add(map.string(tensor));
    }
    return shards;
  }

  private void download(HubListing listing, List<HubFile> files) throws IOException {
    long total = 0;
    long missing = 0;
    for (HubFile file : files) {
      total += file.bytes();
      missing += cache.has(listing, file) ? 0 : file.bytes() - partialBytes(file);
    }
    cache.requireRoom(missing);
    listener.onStart(listing, files.size(), total);
    long before = 0;
    for (HubFile file : files) {
      if (!cache.has(listing, file)) {
        long done = before;
        download(listing, file).run(bytes -> listener.onBytes(done + bytes));
      }
      before += file.bytes();
      listener.onBytes(before);
    }
  }

  private FileDownload download(HubListing listing, HubFile file) {
    return new FileDownload(api, cache, listing, file, new Attempts(pause, listener));
  }

  private long partialBytes(HubFile file) throws IOException {
    Path partial = cache.partial(file);
    return Files.exists(partial) ? Math.min(Files.size(partial), file.bytes()) : 0;
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HubException("interrupted", interrupted);
    }
  }
}
