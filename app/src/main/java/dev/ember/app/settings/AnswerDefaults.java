package dev.ember.app.settings;

import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.WhenFull;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.presets.PresetName;
import dev.ember.app.presets.SamplingChoice;
import dev.ember.app.presets.SamplingChoice.Preset;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.DialogBuilder;
import dev.ember.app.widget.FieldDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What all chats take that have not chosen for themselves. */
final class AnswerDefaults {
  private static final String PROMPT = "settings.prompt";

  /** The named ways that Ember brings along, as the dialog offers them. */
  private static final List<Preset> BUILT_IN =
      List.of(Preset.MODEL, Preset.EXACT, Preset.BALANCED, Preset.LIVELY);

  private final Fragment screen;
  private final ChatRepository repository;
  private final AppScope scope;

  // As last heard.
  private AnswerSettings settings = AnswerSettings.NONE;
  private List<PresetEntity> presets = List.of();
  private @Nullable LibraryState library;

  AnswerDefaults(Fragment screen) {
    this.screen = screen;
    this.scope = AppScope.of(screen.requireContext());
    this.repository = scope.repository();
  }

  /** Adds the rows, and keeps their second lines true. */
  void addTo(SettingsRows rows) {
    TextView model = rows.row(R.drawable.ic_24_chip, R.string.default_model, "", this::chooseModel);
    TextView sampling =
        rows.row(R.drawable.ic_24_tune, R.string.sampling_title, "", this::chooseSampling);
    TextView prompt = rows.row(R.drawable.ic_24_edit, R.string.system_prompt, "", this::typePrompt);
    TextView full =
        rows.row(R.drawable.ic_24_window, R.string.when_full_setting, "", this::chooseWhenFull);
    scope
        .shelf()
        .library()
        .state()
        .observe(
            screen.getViewLifecycleOwner(),
            state -> {
              library = state;
              ModelCard card = state.find(state.defaultId());
              SettingsRows.say(model, card == null ? "" : card.name());
            });
    repository
        .observePresets()
        .observe(
            screen.getViewLifecycleOwner(),
            found -> {
              presets = found;
              SettingsRows.say(sampling, samplingName());
            });
    repository
        .observeDefaults()
        .observe(
            screen.getViewLifecycleOwner(),
            found -> {
              settings = new AnswerSettings("", null, null, found);
              SettingsRows.say(sampling, samplingName());
              SettingsRows.say(prompt, promptWords());
              SettingsRows.say(full, whenFullWords(whenFull()));
            });
    screen
        .getChildFragmentManager()
        .setFragmentResultListener(
            PROMPT,
            screen.getViewLifecycleOwner(),
            (key, result) -> set(all().with(result.getString(FieldDialog.TEXT, "").trim())));
  }

  private DefaultsEntity all() {
    return settings.defaultsOf(DefaultsEntity.ALL);
  }

  private void set(DefaultsEntity defaults) {
    repository.submit(() -> repository.setDefaults(defaults));
  }

  private String words(@StringRes int id) {
    return screen.getString(id);
  }

  private String samplingName() {
    SamplingSettings chosen = all().sampling();
    SamplingChoice choice = SamplingChoice.of(chosen, null, presets);
    if (choice == null) {
      return words(R.string.preset_model);
    }
    return choice.ownName() == null ? words(PresetName.of(choice.preset())) : choice.ownName();
  }

  private String promptWords() {
    String prompt = all().systemPrompt();
    return prompt.isEmpty() ? words(R.string.system_prompt_none) : prompt;
  }

  private WhenFull whenFull() {
    return settings.whenFullFor(DefaultsEntity.ALL);
  }

  private String whenFullWords(WhenFull choice) {
    return words(choice == WhenFull.STOP ? R.string.when_full_stop : R.string.when_full_drop);
  }

  private void chooseModel() {
    LibraryState now = library;
    if (now == null) {
      return;
    }
    List<ModelCard> models = now.models();
    List<String> names = new ArrayList<>();
    models.forEach(card -> names.add(card.name()));
    choose(
        R.string.default_model,
        names,
        models.indexOf(now.find(now.defaultId())),
        which -> scope.shelf().library().setDefault(models.get(which).id()));
  }

  private void chooseSampling() {
    List<String> names = new ArrayList<>();
    List<@Nullable SamplingSettings> values = new ArrayList<>();
    for (Preset preset : BUILT_IN) {
      names.add(words(PresetName.of(preset)));
      values.add(preset.settings());
    }
    for (PresetEntity own : presets) {
      if (own.sampling() != null) {
        names.add(own.name());
        values.add(own.sampling());
      }
    }
    choose(
        R.string.sampling_title,
        names,
        names.indexOf(samplingName()),
        which -> set(all().with(picking(values.get(which)))));
  }

  /** With the longest answer and the dice that were set; the model's own take all of it back. */
  private @Nullable SamplingSettings picking(@Nullable SamplingSettings picked) {
    SamplingSettings now = all().sampling();
    return picked == null || now == null ? picked : now.picking(picked);
  }

  private void chooseWhenFull() {
    List<String> names = new ArrayList<>();
    for (WhenFull choice : WhenFull.values()) {
      names.add(whenFullWords(choice));
    }
    choose(
        R.string.when_full_setting,
        names,
        whenFull().ordinal(),
        which -> set(all().with(WhenFull.values()[which])));
  }

  private void choose(@StringRes int title, List<String> names, int now, IntConsumer chosen) {
    new DialogBuilder(screen.requireContext())
        .setTitle(title)
        .setSingleChoiceItems(
            names.toArray(new String[0]),
            now,
            (dialog, which) -> {
              dialog.dismiss();
              chosen.accept(which);
            })
        .show();
  }

  private void typePrompt() {
    if (screen.getChildFragmentManager().findFragmentByTag(PROMPT) == null) {
      FieldDialog.of(
              PROMPT,
              "",
              all().systemPrompt(),
              new FieldDialog.Words(
                  R.string.system_prompt,
                  words(R.string.system_prompt_all_hint),
                  R.string.save,
                  FieldDialog.Kind.TEXT))
          .show(screen.getChildFragmentManager(), PROMPT);
    }
  }
}
