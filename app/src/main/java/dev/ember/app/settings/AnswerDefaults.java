package dev.ember.app.settings;

import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.OpenRows;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.data.WhenFull;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.presets.PresetName;
import dev.ember.app.presets.SamplingChoice;
import dev.ember.app.presets.SamplingChoice.Preset;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.AskDialog;
import dev.ember.app.widget.FieldDialog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all chats take that have not chosen for themselves. */
final class AnswerDefaults {
  private static final String PROMPT = "settings.prompt";
  private static final String MODEL = "settings.model";
  private static final String SAMPLING = "settings.sampling";
  private static final String WHEN_FULL = "settings.whenFull";

  /** Before the id of one's own way, in an answer; Ember's own have their names. */
  private static final String OWN = "own ";

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

  AnswerDefaults(Fragment screen, AppScope scope) {
    this.screen = screen;
    this.scope = scope;
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
    OpenRows.of(repository, repository.observePresets())
        .observe(
            screen.getViewLifecycleOwner(),
            found -> {
              presets = found;
              SettingsRows.say(sampling, samplingName());
            });
    OpenRows.of(repository, repository.observeDefaults())
        .observe(
            screen.getViewLifecycleOwner(),
            found -> {
              settings = new AnswerSettings(SystemPrompt.INHERITED, null, null, found);
              SettingsRows.say(sampling, samplingName());
              SettingsRows.say(prompt, promptWords());
              SettingsRows.say(full, whenFullWords(whenFull()));
            });
    AskDialog.listen(screen, MODEL, scope.shelf().library()::setDefault);
    AskDialog.listen(screen, SAMPLING, this::setSampling);
    AskDialog.listen(screen, WHEN_FULL, answer -> set(all().with(WhenFull.valueOf(answer))));
    screen
        .getChildFragmentManager()
        .setFragmentResultListener(
            PROMPT,
            screen.getViewLifecycleOwner(),
            (key, result) ->
                set(all().with(SystemPrompt.of(result.getString(FieldDialog.TEXT, "")))));
  }

  private DefaultsEntity all() {
    return settings.defaultsOf(null);
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
    String prompt = all().systemPrompt().text();
    return prompt.isEmpty() ? words(R.string.system_prompt_none) : prompt;
  }

  private WhenFull whenFull() {
    return settings.whenFullFor(null);
  }

  private String whenFullWords(WhenFull choice) {
    return words(choice == WhenFull.STOP ? R.string.when_full_stop : R.string.when_full_drop);
  }

  private void chooseModel() {
    LibraryState now = library;
    if (now == null) {
      return;
    }
    List<AskDialog.Choice> choices = new ArrayList<>();
    now.models().forEach(card -> choices.add(new AskDialog.Choice(card.id(), card.name())));
    choose(MODEL, R.string.default_model, choices, now.defaultId());
  }

  private void chooseSampling() {
    List<AskDialog.Choice> choices = new ArrayList<>();
    String shown = samplingName();
    String now = null;
    for (Preset preset : BUILT_IN) {
      choices.add(new AskDialog.Choice(preset.name(), words(PresetName.of(preset))));
    }
    for (PresetEntity own : presets) {
      if (own.sampling() != null) {
        choices.add(new AskDialog.Choice(OWN + own.id(), own.name()));
      }
    }
    for (AskDialog.Choice choice : choices) {
      now = now == null && choice.name().equals(shown) ? choice.answer() : now;
    }
    choose(SAMPLING, R.string.sampling_title, choices, now);
  }

  private void setSampling(String answer) {
    for (Preset preset : BUILT_IN) {
      if (preset.name().equals(answer)) {
        set(all().with(picking(preset.settings())));
      }
    }
    for (PresetEntity own : presets) {
      if ((OWN + own.id()).equals(answer)) {
        set(all().with(picking(own.sampling())));
      }
    }
  }

  /** With the longest answer and the dice that were set: nobody has asked for others. */
  private @Nullable SamplingSettings picking(@Nullable SamplingSettings picked) {
    SamplingSettings now = all().sampling();
    if (now == null) {
      return picked;
    }
    return picked == null ? now.pickingAsTheModel() : now.picking(picked);
  }

  private void chooseWhenFull() {
    List<AskDialog.Choice> choices = new ArrayList<>();
    for (WhenFull choice : WhenFull.values()) {
      choices.add(new AskDialog.Choice(choice.name(), whenFullWords(choice)));
    }
    choose(WHEN_FULL, R.string.when_full_setting, choices, whenFull().name());
  }

  private void choose(
      String request, @StringRes int title, List<AskDialog.Choice> choices, @Nullable String now) {
    AskDialog.forOne(request, words(title), choices, now).over(screen.getChildFragmentManager());
  }

  private void typePrompt() {
    if (screen.getChildFragmentManager().findFragmentByTag(PROMPT) == null) {
      FieldDialog.of(
              PROMPT,
              "",
              all().systemPrompt().text(),
              new FieldDialog.Words(
                  R.string.system_prompt,
                  words(R.string.system_prompt_all_hint),
                  R.string.save,
                  FieldDialog.Kind.TEXT))
          .show(screen.getChildFragmentManager(), PROMPT);
    }
  }
}
