package dev.ember.app.inside.attention;

import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The attention of all layers and heads over one text. Does not change. */
final class AttentionLook {
  private final List<TokenPiece> pieces; // T
  private final Observation seen;
  private final int layers;
  private final int heads;

  AttentionLook(List<TokenPiece> pieces, Observation seen, int layers, int heads) {
    this.pieces = List.copyOf(pieces);
    this.seen = seen;
    this.layers = layers;
    this.heads = heads;
  }

  /** Reads a text with a model. Inside thread. */
  static AttentionLook at(String text, OpenModel model, LabProgress progress)
      throws IOException, LabRefusal {
    ReadText read = ReadText.of(text, model);
    Observation seen =
        model
            .microscope()
            .look(read.tokens(), ObservationRequest.allAttention(model.config()), progress);
    return new AttentionLook(read.pieces(), seen, model.config().layers(), model.config().heads());
  }

  /** Bytes that {@link #at} takes at most. */
  static long bytes(OpenModel model) {
    return ObservationRequest.allAttention(model.config())
        .bytes(model.config(), ReadText.most(model));
  }

  List<TokenPiece> pieces() {
    return pieces;
  }

  /** What the tokens are called in the picture. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    pieces.forEach(piece -> labels.add(piece.name()));
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
      all.add(new Glance(token, pieces.get(token), map.weight(row, token)));
    }
    all.sort(Comparator.comparingDouble((Glance glance) -> -glance.weight()));
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }
}
