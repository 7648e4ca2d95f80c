package dev.ember.app.inside.why;

import android.app.Dialog;
import android.os.Bundle;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.activity.OnBackPressedCallback;
import androidx.core.view.ViewCompat;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.ExpandedSheet;
import dev.ember.app.widget.SharedFile;
import dev.ember.app.widget.SideSheet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why this word? What might have come in its place, and another way to go on. */
public final class WhySheet extends ExpandedSheet {
  public static final String TAG = "why";

  private static final String CHAT = "chatId";
  private static final String ANSWER = "answerId";
  private static final String REPLAY = "replay";
  private static final String OFFSET = "offset";

  /** What is there only where a word is shown. */
  private static final int[] OF_A_PLACE = {R.id.why_place, R.id.why_sure_legend};

  private @Nullable WhyModel model;
  private int offset;
  private WhyState.@Nullable Done shown;

  public WhySheet() {
    super(R.layout.sheet_why);
  }

  /**
   * @param offset a character of the answer's text, which is asked first
   */
  public static WhySheet of(long chatId, long answerId, int offset) {
    Bundle arguments = new Bundle();
    arguments.putLong(CHAT, chatId);
    arguments.putLong(ANSWER, answerId);
    arguments.putInt(OFFSET, offset);
    WhySheet sheet = new WhySheet();
    sheet.setArguments(arguments);
    return sheet;
  }

  /**
   * Of an answer that another phone or a desktop has written.
   *
   * @param replay as JSON
   */
  public static WhySheet of(String replay) {
    Bundle arguments = new Bundle();
    arguments.putString(REPLAY, replay);
    WhySheet sheet = new WhySheet();
    sheet.setArguments(arguments);
    return sheet;
  }

  /** The same sheet at the place that it has come to, to be shown elsewhere. */
  public WhySheet again() {
    Bundle arguments = new Bundle(requireArguments());
    arguments.putInt(OFFSET, offset);
    WhySheet sheet = new WhySheet();
    sheet.setArguments(arguments);
    return sheet;
  }

  /** Whether it is about an answer of that chat. */
  public boolean isOf(long chatId) {
    Bundle arguments = requireArguments();
    return arguments.containsKey(CHAT) && arguments.getLong(CHAT) == chatId;
  }

  /** Whether it is about an answer that a file tells again. */
  public boolean isOfAReplay() {
    return requireArguments().containsKey(REPLAY);
  }

  @Override
  public void onCreate(@Nullable Bundle savedState) {
    super.onCreate(savedState);
    Bundle arguments = savedState == null ? requireArguments() : savedState;
    offset = arguments.getInt(OFFSET);
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    return SideSheet.isWanted(requireContext())
        ? SideSheet.dialog(requireContext())
        : super.onCreateDialog(savedState);
  }

  @Override
  public void onStart() {
    super.onStart();
    SideSheet.widen(getDialog());
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    WhyModel opened =
        new ViewModelProvider(this, WhyModel.factory(AppScope.of(requireContext())))
            .get(WhyModel.class);
    model = opened;
    shown = null; // of views that are no more
    String replay = requireArguments().getString(REPLAY);
    if (replay == null) {
      opened.open(requireArguments().getLong(CHAT), requireArguments().getLong(ANSWER), offset);
    } else {
      opened.openReplay(replay, offset);
      ViewCompat.requireViewById(sheet, R.id.why_hint).setVisibility(View.GONE);
    }
    showFrame(sheet);
    ViewCompat.requireViewById(sheet, R.id.why_close).setOnClickListener(view -> dismiss());
    ViewCompat.requireViewById(sheet, R.id.why_step).setOnClickListener(view -> openSteps());
    View share = ViewCompat.requireViewById(sheet, R.id.why_share);
    share.setVisibility(replay == null ? View.VISIBLE : View.GONE);
    share.setOnClickListener(view -> opened.replay(text -> share(view, text)));
    PieceText text = new PieceText(ViewCompat.requireViewById(sheet, R.id.why_text), opened::look);
    opened.state().observe(getViewLifecycleOwner(), state -> show(sheet, text, state));
  }

  /** What it has as a sheet at the bottom, at the side, or as a part of the window. */
  private void showFrame(View sheet) {
    boolean part = !getShowsDialog();
    boolean side = part || SideSheet.isWanted(requireContext());
    ViewCompat.requireViewById(sheet, R.id.why_handle)
        .setVisibility(side ? View.INVISIBLE : View.VISIBLE); // its room stays
    if (part) {
      ViewCompat.setAccessibilityPaneTitle(sheet, getString(R.string.inside_why));
      requireActivity()
          .getOnBackPressedDispatcher()
          .addCallback(
              getViewLifecycleOwner(),
              new OnBackPressedCallback(true) {
                @Override
                public void handleOnBackPressed() {
                  dismiss();
                }
              });
    }
  }

  /** Goes on token by token from where the answer stood. */
  private void openSteps() {
    Bundle answer = requireArguments();
    if (isOfAReplay()) {
      Objects.requireNonNull(model, "model").replayUpToHere(this::openSteps);
    } else {
      openSteps(InsideText.ofPlace(answer.getLong(CHAT), answer.getLong(ANSWER), offset));
    }
  }

  private void openSteps(InsideText place) {
    if (isAdded() && !isStateSaved()) {
      InsideHost host = (InsideHost) requireActivity();
      dismiss();
      host.openInside(InsideScreen.ONE_TOKEN, place);
    }
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putInt(OFFSET, offset);
  }

  private void show(View sheet, PieceText text, WhyState state) {
    View result = ViewCompat.requireViewById(sheet, R.id.why_result);
    TextView words = ViewCompat.requireViewById(sheet, R.id.why_state);
    result.setVisibility(state instanceof WhyState.Done ? View.VISIBLE : View.GONE);
    View fault = ViewCompat.requireViewById(sheet, R.id.why_fault);
    fault.setVisibility(state instanceof WhyState.Failed ? View.VISIBLE : View.GONE);
    boolean said = state instanceof WhyState.Done || state instanceof WhyState.Failed;
    words.setVisibility(said ? View.GONE : View.VISIBLE);
    boolean placed =
        state instanceof WhyState.Done
            || state instanceof WhyState.Working
            || state instanceof WhyState.Failed;
    for (int id : OF_A_PLACE) {
      ViewCompat.requireViewById(sheet, id).setVisibility(placed ? View.VISIBLE : View.GONE);
    }
    if (state instanceof WhyState.Done done) {
      showPlace(sheet, text, done.pieces(), done.at());
      if (shown == null || !done.isSameDraw(shown)) { // else only tints are new
        shown = done;
        showDraw(sheet, done);
      }
    } else if (state instanceof WhyState.Working working) {
      showPlace(sheet, text, working.pieces(), working.at());
      words.setText(R.string.why_working);
    } else if (state instanceof WhyState.Failed failed) {
      showPlace(sheet, text, failed.pieces(), failed.at());
      showFault(sheet, failed);
    } else if (state instanceof WhyState.Refused refused) {
      words.setText(getString(refused.sentence(), refused.part()));
    } else {
      words.setText(
          state instanceof WhyState.OtherModel ? R.string.why_other_model : R.string.why_unknown);
    }
  }

  private void showFault(View sheet, WhyState.Failed failed) {
    ViewCompat.<TextView>requireViewById(sheet, R.id.why_fault_words)
        .setText(getString(failed.sentence(), failed.detail()));
    ViewCompat.requireViewById(sheet, R.id.why_again)
        .setOnClickListener(view -> Objects.requireNonNull(model, "model").look(failed.at()));
  }

  private void showPlace(View sheet, PieceText text, List<Piece> pieces, Piece at) {
    offset = at.isEnd() ? AnswerPieces.END : at.start();
    text.show(pieces, at);
    WhyWords words = new WhyWords(requireContext());
    PieceSpelling.show(
        ViewCompat.requireViewById(sheet, R.id.why_title),
        title(at, words),
        title(at, words.aloud()));
    step(sheet, R.id.why_before, WhyModel.beside(pieces, at, -1));
    step(sheet, R.id.why_after, WhyModel.beside(pieces, at, 1));
  }

  private String title(Piece at, WhyWords words) {
    return at.isEnd()
        ? getString(R.string.why_of_end)
        : getString(R.string.why_of, words.text(at.text()));
  }

  private void step(View sheet, int id, @Nullable Piece to) {
    View button = ViewCompat.requireViewById(sheet, id);
    button.setEnabled(to != null);
    button.setOnClickListener(
        view -> {
          if (to != null) {
            Objects.requireNonNull(model, "model").look(to);
          }
        });
  }

  private void showDraw(View sheet, WhyState.Done done) {
    WhyWords words = new WhyWords(requireContext());
    Explained draw = done.draw();
    WhyWords.Verdict verdict = words.verdict(draw);
    ViewCompat.<TextView>requireViewById(sheet, R.id.why_verdict).setText(verdict.title());
    PieceSpelling.show(
        ViewCompat.requireViewById(sheet, R.id.why_verdict_body),
        verdict.body(),
        words.aloud().verdict(draw).body());
    DiceStrip dice = ViewCompat.requireViewById(sheet, R.id.why_dice);
    TextView thrown = ViewCompat.requireViewById(sheet, R.id.why_dice_words);
    PieceSpelling.show(thrown, words.dice(draw), words.aloud().dice(draw));
    thrown.setVisibility(draw.dice() == null ? View.GONE : View.VISIBLE);
    dice.setVisibility(thrown.getVisibility());
    if (draw.dice() != null) {
      dice.show(draw.candidates(), draw.drawn(), draw.dice().value());
    }
    LinearLayout rows = ViewCompat.requireViewById(sheet, R.id.why_candidates);
    boolean branches = requireArguments().getString(REPLAY) == null;
    new CandidateRows(rows, words)
        .show(draw, branches ? candidate -> goOn(done.at(), candidate) : null);
  }

  private void share(View button, @Nullable String replay) {
    if (!isAdded()) {
      return;
    }
    if (replay == null) {
      Snackbar.make(button, R.string.why_replay_gone, Snackbar.LENGTH_LONG).show();
    } else {
      SharedFile.of(requireContext(), SharedReplay.FILE)
          .share(this, AppScope.of(requireContext()).executors(), SharedReplay.TYPE, replay);
    }
  }

  private void goOn(Piece place, Candidate chosen) {
    if (Objects.requireNonNull(model, "model").branch(place, chosen)) {
      dismiss();
    }
  }
}
