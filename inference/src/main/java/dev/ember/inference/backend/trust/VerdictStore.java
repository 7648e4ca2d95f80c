package dev.ember.inference.backend.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.json.JsonFormatException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Verdicts in a folder, a file for each bundle, and the mark of a trial that is going on. A file
 * that holds for other circumstances, or that nobody can read, is as none: the proof is made again.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time, of one process; a mark may be taken away on another, while nobody leaves
 * one.
 */
public final class VerdictStore {
  private static final String MARK = "trying";
  private static final String THREADS = "threads";
  private static final String DEATHS = "deaths";

  private final Path folder;

  /**
   * @param folder made when it is needed
   */
  public VerdictStore(Path folder) {
    this.folder = folder;
  }

  /** By contender, in the order of their trials; empty if none holds. */
  public Map<String, Verdict> read(Circumstances circumstances) throws IOException {
    return known(circumstances).verdicts();
  }

  /** How many threads the CPU is best used with; empty if that has not been measured. */
  public OptionalInt threads(Circumstances circumstances) throws IOException {
    return known(circumstances).threads();
  }

  /**
   * Keeps that, and no longer trusts who was timed with another number: they are proved once more.
   *
   * @param timed ids
   */
  void keepOtherThreads(Circumstances circumstances, int threads, Set<String> timed)
      throws IOException {
    Known known = known(circumstances);
    Map<String, Verdict> untimed = new LinkedHashMap<>(known.verdicts());
    untimed.values().removeIf(each -> each.trusted() && timed.contains(each.contender()));
    write(circumstances, new Known(untimed, OptionalInt.of(threads), known.deaths()));
  }

  /** Keeps that beside the verdicts; empty to measure it again. */
  void keepThreads(Circumstances circumstances, OptionalInt threads) throws IOException {
    Known known = known(circumstances);
    write(circumstances, new Known(known.verdicts(), threads, known.deaths()));
  }

  /**
   * What a file holds.
   *
   * @param deaths by contender, how many processes in a row ended while it was tried
   */
  private record Known(
      Map<String, Verdict> verdicts, OptionalInt threads, Map<String, Integer> deaths) {
    static final Known NOTHING = new Known(Map.of(), OptionalInt.empty(), Map.of());
  }

  private Known known(Circumstances circumstances) throws IOException {
    Path file = file(circumstances);
    if (!Files.exists(file)) {
      return Known.NOTHING;
    }
    try {
      JsonFields fields = JsonFields.parse(new String(Files.readAllBytes(file), UTF_8));
      boolean holds =
          fields.string("device").equals(circumstances.device())
              && fields.string("app").equals(circumstances.app());
      Map<String, Verdict> verdicts = new LinkedHashMap<>();
      for (Verdict verdict : fields.objects("verdicts", VerdictStore::verdict)) {
        verdicts.put(verdict.contender(), verdict);
      }
      OptionalInt threads =
          fields.has(THREADS) ? OptionalInt.of(fields.int32(THREADS)) : OptionalInt.empty();
      Map<String, Integer> deaths = new LinkedHashMap<>();
      if (fields.has(DEATHS)) {
        JsonFields each = fields.object(DEATHS);
        for (String contender : each.names()) {
          deaths.put(contender, each.int32(contender));
        }
      }
      return holds ? new Known(verdicts, threads, deaths) : Known.NOTHING;
    } catch (JsonFormatException | IllegalArgumentException unreadable) {
      return Known.NOTHING;
    }
  }

  /** Adds a verdict to those that hold, in place of an older one; its deaths are forgotten. */
  void add(Circumstances circumstances, Verdict verdict) throws IOException {
    Known known = known(circumstances);
    Map<String, Verdict> verdicts = new LinkedHashMap<>(known.verdicts());
    verdicts.put(verdict.contender(), verdict);
    Map<String, Integer> deaths = new LinkedHashMap<>(known.deaths());
    deaths.remove(verdict.contender());
    write(circumstances, new Known(verdicts, known.threads(), deaths));
  }

  /** Forgets what is known of a bundle: everything is tried once more. */
  public void forget(Circumstances circumstances) throws IOException {
    Files.deleteIfExists(file(circumstances));
  }

  /** Leaves a mark that a trial goes on; it is on the disk when this returns. */
  void mark(Circumstances circumstances, Contender contender) throws IOException {
    Files.createDirectories(folder);
    String text = contender.id() + "\n" + contender.kind() + "\n" + circumstances;
    AtomicFile.write(folder.resolve(MARK), text.getBytes(UTF_8));
  }

  /** The trial is over, and the process alive; or it is known that it died of something else. */
  public void unmark() throws IOException {
    Files.deleteIfExists(folder.resolve(MARK));
  }

  /**
   * Counts the death of a process that left a mark, if these were its circumstances. So many in a
   * row as the kind of contender takes are a verdict against it.
   *
   * @return whether there is one now, on a GPU
   */
  boolean buryTheDead(Circumstances circumstances) throws IOException {
    Path mark = folder.resolve(MARK);
    if (!Files.exists(mark)) {
      return false;
    }
    String[] parts = new String(Files.readAllBytes(mark), UTF_8).split("\n", 3);
    if (parts.length < 3 || !parts[2].equals(circumstances.toString())) {
      return false;
    }
    boolean gpu = parts[1].equals(Contender.Kind.GPU.name());
    Contender.Kind kind = gpu ? Contender.Kind.GPU : Contender.Kind.CPU;
    boolean blamed = countDeath(circumstances, parts[0]) >= kind.deathsToBlame();
    if (blamed) {
      add(circumstances, Verdict.against(parts[0], Outcome.CRASHED, ""));
    }
    unmark();
    return blamed && gpu;
  }

  /** How many there were in a row, with this one. */
  private int countDeath(Circumstances circumstances, String contender) throws IOException {
    Known known = known(circumstances);
    Map<String, Integer> deaths = new LinkedHashMap<>(known.deaths());
    int count = deaths.merge(contender, 1, Integer::sum);
    write(circumstances, new Known(known.verdicts(), known.threads(), deaths));
    return count;
  }

  private Path file(Circumstances circumstances) {
    return folder.resolve(circumstances.bundle() + ".json");
  }

  private void write(Circumstances circumstances, Known known) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("device").value(circumstances.device());
      json.name("app").value(circumstances.app());
      if (known.threads().isPresent()) {
        json.name(THREADS).value(known.threads().getAsInt());
      }
      if (!known.deaths().isEmpty()) {
        json.name(DEATHS).beginObject();
        for (Map.Entry<String, Integer> each : known.deaths().entrySet()) {
          json.name(each.getKey()).value(each.getValue());
        }
        json.endObject();
      }
      json.name("verdicts").beginArray();
      for (Verdict verdict : known.verdicts().values()) {
        write(verdict, json);
      }
      json.endArray().endObject();
    }
    Files.createDirectories(folder);
    AtomicFile.write(file(circumstances), text.toString().getBytes(UTF_8));
  }

  private static void write(Verdict verdict, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("contender").value(verdict.contender());
    json.name("outcome").value(verdict.outcome().name());
    json.name("detail").value(verdict.detail());
    json.name("prefill").value(verdict.speed().prefill());
    json.name("decode").value(verdict.speed().decode());
    json.endObject();
  }

  private static Verdict verdict(JsonFields fields) throws IOException {
    return new Verdict(
        fields.string("contender"),
        Outcome.valueOf(fields.string("outcome")),
        fields.string("detail"),
        new Speed(fields.float64("prefill"), fields.float64("decode")));
  }
}
