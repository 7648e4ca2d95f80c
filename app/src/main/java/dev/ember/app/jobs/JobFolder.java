package dev.ember.app.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of jobs: a record each, what has come of its source, what is made of that, and a mark
 * while it reads a model, which belongs to a process that died if no end took it away.
 *
 * <h2>Threading model</h2>
 *
 * A job's files belong to the thread that runs it; records are written on the disk thread, never
 * while they are read.
 */
final class JobFolder {
  private static final String RECORD = ".job.json";
  private static final String PART = ".part";
  private static final String VERSION = ".version";
  private static final String BEGUN = ".begun";
  private static final byte[] ONCE = {'|'};

  private final Path folder;

  JobFolder(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** What has come of a job's source. */
  Path part(String id) {
    return folder.resolve(id + PART);
  }

  /** Which version on its server the part belongs to. */
  Path version(String id) {
    return folder.resolve(id + VERSION);
  }

  /** The bundle that a job converts its source to. */
  Path converted(String id) {
    return folder.resolve(id + Bundle.ENDING);
  }

  /** What a conversion that was stopped has finished: the export library keeps it here. */
  private Path scratch(String id) {
    return folder.resolve("." + id + Bundle.ENDING + PART);
  }

  private Path begun(String id) {
    return folder.resolve(id + BEGUN);
  }

  /** Leaves a mark that a job reads a model; when this returns it outlives the process. */
  void begin(String id) throws IOException {
    Files.createDirectories(folder);
    Files.write(begun(id), ONCE, CREATE, APPEND, SYNC);
  }

  /** The job has come to an end, whichever, and the process is alive. */
  void end(String id) throws IOException {
    Files.deleteIfExists(begun(id));
  }

  /** How often a job has begun since it last came to an end: as often its process has ended. */
  int begins(String id) throws IOException {
    return Files.exists(begun(id)) ? (int) Files.size(begun(id)) : 0;
  }

  synchronized void write(JobRecord job) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve(job.id() + RECORD), JobRecordJson.write(job).getBytes(UTF_8));
  }

  /**
   * All records, the oldest first. Files of no record are deleted, and what a process that died was
   * about to write.
   */
  synchronized List<JobRecord> readAll() throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(files::add);
    }
    files.sort(Comparator.comparing(Path::getFileName));
    List<JobRecord> jobs = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(RECORD)) {
        JobRecord job = JobRecordJson.read(new String(Files.readAllBytes(file), UTF_8));
        jobs.add(job);
        kept.add(job.id() + RECORD);
        kept.add(job.id() + PART);
        kept.add(job.id() + VERSION);
        kept.add(job.id() + Bundle.ENDING);
        kept.add(job.id() + BEGUN);
        kept.add(scratch(job.id()).getFileName().toString());
      }
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      // nobody writes here while the records are read
      if (!kept.contains(name) && (isOfAJob(name) || AtomicFile.isLeftover(file))) {
        deleteTree(file);
      }
    }
    return jobs;
  }

  private static boolean isOfAJob(String name) {
    return name.endsWith(PART)
        || name.endsWith(Bundle.ENDING)
        || name.endsWith(VERSION)
        || name.endsWith(BEGUN);
  }

  /**
   * No process begins the job any more; what is left of its files goes with the next one's start.
   */
  synchronized void forgetRecord(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id + RECORD));
    Files.deleteIfExists(begun(id));
  }

  void delete(String id) throws IOException {
    forgetRecord(id);
    forgetContents(id);
  }

  /** Drops what has come of a job's source and what was made of it: another try begins anew. */
  void forgetContents(String id) throws IOException {
    if (Files.exists(part(id))) {
      deleteTree(part(id)); // a folder if it was several files
    }
    Files.deleteIfExists(version(id));
    Files.deleteIfExists(converted(id));
    if (Files.exists(scratch(id))) {
      deleteTree(scratch(id));
    }
  }

  /** The folders of a job are flat. */
  private static void deleteTree(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(file)) {
        for (Path child : inside) {
          Files.delete(child);
        }
      }
    }
    Files.delete(file);
  }
}
