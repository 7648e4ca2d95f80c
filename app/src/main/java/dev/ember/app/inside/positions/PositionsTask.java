package dev.ember.app.inside.positions;

import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.observe.LensCandidate;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a sentence as it is and with two words swapped, and asks after each what comes next. */
record PositionsTask(String text, String swapped) implements LabTask<Order> {
  /** A sentence or two: each is read by the plain-Java reference, which is slow. */
  static final int MOST_TOKENS = 64;

  private static final int CANDIDATES = 5;

  @Override
  public long bytes(OpenModel model) throws IOException {
    return ObservationRequest.lens(List.of(0), CANDIDATES).bytes(model.config(), MOST_TOKENS);
  }

  @Override
  public Order run(OpenModel model, LabProgress progress) throws IOException, LabRefusal {
    int[] tokens = model.tokenizer().encodeFramed(text);
    int[] others = model.tokenizer().encodeFramed(swapped);
    int most = Math.min(MOST_TOKENS, model.config().context());
    int longest = Math.max(tokens.length, others.length);
    if (longest > most) {
      throw new LabRefusal(LabFault.TOO_LONG, longest, most);
    }
    return new Order(
        new Order.Reading(text, next(model, tokens, progress)),
        new Order.Reading(swapped, next(model, others, progress)),
        tokens.length,
        sameInAnyOrder(tokens, others),
        turns(model.config()));
  }

  /** What the last layer would say after the last token. */
  private static List<Order.Next> next(OpenModel model, int[] tokens, LabProgress progress)
      throws IOException {
    int last = tokens.length - 1;
    ObservationRequest request = ObservationRequest.lens(List.of(last), CANDIDATES);
    Tokenizer tokenizer = model.tokenizer();
    List<Integer> ends = model.manifest().stopTokens();
    List<Order.Next> next = new ArrayList<>();
    for (LensCandidate each :
        model.microscope().look(tokens, request, progress).lens(last, model.config().layers())) {
      boolean ending = ends.contains(each.token());
      next.add(new Order.Next(TokenName.of(tokenizer, each.token(), ending), each.probability()));
    }
    return next;
  }

  private static boolean sameInAnyOrder(int[] some, int[] others) {
    int[] one = some.clone();
    int[] two = others.clone();
    Arrays.sort(one);
    Arrays.sort(two);
    return Arrays.equals(one, two);
  }

  /** Of the first layer that turns anything. */
  private static List<Double> turns(DecoderConfig config) {
    List<Double> turns = new ArrayList<>();
    for (int layer = 0; layer < config.layers() && turns.isEmpty(); layer++) {
      Rotary rotary = config.attention().rotary(layer);
      for (int pair = 0; pair < rotary.dimensions() / 2; pair++) {
        turns.add(rotary.frequency(pair, config.context()));
      }
    }
    return turns;
  }
}
