package dev.ember.app.inside.tokens;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideInput;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.app.inside.page.SourceWords;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any text as the pieces that the model reads, with their numbers and bytes. */
public final class TokensFragment extends Fragment {
  private static final String CHOSEN = "chosen";

  /** From here on three numbers beside each other leave no room for their words. */
  private static final float STACK_FROM = 1.3f;

  public TokensFragment() {
    super(R.layout.fragment_tokens);
  }

  private TokensModel model() {
    return new ViewModelProvider(
            this,
            AppScope.viewModels(
                TokensModel.class, () -> new TokensModel(requireActivity().getApplication())))
        .get(TokensModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    TokensModel model = model();
    if (savedState != null) {
      model.choose(savedState.getInt(CHOSEN));
    }
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.TOKENS, library);
    InsideInput input =
        page.input(
            page.first("", R.string.tokens_example), text -> model.show(page.modelId(), text));
    if (getResources().getConfiguration().fontScale >= STACK_FROM) {
      stack(ViewCompat.requireViewById(root, R.id.token_numbers));
    }
    TokenChips chips =
        new TokenChips(
            ViewCompat.requireViewById(root, R.id.token_flow),
            index -> {
              model.choose(index);
              showChosen(root);
            });
    LabStateView state =
        page.follow(
            model.state(),
            R.id.tokens_result,
            text -> {
              showText(root, text);
              chips.show(text.pieces());
              showChosen(root);
            });
    state.onAgain(() -> model.show(page.modelId(), input.text()));
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putInt(CHOSEN, model().chosen());
  }

  private static void stack(LinearLayout numbers) {
    numbers.setOrientation(LinearLayout.VERTICAL);
    for (int i = 0; i < numbers.getChildCount(); i++) {
      LinearLayout.LayoutParams place =
          (LinearLayout.LayoutParams) numbers.getChildAt(i).getLayoutParams();
      place.width = ViewGroup.LayoutParams.MATCH_PARENT;
      place.setMarginStart(0);
      place.topMargin = i == 0 ? 0 : getGap(numbers);
    }
  }

  private static int getGap(View view) {
    return view.getResources().getDimensionPixelSize(R.dimen.markdown_gap);
  }

  private void showText(View root, CutText text) {
    int tokens = text.pieces().size();
    number(root, R.id.tokens_characters, R.string.tokens_characters, grouped(text.characters()));
    number(root, R.id.tokens_count, R.string.tokens_tokens, grouped(tokens));
    View count = ViewCompat.requireViewById(root, R.id.tokens_count);
    ViewCompat.<TextView>requireViewById(count, R.id.number_value)
        .setTextColor(
            MaterialColors.getColor(count, com.google.android.material.R.attr.colorTertiary));
    number(
        root,
        R.id.tokens_each,
        R.string.tokens_each,
        String.format(Locale.getDefault(), "%.1f", (float) text.characters() / tokens));
    TextView more = ViewCompat.requireViewById(root, R.id.tokens_more);
    more.setVisibility(tokens > TokenChips.MOST ? View.VISIBLE : View.GONE);
    more.setText(getString(R.string.tokens_more, tokens - TokenChips.MOST));
    set(root, R.id.tokens_note, note(text));
  }

  private void number(View root, int card, @StringRes int words, String value) {
    View view = ViewCompat.requireViewById(root, card);
    set(view, R.id.number_value, value);
    set(view, R.id.number_words, getString(words));
  }

  private String note(CutText text) {
    Vocabulary vocabulary = text.vocabulary();
    String note =
        getString(
            vocabulary.han() == 0 ? R.string.tokens_note_no_han : R.string.tokens_note,
            vocabulary.size(),
            vocabulary.latin(),
            vocabulary.han());
    CutText.Source source = text.source();
    if (source.texts().isEmpty()) {
      return note;
    }
    int words = source.ofVocabulary() ? R.string.tokens_note_source : R.string.tokens_note_data;
    SourceWords known = new SourceWords(requireContext());
    List<String> texts = source.texts().stream().map(known::of).collect(Collectors.toList());
    return getString(words, note, String.join(getString(R.string.stages_join), texts));
  }

  private void showChosen(View root) {
    if (!(model().state().getValue() instanceof LabState.Done<CutText> done)) {
      return;
    }
    CutText text = done.result();
    int index = Math.min(model().chosen(), text.pieces().size() - 1);
    new TokenChips(ViewCompat.requireViewById(root, R.id.token_flow), tapped -> {}).mark(index);
    TokenPiece piece = text.pieces().get(index);
    PieceSpelling.show(
        ViewCompat.requireViewById(root, R.id.token_name),
        getString(R.string.token_quoted, piece.label()),
        getString(R.string.token_quoted, piece.aloud(getResources())));
    set(root, R.id.token_number, getString(R.string.token_number, piece.id()));
    set(root, R.id.token_bytes, piece.hexBytes());
    Vocabulary.Origin origin = text.vocabulary().origin(piece.id());
    row(
        root,
        R.id.token_made_row,
        R.id.token_made,
        origin == null ? null : getString(R.string.token_made_from, origin.left(), origin.right()));
    row(root, R.id.token_learned_row, R.id.token_learned, learned(text.vocabulary(), origin));
  }

  private @Nullable String learned(Vocabulary vocabulary, Vocabulary.@Nullable Origin origin) {
    if (vocabulary.merges() == 0) {
      return null;
    }
    return origin == null
        ? getString(R.string.token_from_the_start)
        : getString(R.string.token_merge, origin.rank(), vocabulary.merges());
  }

  private static void row(View root, int row, int value, @Nullable String text) {
    ViewCompat.requireViewById(root, row).setVisibility(text == null ? View.GONE : View.VISIBLE);
    set(root, value, text == null ? "" : text);
  }

  private static void set(View root, int id, String text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }

  private static String grouped(int count) {
    return NumberFormat.getIntegerInstance().format(count);
  }
}
