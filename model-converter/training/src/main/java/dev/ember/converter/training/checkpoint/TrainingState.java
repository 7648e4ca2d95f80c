package dev.ember.converter.training.checkpoint;

import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.optim.Optimizer;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a stopped run needs to go on bit for bit: the weights, what the optimizer
 * remembers, and where it stopped. There is no random state: every step draws from the seed and its
 * own number.
 */
public final class TrainingState {
  private static final String WEIGHTS = "weights";
  private static final String OBJECTIVE = "objective.";

  /**
   * Where a run stopped and what it was.
   *
   * @param preset what is run: a preset, or a stage
   * @param seed of the run
   * @param precision name of the {@link dev.ember.converter.training.model.Precision}
   * @param stage index of the stage
   * @param nextStep of the stage
   * @param optimizerSteps that the optimizer has taken
   * @param logLines lines of the loss log up to here
   * @param threads that computed side by side; 0 where a state of before does not say
   */
  public record Position(
      String preset,
      long seed,
      String precision,
      int stage,
      int nextStep,
      int optimizerSteps,
      int logLines,
      int threads) {}

  private TrainingState() {}

  /** Writes a state, whole or not at all. */
  public static void save(Path path, Position position, Parameters parameters, Optimizer optimizer)
      throws IOException {
    save(path, position, parameters, optimizer, Map.of());
  }

  /**
   * The same with what the stage's objective remembers.
   *
   * @param objective numbers by name
   */
  public static void save(
      Path path,
      Position position,
      Parameters parameters,
      Optimizer optimizer,
      Map<String, Double> objective)
      throws IOException {
    List<Long> shape = List.of((long) parameters.layout().size());
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata("preset", position.preset())
            .metadata("seed", Long.toString(position.seed()))
            .metadata("precision", position.precision())
            .metadata("stage", Integer.toString(position.stage()))
            .metadata("nextStep", Integer.toString(position.nextStep()))
            .metadata("optimizerSteps", Integer.toString(position.optimizerSteps()))
            .metadata("logLines", Integer.toString(position.logLines()))
            .metadata("threads", Integer.toString(position.threads()))
            .tensor(WEIGHTS, shape, parameters::toArray);
    objective.forEach((name, value) -> writer.metadata(OBJECTIVE + name, Double.toString(value)));
    optimizer.state().forEach((name, values) -> writer.tensor(name, shape, values));
    writer.write(path);
  }

  /** Reads where a run stopped. */
  public static Position position(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, String> facts = file.metadata();
      return new Position(
          fact(path, facts, "preset"),
          Long.parseLong(fact(path, facts, "seed")),
          fact(path, facts, "precision"),
          Integer.parseInt(fact(path, facts, "stage")),
          Integer.parseInt(fact(path, facts, "nextStep")),
          Integer.parseInt(fact(path, facts, "optimizerSteps")),
          Integer.parseInt(fact(path, facts, "logLines")),
          Integer.parseInt(facts.getOrDefault("threads", "0")));
    } catch (NumberFormatException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Loads the weights and what the optimizer remembers. */
  public static void load(Path path, Parameters parameters, Optimizer optimizer)
      throws IOException {
    int steps = position(path).optimizerSteps();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      parameters.load(file.floats(WEIGHTS));
      Map<String, float[]> state = new HashMap<>();
      for (String name : optimizer.state().keySet()) {
        state.put(name, file.floats(name));
      }
      optimizer.restore(steps, state);
    }
  }

  /** Reads what the stage's objective remembered, by name. */
  public static Map<String, Double> objective(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, Double> state = new HashMap<>();
      for (Map.Entry<String, String> fact : file.metadata().entrySet()) {
        if (fact.getKey().startsWith(OBJECTIVE)) {
          state.put(fact.getKey().substring(OBJECTIVE.length()), Double.valueOf(fact.getValue()));
        }
      }
      return state;
    } catch (NumberFormatException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private static String fact(Path path, Map<String, String> facts, String name) throws IOException {
    String value = facts.get(name);
    if (value == null) {
      throw new IOException(path + ": expected the fact " + name + " but there is none");
    }
    return value;
  }
}
