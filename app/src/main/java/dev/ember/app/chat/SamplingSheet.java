package dev.ember.app.chat;

import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import androidx.core.view.ViewCompat;
import com.google.android.material.button.MaterialButtonToggleGroup;
import com.google.android.material.chip.ChipGroup;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.engine.ModelState;
import dev.ember.app.inside.why.NextStrip;
import dev.ember.app.presets.SamplingChoice;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.ExpandedSheet;
import dev.ember.app.widget.FieldDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the chat picks words. Every change goes to the {@link ChatViewModel} at once and holds from
 * the next answer on; the sheet itself keeps nothing.
 */
public final class SamplingSheet extends ExpandedSheet {
  static final String TAG = "sampling";

  private static final String TYPED = "sampling.typed";
  private static final String SCOPE = "scope";
  private static final String LONGEST = "LONGEST";
  private static final String SEED = "SEED";

  /** One tap on plus or minus: about two sentences. */
  private static final int LONGEST_STEP = 32;

  private static final int SHORTEST = 16;

  /** They decide which word is drawn, not how likely each is. */
  private static final long ANY_DICE = 0;

  private static final Map<Integer, SamplingChoice.Preset> CHIPS =
      Map.of(
          R.id.preset_model, SamplingChoice.Preset.MODEL,
          R.id.preset_exact, SamplingChoice.Preset.EXACT,
          R.id.preset_balanced, SamplingChoice.Preset.BALANCED,
          R.id.preset_lively, SamplingChoice.Preset.LIVELY);

  private final List<SliderRow> rows = new ArrayList<>();
  private @Nullable ChatViewModel model;
  private SettingScope scope = SettingScope.CHAT;
  private @Nullable OwnPresets ownPresets;
  private @Nullable PresetNaming naming;
  private @Nullable SeedRow seedRow;
  private @Nullable NextStrip nextStrip;

  // As last shown.
  private @Nullable ChatState state;
  private ModelState.@Nullable Ready ready;
  private @Nullable SamplingSettings settings;

  public SamplingSheet() {
    super(R.layout.sheet_sampling);
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    model = ChatFragment.model(requireParentFragment());
    if (savedState != null && knowsModel(model.state().getValue())) {
      scope = SettingScope.valueOf(savedState.getString(SCOPE, scope.name()));
    }
    ChipGroup chips = ViewCompat.requireViewById(sheet, R.id.presets);
    OwnPresets own = new OwnPresets(chips, preset -> preset.sampling() != null, new PresetChoice());
    PresetNaming names = new PresetNaming(this, own, model.settings(), this::keepPreset);
    ownPresets = own;
    naming = names;
    button(sheet, R.id.preset_save).setOnClickListener(view -> names.ask(R.string.save_preset));
    MaterialButtonToggleGroup scopes = ViewCompat.requireViewById(sheet, R.id.scopes);
    ScopeButtons.bind(
        scopes,
        scope,
        chosen -> {
          scope = chosen;
          refresh(sheet);
        });
    long chatId = ((ChatFragment) requireParentFragment()).chatId();
    nextStrip =
        new NextStrip(
            this,
            ViewCompat.requireViewById(sheet, R.id.next_strip),
            chatId,
            AppScope.of(requireContext()));
    seedRow = new SeedRow(sheet, new Seeds());
    CHIPS.keySet().forEach(id -> OwnPresets.growWithFont(ViewCompat.requireViewById(sheet, id)));
    rows.clear();
    for (Setting setting : Setting.values()) {
      rows.add(new SliderRow(sheet, setting, new Changes()));
    }
    button(sheet, R.id.shorter).setOnClickListener(view -> changeLongest(-LONGEST_STEP));
    button(sheet, R.id.longer).setOnClickListener(view -> changeLongest(LONGEST_STEP));
    button(sheet, R.id.longest_value).setOnClickListener(view -> typeLongest());
    button(sheet, R.id.reset).setOnClickListener(view -> reset());
    CHIPS.forEach((id, preset) -> button(sheet, id).setOnClickListener(view -> choose(preset)));
    getChildFragmentManager()
        .setFragmentResultListener(
            TYPED,
            getViewLifecycleOwner(),
            (key, result) ->
                typed(
                    result.getString(FieldDialog.SUBJECT, ""),
                    result.getString(FieldDialog.TEXT, "")));
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            screen -> {
              if (screen instanceof ChatState now) {
                ready = now.model().ready();
                ScopeButtons.enable(scopes, SettingScope.MODEL, ready != null);
                ScopeButtons.enable(scopes, SettingScope.ALL, ready != null);
                if (ready == null) {
                  ScopeButtons.choose(scopes, SettingScope.CHAT);
                }
                if (now.sampling() != null) {
                  state = now;
                  refresh(sheet);
                }
              }
            });
  }

  /** Before that, only what the chat itself has can be told from what it takes of others. */
  private static boolean knowsModel(@Nullable ChatScreen screen) {
    return screen instanceof ChatState state && state.model().ready() != null;
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putString(SCOPE, scope.name());
  }

  private void refresh(View sheet) {
    ChatState now = state;
    if (now == null || now.sampling() == null) {
      return;
    }
    SamplingChoice choice =
        ready == null
            ? now.sampling()
            : SamplingChoice.of(scope.of(now, ready), ready.sampling(), now.presets());
    if (choice != null) {
      show(sheet, now, choice);
    }
  }

  private int windowTokens() {
    return ready == null ? Integer.MAX_VALUE : ready.windowTokens();
  }

  private static View button(View sheet, int id) {
    return ViewCompat.requireViewById(sheet, id);
  }

  private void show(View sheet, ChatState state, SamplingChoice choice) {
    settings = choice.settings();
    if (ownPresets != null) {
      ownPresets.show(state.presets());
    }
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).show(Setting.values()[i].of(choice.settings()));
    }
    ChipGroup chips = ViewCompat.requireViewById(sheet, R.id.presets);
    chips.clearCheck();
    CHIPS.forEach(
        (id, preset) -> {
          if (preset == choice.preset()) {
            chips.check(id);
          }
        });
    if (ownPresets != null && choice.ownName() != null) {
      ownPresets.check(choice.ownName());
    }
    if (nextStrip != null) {
      nextStrip.show(choice.settings().toOptions(ANY_DICE));
    }
    showLongest(sheet, choice.settings().maxTokens());
    if (seedRow != null) {
      seedRow.show(choice.settings().fixedSeed());
    }
  }

  private void showLongest(View sheet, int tokens) {
    Button value = ViewCompat.requireViewById(sheet, R.id.longest_value);
    value.setText(String.format(locale(), "%,d", tokens));
    value.setContentDescription(
        getString(R.string.value_spoken, getString(R.string.longest), value.getText()));
    button(sheet, R.id.shorter).setEnabled(tokens > SHORTEST);
    button(sheet, R.id.longer).setEnabled(tokens < windowTokens());
  }

  /** A preset changes how words are picked, not the length of the answer and the dice. */
  private void choose(SamplingChoice.Preset preset) {
    SamplingSettings now = settings;
    SamplingSettings ofModel = ready == null ? null : ready.sampling();
    SamplingSettings picked = preset == SamplingChoice.Preset.MODEL ? ofModel : preset.settings();
    if (now != null && picked != null) {
      set(now.picking(picked));
    }
  }

  private void reset() {
    write(null);
  }

  private void write(@Nullable SamplingSettings changed) {
    ChatSettings writer = Objects.requireNonNull(model, "model").settings();
    if (state != null && ready != null) {
      scope.set(writer, state, ready, changed);
    } else {
      writer.setSampling(changed);
    }
  }

  private void keepPreset(String name) {
    if (settings != null) {
      Objects.requireNonNull(model, "model").settings().savePreset(name, "", settings);
    }
  }

  private void set(SamplingSettings changed) {
    settings = changed;
    write(changed);
  }

  private void fixSeed(@Nullable Long seed) {
    SamplingSettings now = settings;
    if (now != null) {
      set(now.withFixedSeed(seed));
    }
  }

  private void changeLongest(int by) {
    if (settings != null) {
      setLongest(settings.maxTokens() + by);
    }
  }

  private void setLongest(int tokens) {
    SamplingSettings now = settings;
    if (now != null) {
      set(now.withMaxTokens(Math.max(SHORTEST, Math.min(windowTokens(), tokens))));
    }
  }

  private void typeLongest() {
    if (settings != null) {
      ask(
          LONGEST,
          R.string.longest,
          String.valueOf(settings.maxTokens()),
          getString(
              R.string.value_range, String.valueOf(SHORTEST), String.valueOf(windowTokens())));
    }
  }

  private void ask(String subject, int title, String now, String range) {
    if (getChildFragmentManager().findFragmentByTag(TYPED) == null) {
      FieldDialog.of(
              TYPED,
              subject,
              now,
              new FieldDialog.Words(title, range, R.string.apply, FieldDialog.Kind.NUMBER))
          .show(getChildFragmentManager(), TYPED);
    }
  }

  /**
   * A typed value is brought into the range that the dialog named; what is no number is dropped.
   */
  private void typed(String subject, String text) {
    float value;
    try {
      value = Float.parseFloat(text.trim().replace(',', '.'));
    } catch (NumberFormatException e) {
      return;
    }
    if (subject.equals(LONGEST)) {
      setLongest(Math.round(value));
    } else if (subject.equals(SEED)) {
      fixSeed(seed(text.trim()));
    } else if (settings != null) {
      Setting setting = Setting.valueOf(subject);
      set(setting.with(settings, setting.snap(value)));
    }
  }

  /** Every digit counts, of which a floating-point number has no more than sixteen. */
  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException fraction) {
      return Math.round(Double.parseDouble(text.replace(',', '.')));
    }
  }

  private Locale locale() {
    return getResources().getConfiguration().getLocales().get(0);
  }

  private final class PresetChoice implements OwnPresets.Listener {
    @Override
    public void choose(PresetEntity preset) {
      SamplingSettings now = settings;
      if (now != null && preset.sampling() != null) {
        set(now.picking(preset.sampling()));
      }
    }

    @Override
    public void rename(PresetEntity preset) {
      Objects.requireNonNull(naming, "naming").rename(preset);
    }

    @Override
    public void delete(PresetEntity preset) {
      Objects.requireNonNull(naming, "naming").delete(preset);
    }
  }

  private final class Seeds implements SeedRow.Listener {
    @Override
    public void fix(@Nullable Long seed) {
      fixSeed(seed);
    }

    @Override
    public void type(long now) {
      ask(SEED, R.string.seed, String.valueOf(now), getString(R.string.seed_hint));
    }
  }

  private final class Changes implements SliderRow.Listener {
    @Override
    public void changed(Setting setting, float value) {
      if (settings != null) {
        set(setting.with(settings, value));
      }
    }

    @Override
    public void type(Setting setting) {
      if (settings != null) {
        ask(
            setting.name(),
            setting.words().title(),
            setting.format(Locale.ROOT, setting.of(settings)),
            getString(
                R.string.value_range,
                setting.format(locale(), setting.range().from()),
                setting.format(locale(), setting.range().to())));
      }
    }
  }
}
