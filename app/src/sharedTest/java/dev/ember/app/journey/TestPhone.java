package dev.ember.app.journey;

import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.health.Warmth;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.Network;
import dev.ember.app.phone.Phone;
import dev.ember.app.phone.PhoneLock;
import dev.ember.app.voice.VoiceServices;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.backend.trust.Limits;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The phone of a journey: the one that it runs on, but for what the journey makes otherwise. */
final class TestPhone extends Phone {
  private static final long MEASURED_MS = 20;

  private volatile Warmth.@Nullable Level warmth;
  private volatile JobProgress.@Nullable Pause rest;
  private volatile @Nullable Contenders contenders;
  private boolean unproved;
  private @Nullable HeldAnswer held;
  private @Nullable Network network;
  private @Nullable VoiceServices voices;
  private @Nullable PhoneLock lock;

  TestPhone() {
    super(ApplicationProvider.getApplicationContext());
  }

  /** From now on it is so warm. */
  void is(Warmth.Level level) {
    warmth = level;
  }

  /** From now on hard work has this reason to wait, or none. */
  void rests(JobProgress.Pause why) {
    rest = why;
  }

  /** From the next start of the app on these may compute a model, and nothing is known of them. */
  void has(Contenders all) {
    contenders = all;
    AppProcess.forgetVerdicts();
  }

  /** Whether what is found out about a model is true of this journey only. */
  boolean hasOwnContenders() {
    return contenders != null;
  }

  /** Nothing is known of its processor, so that the proof goes on beside what the journey does. */
  TestPhone unproved() {
    unproved = true;
    return this;
  }

  boolean isUnproved() {
    return unproved;
  }

  /** Its answers can be held. */
  TestPhone with(HeldAnswer answer) {
    held = answer;
    return this;
  }

  TestPhone with(Network way) {
    network = way;
    return this;
  }

  TestPhone with(VoiceServices services) {
    voices = services;
    return this;
  }

  TestPhone with(PhoneLock own) {
    lock = own;
    return this;
  }

  @Override
  public Warmth.Level warmth() {
    Warmth.Level level = warmth;
    return level == null ? super.warmth() : level;
  }

  @Override
  public JobProgress.Pause reasonToRest() {
    JobProgress.Pause why = rest;
    return why == null ? super.reasonToRest() : why;
  }

  @Override
  public Contenders contenders(Path programs) {
    Contenders own = contenders;
    Contenders all = own == null ? super.contenders(programs) : own;
    return held == null ? all : held.of(all);
  }

  /** Speeds are measured for long enough to be something, once for each start of the app. */
  @Override
  public Limits trialLimits() {
    return new Limits(
        Limits.DEFAULT.trialMs(),
        Limits.DEFAULT.callMs(),
        TimeUnit.MILLISECONDS.toNanos(MEASURED_MS));
  }

  @Override
  public Network network() {
    return network == null ? super.network() : network;
  }

  @Override
  public VoiceServices voices() {
    return voices == null ? super.voices() : voices;
  }

  @Override
  public PhoneLock lock() {
    return lock == null ? super.lock() : lock;
  }
}
