package dev.ember.converter.cli.inside;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.SamplingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A draw for people, and for programs. */
public final class DrawText {
  private static final int BAR_COLUMNS = 30;

  private final TokenText tokens;

  public DrawText(TokenText tokens) {
    this.tokens = tokens;
  }

  /**
   * A heading, and a line for each candidate: its probability before and after the steps of
   * sampling, a bar for the latter, and a mark where the draw fell.
   *
   * @param number of the step, from 1
   */
  public List<String> lines(int number, Draw draw) {
    List<String> lines = new ArrayList<>();
    DrawCandidate drawn = draw.drawn();
    lines.add(
        String.format(
            Locale.ROOT,
            "%3d  %s  drawn at %s, rank %d of the model's own list",
            number,
            tokens.of(draw.token()),
            Percent.of(drawn.finalProbability()).trim(),
            drawn.rank()));
    for (DrawCandidate candidate : draw.candidates()) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  "   %s %s -> %s  %-" + BAR_COLUMNS + "s  %s",
                  candidate.token() == draw.token() ? ">" : " ",
                  Percent.of(candidate.rawProbability()),
                  Percent.of(candidate.finalProbability()),
                  "#".repeat(Math.round(candidate.finalProbability() * BAR_COLUMNS)),
                  tokens.of(candidate.token()))
              .stripTrailing());
    }
    return lines;
  }

  /** {@code token}, {@code text} and {@code candidates}, each with every step's probability. */
  public JsonObject json(Draw draw) {
    JsonObject object = new JsonObject();
    object.addProperty("token", draw.token());
    object.addProperty("text", tokens.of(draw.token()));
    JsonArray candidates = new JsonArray();
    for (DrawCandidate candidate : draw.candidates()) {
      candidates.add(json(candidate));
    }
    object.add("candidates", candidates);
    return object;
  }

  private JsonObject json(DrawCandidate candidate) {
    JsonObject object = new JsonObject();
    object.addProperty("token", candidate.token());
    object.addProperty("text", tokens.of(candidate.token()));
    object.addProperty("rank", candidate.rank());
    object.addProperty("logit", candidate.logit());
    JsonObject probabilities = new JsonObject();
    for (SamplingStep step : SamplingStep.values()) {
      probabilities.addProperty(name(step), candidate.probability(step));
    }
    object.add("probabilities", probabilities);
    return object;
  }

  /** {@code topK} for {@code TOP_K}. */
  private static String name(SamplingStep step) {
    String[] words = step.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
