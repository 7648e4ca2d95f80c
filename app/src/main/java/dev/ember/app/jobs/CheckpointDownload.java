package dev.ember.app.jobs;

import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches the files of one checkpoint into a folder, one after another and each as {@link Download}
 * does: what a former process has fetched is not fetched again, and of a file that it has begun
 * only the rest is.
 */
final class CheckpointDownload {
  /** Which version on its server a file belongs to stands beside it. */
  private static final String VERSION = ".version";

  private final Download download;

  CheckpointDownload(Download download) {
    this.download = download;
  }

  /**
   * Fetches all of them.
   *
   * @throws Refusal as {@link Download} and {@link CheckpointCopy} do
   */
  void run(JobRecord job, Path folder, JobControl control) throws IOException {
    Map<String, RemoteFile> files = files(job);
    Files.createDirectories(folder);
    long whole = RemoteFile.bytesOf(files.values());
    long here = present(folder, files);
    download.requireRoom(folder, whole - here, here > 0);
    long before = 0;
    for (Map.Entry<String, RemoteFile> each : files.entrySet()) {
      RemoteFile file = each.getValue();
      Path target = folder.resolve(each.getKey());
      download.run(
          new Download.Wanted(file, job.unmeteredOnly(), before, whole),
          target,
          folder.resolve(each.getKey() + VERSION),
          control);
      before += Files.size(target);
    }
  }

  /** By the names here. */
  private static Map<String, RemoteFile> files(JobRecord job) throws Refusal {
    Map<String, RemoteFile> byAddress = new LinkedHashMap<>();
    for (String line : job.source().split(CheckpointCopy.SEPARATOR)) {
      RemoteFile file = RemoteFile.of(line);
      byAddress.put(file.address(), file);
    }
    List<CheckpointCopy.Source> shown = new ArrayList<>();
    byAddress.forEach(
        (address, file) -> shown.add(new CheckpointCopy.Source(address, file.name())));
    Map<String, RemoteFile> files = new LinkedHashMap<>();
    CheckpointCopy.named(shown).forEach((name, address) -> files.put(name, byAddress.get(address)));
    return files;
  }

  private static long present(Path folder, Map<String, RemoteFile> files) throws IOException {
    long sum = 0;
    for (String name : files.keySet()) {
      Path file = folder.resolve(name);
      sum += Files.exists(file) ? Files.size(file) : 0;
    }
    return sum;
  }
}
