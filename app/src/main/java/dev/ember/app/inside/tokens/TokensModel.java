package dev.ember.app.inside.tokens;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what its screen asks for. Survives a rotation.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; {@link #cut} on the inside thread.
 */
public final class TokensModel extends AndroidViewModel {
  private final LabLook<CutText> look;
  private @Nullable Vocabulary vocabulary; // inside thread
  private int chosen;

  public TokensModel(Application application) {
    super(application);
    look = AppScope.of(application).lab().newLook();
  }

  LiveData<LabState<CutText>> state() {
    return look.state();
  }

  /** Another text, with the first piece chosen. */
  void show(String modelId, String text) {
    if (text.isEmpty()) {
      look.end();
    } else {
      look.begin(modelId, text, (model, progress) -> cut(model, text));
    }
  }

  /** Which piece the reader has tapped, from 0. */
  int chosen() {
    return chosen;
  }

  void choose(int piece) {
    chosen = piece;
  }

  private CutText cut(OpenModel model, String text) throws IOException {
    SubwordTokenizer tokenizer = model.tokenizer();
    Vocabulary known = vocabulary;
    if (known == null || !known.isOf(tokenizer)) {
      known = new Vocabulary(tokenizer);
      vocabulary = known;
    }
    return new CutText(
        text.codePointCount(0, text.length()),
        new TokenCutter(tokenizer).pieces(tokenizer.encode(text)),
        known,
        CutText.Source.of(model.manifest().provenance(), model.texts()));
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
