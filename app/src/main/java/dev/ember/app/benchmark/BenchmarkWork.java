package dev.ember.app.benchmark;

import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.ModelStudy;
import dev.ember.app.engine.RunsOn;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.GoldenVerdict;
import dev.ember.app.library.GpuStanding;
import dev.ember.app.library.GpuVerdict;
import dev.ember.app.library.ModelCard;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.tokenizer.TokenizerException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The golden answers and then every run of every protocol, one short step of the model after
 * another. Between two steps whoever waits for the model gets it.
 *
 * <h2>Threading model</h2>
 *
 * {@link #next}, {@link #cancel} and the listener on the main thread. {@link #step} and the fields
 * below "the model's" on the inference thread; one step is under way at a time, and its result is
 * read on the main thread after it.
 */
final class BenchmarkWork implements ModelStudy {
  /** Three show how far two runs of the same lie apart. */
  private static final int REPEATS = 3;

  /** Of a model this slow one run has to do: nobody waits for three. */
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** Hears how far it is. Main thread. */
  interface Listener {
    void at(BenchmarkState.Work now, @Nullable BenchmarkReport soFar);

    void done(BenchmarkReport whole);

    void failed(ModelState.Failed why);
  }

  private final AppScope scope;
  private final AppExecutors executors;
  private final ModelCard card;
  private final Warmth.Reading before;
  private final Listener listener;
  private volatile boolean cancelled;

  // The model's.
  private @Nullable GoldenRun quiz;
  private @Nullable Engine quizOn;
  private boolean quizDone;
  private @Nullable BenchmarkRun run;
  private @Nullable BenchmarkReport report;
  private List<Protocol> protocols = List.of();
  private int protocol;
  private int repeat;

  /** What is still to be measured beside what the app uses; null where there is nothing. */
  private @Nullable Choice other;

  /** What is measured now; null is what the app uses. Read on the main thread as well. */
  private volatile @Nullable Choice on;

  BenchmarkWork(AppScope scope, ModelCard card, Warmth.Reading before, Listener listener) {
    this.scope = scope;
    this.executors = scope.executors();
    this.card = card;
    this.before = before;
    this.listener = listener;
  }

  /** Takes the next step, unless a chat is answered: then later, and the run anew. */
  void next() {
    if (cancelled) {
      executors.inference().execute(this::drop);
      return;
    }
    List<Long> answered = scope.engine().answering().getValue();
    if (answered != null && !answered.isEmpty()) {
      executors.inference().execute(this::drop);
      listener.at(new BenchmarkState.Waiting(), report);
      executors.later().schedule(this::next, ChatEngine.ASK_AGAIN_MS);
    } else {
      scope.engine().study(card.id(), on, this);
    }
  }

  /** After the step that is under way, if one is. */
  void cancel() {
    cancelled = true;
    executors.inference().execute(this::drop);
    giveBack();
  }

  /** A model that is loaded as no chat wants it is not left so. */
  private void giveBack() {
    if (on != null) {
      scope.engine().relieveMemory();
    }
  }

  private void drop() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  @Override
  public void step(Engine engine) {
    if (cancelled) {
      return;
    }
    try {
      if (report == null) {
        report = empty(engine);
        other = other(report);
      }
      fitProtocols(engine);
      if (quizDone) {
        measure(engine, report);
      } else {
        ask(engine, report);
      }
    } catch (BackendException | TemplateException | TokenizerException broken) {
      drop();
      failed(new ModelState.Failed(ModelState.Fault.RUNTIME, String.valueOf(broken.getMessage())));
      return;
    }
    BenchmarkReport soFar = report;
    BenchmarkState.Work now = work();
    executors.main().execute(() -> stepped(now, soFar));
  }

  private BenchmarkReport empty(Engine engine) {
    return new BenchmarkReport(
        new BenchmarkReport.Subject(card.id(), card.name(), card.sha256(), card.window()),
        new BenchmarkReport.Loaded(
            engine.backend().description(),
            RunsOn.of(engine.backend().description()),
            engine.backend().config().context()),
        null,
        List.of(),
        before,
        null);
  }

  /** The processor beside that which the app uses, where both were found to be right. */
  private @Nullable Choice other(BenchmarkReport begun) {
    if (begun.used().on() != RunsOn.CPU) {
      return Choice.CPU;
    }
    try {
      GpuStanding gpu = scope.shelf().models().gpu(card.id());
      boolean right = gpu.verdict() instanceof GpuVerdict.Right;
      return right && gpu.mayCheck() && !gpu.ownThreads() ? Choice.GPU : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** By the window that it is loaded with: less than its own, or than before it was loaded anew. */
  private void fitProtocols(Engine engine) {
    if (run == null || !run.isOn(engine)) {
      protocols = Protocol.within(engine.backend().config().context());
      protocol = Math.min(protocol, protocols.size());
    }
  }

  private void ask(Engine engine, BenchmarkReport soFar) {
    try {
      if (quiz == null || quizOn != engine) {
        try (Bundle bundle = Bundle.openInstalled(scope.shelf().models().bundleOf(card.id()))) {
          quiz = new GoldenRun(bundle.golden(), engine.backend());
          quizOn = engine;
        }
      }
      if (!quiz.isOver()) {
        quiz.ask();
      }
      if (quiz.isOver()) {
        GoldenVerdict verdict = GoldenVerdict.of(quiz);
        report = verdict == null ? soFar : soFar.with(verdict);
        quizDone = true;
      }
    } catch (BundleFormatException foreign) {
      report = soFar.with(GoldenVerdict.ofNothing());
      quizDone = true;
    } catch (IOException unreadable) {
      quizDone = true; // the model is loaded all the same, and can be measured
    }
  }

  private void measure(Engine engine, BenchmarkReport soFar) {
    BenchmarkRun current = run;
    if (isTheSame(engine, soFar)) {
      drop();
      protocol = protocols.size();
      return;
    }
    if (current == null || !current.isOn(engine)) {
      drop();
      if (protocol == protocols.size()) {
        return; // in a window that has no room for more
      }
      current = new BenchmarkRun(engine, protocols.get(protocol), System::nanoTime);
      run = current;
    }
    if (current.step()) {
      Measurement result = current.result();
      report = soFar.with(result);
      drop();
      repeat++;
      if (repeat == REPEATS || result.readNanos() + result.writeNanos() > SLOW_NANOS) {
        repeat = 0;
        protocol++;
      }
      if (protocol == protocols.size() && other != null) {
        on = other;
        other = null;
        protocol = 0;
      }
    }
  }

  /** Whether what was wanted is not what was loaded, as a GPU for which there is no memory. */
  private boolean isTheSame(Engine engine, BenchmarkReport soFar) {
    return on != null && RunsOn.of(engine.backend().description()) == soFar.used().on();
  }

  private BenchmarkState.@Nullable Work work() {
    if (!quizDone) {
      return new BenchmarkState.Checking();
    }
    if (protocol == protocols.size()) {
      return null;
    }
    BenchmarkRun current = run;
    return new BenchmarkState.Running(
        (on == null ? 0 : protocols.size()) + protocol + 1,
        (on == null && other == null ? 1 : 2) * protocols.size(),
        protocols.get(protocol),
        computes(),
        current == null || current.reading(),
        current == null ? 0 : current.done());
  }

  private RunsOn computes() {
    BenchmarkReport begun = report;
    if (on == null) {
      return begun == null ? RunsOn.CPU : begun.used().on();
    }
    return on == Choice.CPU ? RunsOn.CPU : RunsOn.GPU;
  }

  private void stepped(BenchmarkState.@Nullable Work now, BenchmarkReport soFar) {
    if (cancelled) {
      return;
    }
    if (now == null) {
      giveBack();
      listener.done(soFar);
    } else {
      listener.at(now, soFar);
      next();
    }
  }

  @Override
  public void failed(ModelState.Failed why) {
    executors
        .main()
        .execute(
            () -> {
              if (!cancelled) {
                cancelled = true;
                ended(why);
              }
            });
  }

  /** Where the other processor alone fails, what came out before is what there is. */
  private void ended(ModelState.Failed why) {
    BenchmarkReport soFar = report;
    giveBack();
    if (on != null && soFar != null) {
      listener.done(soFar);
    } else {
      listener.failed(why);
    }
  }
}
