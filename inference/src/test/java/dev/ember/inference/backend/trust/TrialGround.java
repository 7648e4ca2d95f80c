package dev.ember.inference.backend.trust;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenJson;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bundle with golden logits, a fake CPU that gives them, and fake GPUs of every kind. */
final class TrialGround {
  static final DecoderConfig CONFIG = SmallModel.config(true);
  static final Circumstances HERE_AND_NOW = new Circumstances("bundle", "phone 1", "app 1");

  /** What the CPU says to everything. */
  static final String ANSWER = "hi";

  private static final int[] PROMPT = {7, 3, 99, 12, 55, 4};

  /** Long enough for any machine; a fake that hangs is the only one to wait for it. */
  private static final Limits LIMITS = new Limits(3_000, 3_000, 1_000_000_000);

  private static final long CPU_STEP_NANOS = 10_000_000;

  final AtomicLong clockNanos = new AtomicLong();
  final List<String> opened = new ArrayList<>();
  private final List<Contender> contenders = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "trial");
            thread.setDaemon(true); // some of them hang for good
            return thread;
          });
  private final Map<Integer, Long> stepNanos = new TreeMap<>(); // by threads
  private boolean threadsOpen = true;
  @Nullable List<String> kept; // on the disk for these, and for no others; null if nobody said
  private int copies = Integer.MAX_VALUE; // of the model, that there is memory for at once
  private boolean endsBeyond; // more throw
  private final Set<String> cramped = new HashSet<>(); // ids of those that there is no room for
  private final List<FakeBackend> threaded = new ArrayList<>();
  private final Path folder;

  TrialGround(Path folder) {
    this.folder = folder;
    add("cpu", Contender.Kind.CPU, () -> right(CPU_STEP_NANOS));
  }

  /** A backend that gives the golden logits; each call takes so long on the ground's clock. */
  FakeBackend right(long stepNanos) {
    return timed(new FakeBackend(CONFIG), stepNanos);
  }

  private FakeBackend timed(FakeBackend backend, long stepNanos) {
    backend.beforeDecode(call -> clockNanos.addAndGet(stepNanos));
    backend.beforePrefill(call -> clockNanos.addAndGet(stepNanos));
    return backend;
  }

  /** Twice as fast as the CPU, and spoiled. */
  void addGpu(Consumer<FakeBackend> spoil) {
    addGpu("gpu", CPU_STEP_NANOS / 2, spoil);
  }

  void addGpu(String id, long stepNanos, Consumer<FakeBackend> spoil) {
    add(
        id,
        Contender.Kind.GPU,
        () -> {
          FakeBackend backend = right(stepNanos);
          spoil.accept(backend);
          return backend;
        });
  }

  void add(String id, Contender.Kind kind, Supplier<Backend> opening) {
    contenders.add(new Contender(id, kind, id.endsWith("half"), recorded(id, opening)));
  }

  /** From now on a call of the CPU takes so long with one thread, with two, with four. */
  void threadsTake(long one, long two, long four) {
    stepNanos.put(1, one);
    stepNanos.put(2, two);
    stepNanos.put(4, four);
  }

  /** From now on so many copies of the CPU's model fit, and more are loaded in part. */
  void hasRoomFor(int wholeModels) {
    copies = wholeModels;
  }

  /** From now on so many fit, and memory ends with the next. */
  void runsOutBeyond(int models) {
    copies = models;
    endsBeyond = true;
  }

  /** Adds another CPU, which is right where there is room for it. */
  void addCpu(String id) {
    add(
        id,
        Contender.Kind.CPU,
        () -> {
          if (cramped.contains(id)) {
            throw new NoRoomException("as the test wants");
          }
          return right(1_000_000);
        });
  }

  /** Whether there is room for one of those. */
  void hasRoomFor(String id, boolean room) {
    if (room) {
      cramped.remove(id);
    } else {
      cramped.add(id);
    }
  }

  /** From now on the CPU does not open, with whatever threads. */
  void breakThreads() {
    threadsOpen = false;
  }

  /** Those of the ground, and CPUs with threads where their speeds are known. */
  private final class GroundContenders implements Contenders {
    private final int count; // 0 if nobody has chosen

    GroundContenders(int count) {
      this.count = count;
    }

    @Override
    public List<Contender> of(Bundle bundle) {
      List<Contender> all = new ArrayList<>(contenders);
      if (count > 0) {
        Supplier<Backend> opening = recorded("cpu " + count, this::threaded);
        all.set(0, new Contender("cpu", Contender.Kind.CPU, false, opening));
      }
      return all;
    }

    private Backend threaded() {
      if (!threadsOpen) {
        throw new BackendException("CPU", "opening", "no natives");
      }
      long open = threaded.stream().filter(each -> !each.isClosed()).count();
      if (endsBeyond && open >= copies) {
        throw new OutOfMemoryError("as the test wants");
      }
      DecoderConfig loaded = open < copies ? CONFIG : CONFIG.withContext(CONFIG.context() / 2);
      threaded.add(timed(new FakeBackend(loaded), stepNanos.getOrDefault(count, CPU_STEP_NANOS)));
      return threaded.get(threaded.size() - 1);
    }

    @Override
    public List<Integer> threadCounts() {
      return new ArrayList<>(stepNanos.keySet());
    }

    @Override
    public void keepOnly(Bundle bundle, List<Contender> others) {
      kept = others.stream().map(Contender::id).toList();
    }

    @Override
    public boolean hasRoomFor(Bundle bundle, Contender cpu) {
      return !cramped.contains(cpu.id());
    }

    @Override
    public boolean hasRoomForTwo(Bundle bundle) {
      return copies >= 2;
    }

    @Override
    public Contenders withThreads(int chosen) {
      return new GroundContenders(chosen);
    }
  }

  /** What a backend without faults says after these tokens. */
  static float[] expected(int... tokens) {
    float[] logits = new float[CONFIG.vocabulary()];
    try (Backend sound = new FakeBackend(CONFIG);
        KvCache cache = sound.newCache()) {
      sound.prefill(tokens, tokens.length - 1, cache);
      sound.decode(tokens[tokens.length - 1], cache, logits);
    }
    return logits;
  }

  TrustedBackends backends() {
    return backends(threads);
  }

  /** On threads that the test knows. */
  TrustedBackends backends(Executor trials) {
    return new TrustedBackends(
        new VerdictStore(folder.resolve("verdicts")),
        new GroundContenders(0),
        trials,
        LIMITS,
        clockNanos::get);
  }

  Contender cpu() {
    return contenders.get(0);
  }

  VerdictStore store() {
    return new VerdictStore(folder.resolve("verdicts"));
  }

  boolean prove() throws IOException {
    try (Bundle bundle = bundle()) {
      return backends().prove(bundle, HERE_AND_NOW, () -> false);
    }
  }

  /** Opens as a new process would, and gives the id of what was opened last. */
  String open(Choice choice) throws IOException {
    opened.clear();
    try (Bundle bundle = bundle();
        Backend backend = backends().open(bundle, HERE_AND_NOW, choice)) {
      return opened.get(opened.size() - 1);
    }
  }

  /** The same of a CPU with as many threads as its user wants. */
  String openCpu(int count) throws IOException {
    opened.clear();
    try (Bundle bundle = bundle();
        Backend backend = backends().openCpu(bundle, HERE_AND_NOW, count)) {
      return opened.get(opened.size() - 1);
    }
  }

  Outcome outcome(String id) throws IOException {
    Verdict verdict = store().read(HERE_AND_NOW).get(id);
    if (verdict == null) {
      throw new AssertionError("no verdict on " + id);
    }
    return verdict.outcome();
  }

  /** A whole chat on whatever opens now; the fakes must have been told their answer. */
  String chat(Choice choice) throws IOException {
    try (Bundle bundle = bundle();
        Engine engine = Engine.open(bundle, backends().open(bundle, HERE_AND_NOW, choice));
        Conversation conversation = engine.newConversation()) {
      GenerationOptions options = new GenerationOptions(SamplingOptions.GREEDY, 8, List.of());
      return conversation.generate(List.of(Message.user("Hello")), options, delta -> {}).text();
    }
  }

  /** From now on the CPU answers. Golden logits are without that, so this is for later. */
  void letTheCpuTalk() {
    provideTheCpu(() -> talking());
  }

  /** From now on this happens whenever the CPU is opened. */
  void whenTheCpuOpens(Runnable event) {
    provideTheCpu(
        () -> {
          event.run();
          return right(CPU_STEP_NANOS);
        });
  }

  /** From now on this is what opens as the CPU. */
  void provideTheCpu(Supplier<Backend> opening) {
    replace(0, opening);
  }

  /** From now on the CPU's natives do not load. */
  void breakTheCpu() {
    replace(
        0,
        () -> {
          throw new BackendException("CPU", "opening", "no natives");
        });
  }

  /** Replaces a GPU that was proved. */
  void replaceTheGpu(Supplier<Backend> opening) {
    replace(1, opening);
  }

  /** Replaces a GPU that was proved by one that talks, and has this fault. */
  void letTheGpuTalk(Consumer<FakeBackend> spoil) {
    replaceTheGpu(
        () -> {
          FakeBackend backend = talking();
          spoil.accept(backend);
          return backend;
        });
  }

  /** Says its answer whoever has read the tokens before. */
  private FakeBackend talking() {
    FakeBackend backend = right(1);
    backend.script(
        tokens ->
            switch (tokens[tokens.length - 1]) {
              case 'h' -> 'i';
              case 'i' -> SmallTokenizer.IM_END;
              default -> 'h';
            });
    return backend;
  }

  private void replace(int index, Supplier<Backend> opening) {
    Contender old = contenders.get(index);
    contenders.set(
        index, new Contender(old.id(), old.kind(), old.rounds(), recorded(old.id(), opening)));
  }

  private Supplier<Backend> recorded(String id, Supplier<Backend> opening) {
    return () -> {
      opened.add(id);
      return opening.get();
    };
  }

  Bundle bundle() throws IOException {
    Path file = folder.resolve("small.ember");
    new SmallBundle().text(EntryName.GOLDEN, GoldenJson.write(golden())).write(file);
    return Bundle.open(file);
  }

  private static Golden golden() {
    try (Backend backend = new FakeBackend(CONFIG)) {
      return GoldenLogits.of(backend, PROMPT, new Golden.Tolerances(0.01f, 1, 0.5f));
    }
  }
}
