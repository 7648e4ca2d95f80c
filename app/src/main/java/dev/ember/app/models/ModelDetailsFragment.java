package dev.ember.app.models;

import android.app.ActivityManager;
import android.content.Context;
import android.os.Bundle;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.RelativeSizeSpan;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.MeasuredSpeed;
import dev.ember.app.library.ModelCard;
import dev.ember.app.widget.AskDialog;
import dev.ember.app.widget.ByteSize;
import dev.ember.app.widget.Clipboard;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.FactRow;
import dev.ember.app.widget.ShareBar;
import dev.ember.app.widget.SystemInsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model: how fast it is here, what it needs, what it is, and what can be done with it. */
public final class ModelDetailsFragment extends Fragment {
  private static final String ID = "modelId";
  private static final String DELETE = "model.delete";
  private static final String DELETE_SOURCE = "model.deleteSource";
  private static final int HASH_GROUP = 4;

  /** Body text beside a headline. */
  private static final float WORDS_BESIDE_NUMBER = 2 / 3f;

  /** What only the activity can do. */
  public interface Host {
    void openChat(long chatId);

    void closePage(Fragment page);
  }

  /**
   * What the page is made of.
   *
   * @param state without the models on their way in, which change four times a second
   */
  private record Shown(ModelsState state, ModelTuning tuning) {}

  private @Nullable Shown shown;

  public ModelDetailsFragment() {
    super(R.layout.fragment_model_details);
  }

  public static ModelDetailsFragment of(String id) {
    Bundle arguments = new Bundle();
    arguments.putString(ID, id);
    ModelDetailsFragment fragment = new ModelDetailsFragment();
    fragment.setArguments(arguments);
    return fragment;
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    String id = requireArguments().getString(ID, "");
    ModelsViewModel model = ModelsFragment.model(this);
    shown = null; // the views are new
    AskDialog.listen(this, DELETE, model::delete);
    AskDialog.listen(this, DELETE_SOURCE, model::deleteSource);
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host().closePage(this));
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            state -> {
              LibraryState library = state.library();
              ModelCard card = library == null ? null : library.find(id);
              if (library != null && card == null) {
                host().closePage(this);
              } else if (library != null && card != null) {
                show(root, card, library, state);
              }
            });
    model.lookUp(id);
  }

  private Host host() {
    return (Host) requireActivity();
  }

  /** Views that were touched, or are being read out, stay what they are while nothing is new. */
  private void show(View root, ModelCard card, LibraryState library, ModelsState state) {
    Shown next =
        new Shown(state.withJobs(List.of()), ModelsFragment.model(this).tuningOf(card.id()));
    if (!next.equals(shown)) {
      shown = next;
      fill(root, card, library, state);
    }
  }

  private void fill(View root, ModelCard card, LibraryState library, ModelsState state) {
    say(root, R.id.page_title, card.name());
    Findings found = state.of(card.id());
    new GpuCard(root, anew -> ModelsFragment.model(this).check(card.id(), anew)).show(found);
    showSpeed(root, library.speed(card.id()));
    showMemory(
        root, card.memory(ModelsFragment.model(this).tuningOf(card.id()).window(card.window())));
    showNarrowed(ViewCompat.requireViewById(root, R.id.memory_narrowed), state.loaded(card.id()));
    showFacts(ViewCompat.requireViewById(root, R.id.facts), card);
    new TuningRows(
            this,
            root,
            found.threads(),
            tuning -> ModelsFragment.model(this).tune(card.id(), tuning))
        .show(card, ModelsFragment.model(this).tuningOf(card.id()));
    boolean isDefault = card.id().equals(library.defaultId());
    ModelsViewModel model = ModelsFragment.model(this);
    click(root, R.id.new_chat_with, true, () -> model.newChatWith(card.id(), this::open));
    click(root, R.id.make_default, !isDefault, () -> model.setDefault(card.id()));
    long source = library.source(card.id());
    click(root, R.id.delete_source, source > 0, () -> askToDeleteSource(card, source));
    say(root, R.id.delete_source, words(R.string.delete_source, source));
    click(root, R.id.delete_model, !card.builtIn(), () -> askToDelete(card, source));
    click(root, R.id.model_card, true, () -> readCard(card));
  }

  /** Comes from another thread: by now the page may be gone, or kept by the system. */
  private void open(long chatId) {
    if (isAdded() && !isStateSaved()) {
      host().openChat(chatId);
    }
  }

  private void readCard(ModelCard card) {
    ModelsFragment.model(this)
        .readCard(
            card.id(),
            text -> {
              if (isAdded() && !isStateSaved()) {
                DetailsDialog.of(getString(R.string.model_card), text)
                    .show(getChildFragmentManager(), "card");
              }
            });
  }

  private void showSpeed(View root, MeasuredSpeed speed) {
    say(root, R.id.speed_reading, speed(speed.readingPerSecond()));
    say(root, R.id.speed_writing, speed(speed.writingPerSecond()));
    ViewCompat.requireViewById(root, R.id.speed_note)
        .setVisibility(speed.writingPerSecond() > 0 ? View.VISIBLE : View.GONE);
  }

  /** The number large, and words as large as other words. */
  private CharSequence speed(float perSecond) {
    SpannableStringBuilder said = new SpannableStringBuilder();
    if (perSecond > 0) {
      said.append(ModelWords.number(perSecond, perSecond < 10 ? 1 : 0)).append(' ');
    }
    int words = perSecond > 0 ? R.string.speed_unit : R.string.speed_unknown;
    RelativeSizeSpan smaller = new RelativeSizeSpan(WORDS_BESIDE_NUMBER);
    said.append(getString(words), smaller, Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    return said;
  }

  /** With the window that it has here. */
  private void showMemory(View root, ModelCard.Memory needed) {
    Context context = requireContext();
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    context.getSystemService(ActivityManager.class).getMemoryInfo(memory);
    say(
        root,
        R.id.memory_sum,
        getString(
            R.string.memory_of,
            ByteSize.text(context, needed.sum()),
            ByteSize.text(context, memory.availMem)));
    say(root, R.id.memory_weights, words(R.string.memory_weights, needed.weights()));
    say(root, R.id.memory_chat, words(R.string.memory_chat, needed.chat()));
    say(root, R.id.memory_work, words(R.string.memory_work, needed.work()));
    double whole = Math.max(1, Math.max(needed.sum(), memory.availMem));
    ViewCompat.<ShareBar>requireViewById(root, R.id.memory_bar)
        .show(
            List.of(
                new ShareBar.Part(needed.weights() / whole, androidx.appcompat.R.attr.colorPrimary),
                new ShareBar.Part(
                    needed.chat() / whole, com.google.android.material.R.attr.colorSecondary),
                new ShareBar.Part(
                    needed.work() / whole, com.google.android.material.R.attr.colorOutline)));
  }

  /** That it sees less than it was to, for want of memory. */
  private void showNarrowed(TextView line, ModelState.@Nullable Ready loaded) {
    boolean narrowed = loaded != null && loaded.window().narrowed();
    line.setVisibility(narrowed ? View.VISIBLE : View.GONE);
    if (loaded != null && narrowed) {
      line.setText(
          getString(
              R.string.window_narrowed,
              loaded.name(),
              loaded.windowTokens(),
              loaded.window().wantedTokens()));
    }
  }

  private String words(int words, long bytes) {
    return getString(words, ByteSize.text(requireContext(), bytes));
  }

  private void showFacts(ViewGroup facts, ModelCard card) {
    facts.removeAllViews();
    ModelCard.Shape shape = card.shape();
    fact(
        facts,
        R.string.fact_window,
        getString(R.string.fact_window_tokens, ModelWords.number(card.window(), 0)));
    fact(facts, R.string.fact_shape, ModelWords.shape(requireContext(), shape));
    fact(facts, R.string.fact_kind, card.architecture());
    fact(facts, R.string.fact_numbers, card.quantization());
    fact(facts, R.string.fact_size, ByteSize.text(requireContext(), card.bytes()));
    fact(
        facts,
        R.string.fact_from,
        card.builtIn() ? getString(R.string.fact_from_app) : card.origin());
    fact(
        facts,
        R.string.fact_licence,
        card.licence().isEmpty() ? getString(R.string.fact_licence_unknown) : card.licence());
    hash(facts, R.string.fact_hash, card.sha256());
    if (!card.originSha256().equals(card.sha256())) { // it was converted
      hash(facts, R.string.fact_download_hash, card.originSha256());
    }
  }

  /** A tap copies it as other programs write it. */
  private void hash(ViewGroup facts, int name, String hash) {
    if (hash.isEmpty()) {
      return;
    }
    View row = fact(facts, name, grouped(hash));
    View copy = ViewCompat.requireViewById(row, R.id.fact_copy);
    copy.setVisibility(View.VISIBLE);
    copy.setContentDescription(getString(R.string.copy_fact, getString(name)));
    copy.setOnClickListener(view -> new Clipboard(requireContext()).copy(hash));
  }

  private View fact(ViewGroup facts, int name, String value) {
    return FactRow.add(facts, getString(name), value);
  }

  private static String grouped(String hash) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hash.length(); i += HASH_GROUP) {
      text.append(i == 0 ? "" : " ").append(hash, i, Math.min(hash.length(), i + HASH_GROUP));
    }
    return text.toString();
  }

  /** Deleting a model file is one of the two things that are asked twice. */
  private void askToDelete(ModelCard card, long source) {
    AskDialog.whether(
            DELETE,
            card.id(),
            getString(R.string.delete_model_title, card.name()),
            words(R.string.delete_model_body, card.bytes() + source),
            R.string.delete)
        .over(getChildFragmentManager());
  }

  /** It takes a download to have it again. */
  private void askToDeleteSource(ModelCard card, long bytes) {
    AskDialog.whether(
            DELETE_SOURCE,
            card.id(),
            getString(R.string.delete_source_title, card.name()),
            words(R.string.delete_source_body, bytes),
            R.string.delete)
        .over(getChildFragmentManager());
  }

  private static void click(View root, int id, boolean visible, Runnable action) {
    View button = ViewCompat.requireViewById(root, id);
    button.setVisibility(visible ? View.VISIBLE : View.GONE);
    button.setOnClickListener(view -> action.run());
  }

  private static void say(View root, int id, CharSequence text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }
}
