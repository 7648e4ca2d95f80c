package dev.ember.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.library.Refusal;
import dev.ember.inference.bundle.BundleFormatException;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** A refusal names what was found, and what was expected. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class RefusalWordsTest {
  private static final String MAMBA =
      "config.json, model_type: expected one of gemma, llama but found \"mamba\"";

  @Test
  public void unknownArchitecture_isNamed() {
    assertThat(words(Refusal.Reason.UNKNOWN_LAYOUT, MAMBA))
        .isEqualTo("Ember cannot read this kind of model yet: “mamba”");
    assertThat(
            words(
                Refusal.Reason.UNKNOWN_LAYOUT,
                "model, key general.architecture: expected one of llama but found \"rwkv7\""))
        .endsWith("“rwkv7”");
    assertThat(
            words(
                Refusal.Reason.UNKNOWN_LAYOUT,
                "format: expected an Ember bundle, a GGUF or safetensors but found PYTORCH"))
        .endsWith("“PYTORCH”");
  }

  @Test
  public void unknownPartOfAKnownArchitecture_saysWhichAndWhatItIs() {
    assertThat(
            words(
                Refusal.Reason.UNKNOWN_LAYOUT,
                "config.json, hidden_act: expected \"silu\" but found \"relu\""))
        .isEqualTo(
            "Ember cannot read this kind of model yet. config.json, hidden_act: expected \"silu\","
                + " found \"relu\".");
  }

  @Test
  public void damaged_asAReaderSaysIt_hasValueAndExpectation() {
    BundleFormatException fault =
        new BundleFormatException("model", "model.tflite", 64, "212 bytes", "318");
    assertThat(words(Refusal.Reason.DAMAGED, String.valueOf(fault.getMessage())))
        .endsWith("model, model.tflite, offset 64: expected 212 bytes, found 318.");
    RuntimeEnvironment.setQualifiers("zh-rCN");
    assertThat(words(Refusal.Reason.DAMAGED, String.valueOf(fault.getMessage())))
        .endsWith("model, model.tflite, offset 64：应为 212 bytes，实为 318。");
  }

  @Test
  public void damaged_withoutValues_saysNoMoreThanIsKnown() {
    assertThat(words(Refusal.Reason.DAMAGED, ""))
        .isEqualTo("Not imported: the file contradicts itself, so it is damaged or not whole.");
  }

  @Test
  public void longValues_areCut() {
    String detail = "model: expected " + "a".repeat(500) + " but found " + "b".repeat(500);
    assertThat(words(Refusal.Reason.DAMAGED, detail)).hasSizeLessThan(300).contains("…");
  }

  @Test
  public void endedApp_saysSoAndOffersAnotherTry() {
    assertThat(words(Refusal.Reason.ENDED_APP, "")).contains("ended more than once");
    for (JobRecord.Kind kind : List.of(JobRecord.Kind.FILE, JobRecord.Kind.FILES)) {
      JobRecord.Fault fault = new JobRecord.Fault(Refusal.Reason.ENDED_APP, 1, 2, "");
      JobRecord job =
          new JobRecord("1", kind, "a.gguf", "", "", false, JobRecord.Status.REFUSED, fault);
      assertThat(JobWords.tryAgain(job)).isEqualTo(R.string.try_again);
    }
  }

  @Test
  public void noMemory_saysSoAndOffersAnotherTry() {
    assertThat(words(Refusal.Reason.NO_MEMORY, "")).contains("not enough free memory");
    JobRecord.Fault fault = new JobRecord.Fault(Refusal.Reason.NO_MEMORY, 0, 0, "");
    JobRecord job =
        new JobRecord(
            "1", JobRecord.Kind.FILE, "a.gguf", "", "", false, JobRecord.Status.REFUSED, fault);
    assertThat(JobWords.tryAgain(job)).isEqualTo(R.string.try_again);
  }

  @Test
  public void download_refused_goesOnOnlyWhereTheSameBytesMayHelp() {
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      int anew = reason == Refusal.Reason.CHANGED ? R.string.start_again : R.string.download_again;
      boolean begins = reason.isOfContents() || reason == Refusal.Reason.CHANGED;
      JobRecord.Fault fault = new JobRecord.Fault(reason, 0, 0, "");
      JobRecord job =
          new JobRecord(
              "1",
              JobRecord.Kind.DOWNLOAD,
              "a.gguf",
              "",
              "",
              false,
              JobRecord.Status.REFUSED,
              fault);
      assertThat(JobWords.tryAgain(job))
          .as(reason.name())
          .isEqualTo(begins ? anew : R.string.go_on);
    }
    assertThat(Refusal.Reason.DAMAGED.isOfContents()).isTrue();
    assertThat(Refusal.Reason.NETWORK.isOfContents()).isFalse();
  }

  @Test
  public void kept_isWhatIsTrueOfThatRefusal() {
    assertThat(kept(JobRecord.Kind.FILE, Refusal.Reason.UNKNOWN_LAYOUT))
        .isEqualTo("The file was not changed.");
    assertThat(kept(JobRecord.Kind.DOWNLOAD, Refusal.Reason.UNKNOWN_LAYOUT))
        .as("which is on a server")
        .isEqualTo("Your other models are untouched.");
    assertThat(kept(JobRecord.Kind.FILE, Refusal.Reason.NO_SPACE)).isEqualTo("Nothing was copied.");
    assertThat(kept(JobRecord.Kind.FILE, Refusal.Reason.NO_SPACE_FOR_REST))
        .isEqualTo("What has come is kept.");
    assertThat(kept(JobRecord.Kind.FILE, Refusal.Reason.DAMAGED))
        .isEqualTo("Your other models are untouched.");
  }

  private static String kept(JobRecord.Kind kind, Refusal.Reason reason) {
    JobRecord job =
        new JobRecord("1", kind, "a.gguf", "", "", false, JobRecord.Status.REFUSED, null);
    return ApplicationProvider.getApplicationContext().getString(JobWords.kept(job, reason));
  }

  private static String words(Refusal.Reason reason, String detail) {
    Context context = ApplicationProvider.getApplicationContext();
    return JobWords.refusal(context, "a.gguf", new JobRecord.Fault(reason, 0, 0, detail));
  }
}
