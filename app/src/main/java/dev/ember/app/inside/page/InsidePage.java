package dev.ember.app.inside.page;

import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.LiveData;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.widget.LyingPage;
import dev.ember.app.widget.SystemInsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bar of a screen that looks inside, which says into which model, and its input line. To be
 * made in {@code onViewCreated}.
 */
public final class InsidePage {
  /** Of the bar, where the line stands beside the title: twice its width. */
  private static final float LINE_SHARE = 2;

  /** More would take the page's height. */
  private static final int LINES_IN_BAR = 2;

  private final Fragment screen;
  private final View root;
  private final InsideScreen which;
  private final ModelLibrary library;
  private final InsideText text;
  private String lookedInto = "";

  /** The model that the text of the line was looked at with; empty before there is one. */
  private String asked = "";

  /**
   * @param library that the bar's model is one of
   */
  public InsidePage(Fragment screen, View root, InsideScreen which, ModelLibrary library) {
    this.screen = screen;
    this.root = root;
    this.which = which;
    this.library = library;
    this.text = InsideText.from(screen.getArguments());
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.inside_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.inside_title).setText(which.title());
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host().closePage(screen));
    library.state().observe(screen.getViewLifecycleOwner(), this::showModel);
  }

  private void showModel(LibraryState state) {
    String name = modelName(state);
    TextView model = ViewCompat.requireViewById(root, R.id.inside_model);
    model.setText(name);
    ((View) model.getParent()).setVisibility(name.isEmpty() ? View.GONE : View.VISIBLE);
  }

  private String modelName(@Nullable LibraryState state) {
    ModelCard card = state == null ? null : state.find(modelId());
    return card == null ? "" : card.name();
  }

  /** What the bar calls the model; empty until that is known. */
  public String modelName() {
    return modelName(library.state().getValue());
  }

  /** Says that a screen looks into another model than that which it was opened for. */
  public void looksInto(String modelId) {
    lookedInto = modelId;
    LibraryState known = library.state().getValue();
    if (known != null) {
      showModel(known);
    }
  }

  /** What it was opened with. */
  public InsideText text() {
    return text;
  }

  /**
   * What the input line begins with where the screen has an example of its own.
   *
   * @param kept what is looked at already; empty if nothing is
   * @param example for who was brought here without a text
   */
  public String first(String kept, @StringRes int example) {
    if (!kept.isEmpty()) {
      return kept;
    }
    return text.text().isEmpty() ? screen.getString(example) : text.text();
  }

  /**
   * The id of the model to look into: that of the chat or the replay it was opened from, else the
   * default.
   */
  public String modelId() {
    if (!lookedInto.isEmpty()) {
      return lookedInto;
    }
    Long chat = text.chatId();
    InsideText.Replayed replayed = text.replayed();
    if (chat != null) {
      return library.modelOf(chat);
    }
    return replayed == null ? library.defaultId() : replayed.modelId();
  }

  public InsideHost host() {
    return (InsideHost) screen.requireActivity();
  }

  /**
   * The input line, with the text that the screen was opened with.
   *
   * @param changed hears each other text, the first one too, and it again for another model
   */
  public InsideInput input(Consumer<String> changed) {
    return input(text.text(), changed);
  }

  /**
   * The input line.
   *
   * @param first to begin with
   * @param changed hears each other text, the first one too, and it again for another model: a
   *     choice is believed until the models of the phone are known, a moment after the start of the
   *     process, and may prove to be gone
   */
  public InsideInput input(String first, Consumer<String> changed) {
    if (LyingPage.isSo(root)) {
      moveLineIntoBar();
    }
    HanNotice notice = new HanNotice(screen, root);
    InsideInput input =
        new InsideInput(
            root,
            first,
            text -> {
              asked = modelId();
              changed.accept(text);
              notice.look(asked, text);
            });
    notice.onTaken(which, input);
    library
        .state()
        .observe(
            screen.getViewLifecycleOwner(),
            known -> {
              if (!asked.equals(modelId())) {
                input.tellAgain();
              }
            });
    return input;
  }

  /** There is little height: the line gives way to what it asks for. */
  private void moveLineIntoBar() {
    View line = ViewCompat.requireViewById(root, R.id.inside_line);
    ((ViewGroup) line.getParent()).removeView(line);
    int gap = root.getResources().getDimensionPixelSize(R.dimen.bar_line_gap);
    LinearLayout.LayoutParams place =
        new LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, LINE_SHARE);
    place.setMarginStart(gap);
    place.setMarginEnd(gap);
    place.topMargin = root.getResources().getDimensionPixelSize(R.dimen.bar_line_air);
    place.bottomMargin = place.topMargin;
    ViewCompat.<ViewGroup>requireViewById(root, R.id.inside_bar).addView(line, place);
    line.setMinimumHeight(0); // its parts are as high as a thumb needs
    ViewCompat.<EditText>requireViewById(line, R.id.inside_field).setMaxLines(LINES_IN_BAR);
  }

  /**
   * Shows what a look is at: how far it is, or what came out.
   *
   * @param result is there only while something has come out
   * @param shown fills it
   */
  public <T> LabStateView follow(LiveData<LabState<T>> look, @IdRes int result, Consumer<T> shown) {
    LabStateView progress = ViewCompat.requireViewById(root, R.id.inside_state);
    View found = ViewCompat.requireViewById(root, result);
    look.observe(
        screen.getViewLifecycleOwner(),
        state -> {
          progress.show(state);
          found.setVisibility(state instanceof LabState.Done ? View.VISIBLE : View.GONE);
          if (state instanceof LabState.Done<T> done) {
            shown.accept(done.result());
          }
        });
    return progress;
  }
}
