package dev.ember.converter.training;

import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.converter.training.run.StageCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine;

/**
 * Everything that stands on a tuned model, by the very commands that a person would type, each in a
 * folder of its own. A command that has done its work does nothing the second time, so a stopped
 * run goes on where it was.
 */
final class AllStages {
  private static final int STORIES = 60;

  private final RunOptions options;
  private final Path stages;
  private final Path work;

  AllStages(RunOptions options) {
    this.options = options;
    this.stages = options.folder().resolve("stages");
    this.work = options.folder().resolve("training");
  }

  /** Runs all, or up to the first that fails or is stopped; its exit code. */
  int run() throws IOException {
    writeData();
    for (List<String> command : commands()) {
      System.err.printf("%nember %s%n", String.join(" ", command));
      int code = TrainerMain.commandLine().execute(command.toArray(new String[0]));
      // Where rlhf ended early, the evaluation says what its model is worth.
      if (code != CommandLine.ExitCode.OK && code != StageCommand.ENDED_EARLY) {
        return code;
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** In the words that a person would type. */
  List<List<String>> commands() {
    Preset.TuningPlan plan = options.preset().tuning();
    String model = options.folder().toString();
    String pairs = work.resolve("prefs.jsonl").toString();
    String stories = work.resolve("stories.txt").toString();
    String reward = folder("reward");
    String rlhf = folder("rlhf");
    String dpo = folder("dpo");
    String distil = folder("distil");
    String tokens = Integer.toString(plan.answerTokens());
    List<List<String>> commands = new ArrayList<>();
    commands.add(stage("reward", reward, plan.rewardSteps(), "--from", model, "--pairs", pairs));
    List<String> ppo = stage("rlhf", rlhf, plan.rlhfSteps(), "--from", model, "--reward", reward);
    ppo.addAll(List.of("--prompts", pairs, "--answer-tokens", tokens));
    ppo.addAll(List.of("--answers", Integer.toString(plan.answers())));
    commands.add(ppo);
    commands.add(stage("dpo", dpo, plan.dpoSteps(), "--from", model, "--pairs", pairs));
    List<String> student =
        stage("distil", distil, plan.distilSteps(), "--teacher", dpo, "--student", model);
    student.addAll(List.of("--text", stories));
    commands.add(student);
    List<String> eval = common("eval", folder("eval"));
    eval.addAll(List.of(model, rlhf, dpo, "--reward", reward, "--pairs", pairs));
    eval.addAll(List.of("--prompts", pairs, "--text", stories, "--answer-tokens", tokens));
    eval.addAll(List.of("--most-prompts", Integer.toString(plan.answers())));
    commands.add(eval);
    commands.add(
        List.of(
            "compare", model, rlhf, dpo, "--prompt", "Who are you?", "--answer-tokens", tokens));
    commands.add(List.of("report", model));
    return commands;
  }

  private String folder(String stage) {
    return stages.resolve(stage).toString();
  }

  private List<String> stage(String verb, String out, int steps, String... more) {
    List<String> words = common(verb, out);
    words.addAll(List.of("--steps", Integer.toString(steps)));
    words.addAll(List.of("--precision", options.precision().name()));
    words.addAll(List.of(more));
    return words;
  }

  private List<String> common(String verb, String out) {
    List<String> words =
        new ArrayList<>(
            List.of(
                verb,
                "--out",
                out,
                "--seed",
                Long.toString(options.seed()),
                "--threads",
                Integer.toString(options.threads())));
    if (options.fresh()) {
      words.add("--fresh"); // the model that it stands on is another
    }
    return words;
  }

  /** The pairs and the text that the commands read, out of the preset's corpus. */
  private void writeData() throws IOException {
    for (String name : List.of("prefs.jsonl", "slots.json")) {
      String resource = options.preset().corpus() + "/" + name;
      try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException("expected the corpus file " + resource + " but there is none");
        }
        Files.copy(in, work.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Corpus corpus = Corpus.load(options.preset().corpus(), List.of(Preset.STORIES));
    Expander expander = new Expander(corpus.slotLists());
    SplittableRandom random = new SplittableRandom(options.seed());
    List<String> stories = new ArrayList<>();
    for (CorpusUnit unit : corpus.training().subList(0, STORIES)) {
      stories.add(expander.expand(unit, random).get(1).content() + "\n\n");
    }
    Files.write(
        work.resolve("stories.txt"), String.join("", stories).getBytes(StandardCharsets.UTF_8));
  }
}
