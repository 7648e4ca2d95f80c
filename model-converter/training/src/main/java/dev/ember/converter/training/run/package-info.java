/**
 * What all stages share around their loop. A stage's command extends {@link
 * dev.ember.converter.training.run.StageCommand}; its work runs in a {@link
 * dev.ember.converter.training.run.StageRun}, which keeps the folder (one that trains nothing
 * extends {@link dev.ember.converter.training.run.JudgingCommand}):
 *
 * <pre>
 * RUN/                          the model: what `ember export` and transformers read, written by
 *                               {@code Checkpoint.write(folder)} at the end, and at a stop
 *   training/run.json           the stage, every setting that changes the result, and what lay at
 *                               the paths among them
 *   training/metrics.jsonl      loss, rate, norm, held-out measures; nothing that depends on the clock
 *   training/speed.jsonl        seconds and tokens a second of each step
 *   training/state.safetensors  weights and the optimizer's memory: where to go on
 * </pre>
 *
 * <p>A stage of one's own, from opening a model to leaving one:
 *
 * <pre>
 * try (Checkpoint model = Checkpoint.open(from);
 *     StageRun run = StageRun.open(folder, new RunSettings("dpo").with("beta", beta), out)) {
 *   Parameters parameters = model.parameters();       // or Parameters.random(ParameterLayout.withHeads(..))
 *   // In it new Gpt(parameters, type), of which gpt.hidden(gpt.views(), batch) is a trunk.
 *   Function&lt;Precision, Objective&gt; objective = type -> new MyObjective(..);
 *   Precision precision = run.precision(choice, parameters, objective);
 *   Stage stage = new Stage("dpo", objective.apply(precision), schedule, 50);
 *   boolean complete = run.execute(stage, parameters, new AdamW(parameters, GPT3), stop);
 *   model.write(folder.model());                       // usable though it may be incomplete
 * }
 * </pre>
 *
 * <p>The same command again goes on where the run stopped, bit for bit; with another setting it is
 * refused, and {@code --fresh} begins anew.
 */
@NullMarked
package dev.ember.converter.training.run;

import org.jspecify.annotations.NullMarked;
