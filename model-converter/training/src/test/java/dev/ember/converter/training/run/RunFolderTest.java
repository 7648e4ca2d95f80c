package dev.ember.converter.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RunFolderTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path root;
  private RunFolder folder;

  @Before
  public void makeFolder() {
    root = temporary.getRoot().toPath().resolve("run");
    folder = new RunFolder(root);
  }

  @Test
  public void begin_newFolder_keepsTheSettings() throws IOException {
    assertThat(folder.begin(new RunSettings("sft").with("rate", 0.5))).isFalse();
    assertThat(Files.readString(root.resolve("training/run.json")))
        .contains("\"stage\": \"sft\"", "\"rate\": \"0.5\"");
  }

  @Test
  public void begin_withAState_goesOnWithTheSameSettingsAlone() throws IOException {
    folder.begin(new RunSettings("sft").with("rate", 0.5));
    Files.createFile(folder.state());
    assertThat(folder.begin(new RunSettings("sft").with("rate", 0.5))).isTrue();
    assertThatThrownBy(() -> folder.begin(new RunSettings("sft").with("rate", 0.25)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("go on with rate 0.25 but it began with 0.5");
    assertThatThrownBy(() -> folder.begin(new RunSettings("dpo").with("rate", 0.5)))
        .hasMessageContaining("go on with stage dpo but it began with sft");
  }

  @Test
  public void begin_filesHoldSomethingElse_isRefusedAndNamed() throws IOException {
    Path model = temporary.newFolder("model").toPath();
    Files.writeString(model.resolve("model.safetensors"), "first");
    folder.begin(reading(model));
    Files.createFile(folder.state());
    Files.writeString(model.resolve("card.md"), "no weights");
    assertThat(folder.begin(reading(model))).isTrue();
    Files.writeString(model.resolve("model.safetensors"), "again");
    assertThatThrownBy(() -> folder.begin(reading(model)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("from (" + model + ") holds something else than when the run began")
        .hasMessageContaining("--fresh");
  }

  @Test
  public void begin_runOfBeforeContentsWereKept_goesOnAndKeepsThemFromNowOn() throws IOException {
    Path model = temporary.newFile("model.gguf").toPath();
    folder.begin(new RunSettings("sft").with("from", model));
    Files.writeString(
        folder.settings(),
        "{\"stage\":\"sft\",\"settings\":{\"from\":\"" + model + "\",\"old\":\"1\"}}");
    Files.createFile(folder.state());
    assertThat(folder.begin(reading(model))).isTrue();
    assertThat(Files.readString(folder.settings())).contains("\"old\"", "\"contents\"");
    Files.writeString(model, "other");
    assertThatThrownBy(() -> folder.begin(reading(model))).hasMessageContaining("from (");
  }

  @Test
  public void begin_oneOfSeveralFilesChanged_namesItAndBothHashes() throws IOException {
    Path first = temporary.newFile("first.txt").toPath();
    Path second = temporary.newFile("second.txt").toPath();
    Files.writeString(second, "abc");
    folder.begin(texts(first, second));
    Files.createFile(folder.state());
    assertThat(folder.begin(texts(first, second))).isTrue();

    Files.writeString(second, "");
    assertThatThrownBy(() -> folder.begin(texts(first, second)))
        .isInstanceOf(IOException.class)
        // What sha256sum says of "abc" and of an empty file.
        .hasMessageContaining("expected SHA-256 ba7816bf8f01 but found e3b0c44298fc in " + second);
    assertThatThrownBy(() -> folder.begin(texts(first)))
        .hasMessageContaining("SHA-256 ba7816bf8f01 but found no file in " + second);
    Files.writeString(second, "abc");
    Path third = temporary.newFile("third.txt").toPath();
    assertThatThrownBy(() -> folder.begin(texts(first, second, third)))
        .hasMessageContaining("SHA-256 no file but found e3b0c44298fc in " + third);
  }

  private static RunSettings texts(Path... files) throws IOException {
    return new RunSettings("pretrain").with("sources", "texts").reading("sources", List.of(files));
  }

  @Test
  public void begin_aSettingThatOlderRunsLack_isWhatTheyDid() throws IOException {
    folder.begin(new RunSettings("sft").with("rate", 0.5));
    Files.createFile(folder.state());
    assertThat(folder.begin(dropping(0))).isTrue();
    assertThatThrownBy(() -> folder.begin(dropping(0.1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("go on with dropout 0.1 but it began with 0.0");
  }

  private static RunSettings dropping(double share) {
    return new RunSettings("sft").with("rate", 0.5).withNew("dropout", share, 0.0);
  }

  private static RunSettings reading(Path model) throws IOException {
    return new RunSettings("sft").with("from", model).reading("from", List.of(model));
  }

  @Test
  public void begin_stoppedBeforeAnyState_beginsAnewWithOtherSettings() throws IOException {
    folder.begin(new RunSettings("sft").with("rate", 0.5));
    assertThat(folder.begin(new RunSettings("sft").with("rate", 0.25))).isFalse();
  }

  @Test
  public void begin_damagedSettings_namesTheFile() throws IOException {
    folder.begin(new RunSettings("sft"));
    Files.createFile(folder.state());
    Files.writeString(folder.settings(), "{");
    assertThatThrownBy(() -> folder.begin(new RunSettings("sft")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run.json");
  }

  @Test
  public void forget_leavesTheModel() throws IOException {
    folder.begin(new RunSettings("sft"));
    Files.createFile(folder.state());
    Files.createFile(root.resolve("model.safetensors"));
    folder.forget();
    assertThat(folder.state()).doesNotExist();
    assertThat(root.resolve("model.safetensors")).exists();
  }
}
