package dev.ember.app.inside.attention;

import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The attention of all layers and heads over one text. Does not change. */
final class AttentionLook {
  /** More cells than these cannot be told apart on a phone. */
  static final int MOST_TOKENS = 48;

  private final List<String> labels; // T
  private final Observation seen;
  private final int layers;
  private final int heads;

  AttentionLook(List<String> labels, Observation seen, int layers, int heads) {
    this.labels = List.copyOf(labels);
    this.seen = seen;
    this.layers = layers;
    this.heads = heads;
  }

  /** Reads a text with a model. Inside thread. */
  static AttentionLook at(String text, OpenModel model, LabProgress progress)
      throws IOException, LabRefusal {
    Tokenizer tokenizer = model.tokenizer();
    int[] tokens = tokenizer.encode(text);
    int most = Math.min(MOST_TOKENS, model.config().context());
    if (tokens.length > most) {
      throw new LabRefusal(LabFault.TOO_LONG, tokens.length, most);
    }
    Observation seen =
        model.microscope().look(tokens, ObservationRequest.allAttention(model.config()), progress);
    return new AttentionLook(
        labels(tokens, tokenizer), seen, model.config().layers(), model.config().heads());
  }

  /** Bytes that {@link #at} takes at most. */
  static long bytes(OpenModel model) {
    return ObservationRequest.allAttention(model.config()).bytes(model.config(), MOST_TOKENS);
  }

  private static List<String> labels(int[] tokens, Tokenizer tokenizer) {
    List<String> labels = new ArrayList<>();
    for (int token : tokens) {
      String text = TokenName.of(tokenizer, token, false).text();
      String shown = text.trim();
      labels.add(shown.isEmpty() ? text.replace('\n', '⏎').replace(' ', '␣') : shown);
    }
    return labels;
  }

  List<String> labels() {
    return labels;
  }

  int layers() {
    return layers;
  }

  int heads() {
    return heads;
  }

  /** One head's map, or the mean of a layer's. */
  AttentionMap map(AttentionChoice choice) {
    return choice.isMean()
        ? seen.meanAttention(choice.layer())
        : seen.attention(choice.layer(), choice.head());
  }

  /** What the chosen token looks at most, the strongest first; of equals the earlier. */
  List<Glance> glances(AttentionMap map, int row, int count) {
    List<Glance> all = new ArrayList<>();
    for (int token = 0; token <= row; token++) {
      all.add(new Glance(token, labels.get(token), map.weight(row, token)));
    }
    all.sort(Comparator.comparingDouble((Glance glance) -> -glance.weight()));
    return all.subList(0, Math.min(count, all.size()));
  }
}
