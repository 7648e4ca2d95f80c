package dev.ember.app.phone;

import android.app.ActivityManager;
import android.content.Context;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.health.Warmth;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.Network;
import dev.ember.app.jobs.PhoneHealth;
import dev.ember.app.voice.PhoneVoices;
import dev.ember.app.voice.VoiceServices;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.backend.trust.Limits;
import java.nio.file.Path;

/**
 * The phone that the app runs on. Open, for a test overrides what its phone is to be like.
 *
 * <h2>Threading model</h2>
 *
 * Any thread, but {@link #lock}, {@link #voices} and what they give: those belong to the main one.
 */
public class Phone {
  private final Context context;

  public Phone(Context context) {
    this.context = context;
  }

  /** How warm it is now. */
  public Warmth.Level warmth() {
    return new Warmth(context).level();
  }

  /** Why hours of work had better wait at this moment. */
  public JobProgress.Pause reasonToRest() {
    return new PhoneHealth(context).reasonToRest();
  }

  /** Nanoseconds that never go back. */
  public long nanoTime() {
    return System.nanoTime();
  }

  /** Memory that it could give. */
  public long freeMemoryBytes() {
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    context.getSystemService(ActivityManager.class).getMemoryInfo(memory);
    return memory.availMem;
  }

  /**
   * What may compute a model.
   *
   * @param programs where the GPU's are kept
   */
  public Contenders contenders(Path programs) {
    return new PhoneContenders(BuiltInModel.threads(), true, programs, this::freeMemoryBytes);
  }

  /** How long it may take to find out which of them does it best. */
  public Limits trialLimits() {
    return Limits.DEFAULT;
  }

  public Network network() {
    return Network.of(context);
  }

  public VoiceServices voices() {
    return new PhoneVoices(context);
  }

  public PhoneLock lock() {
    return PhoneLock.OWN;
  }
}
