package dev.ember.app.chat;

import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import com.google.android.material.button.MaterialButtonToggleGroup;
import dev.ember.app.R;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.widget.ExpandedSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the model reads before every message: of this chat, of its model's chats, or of all. What is
 * typed for one is kept while another is looked at; "Save" takes what was changed of all three. Any
 * can be one of the named prompts, {@link PromptChips}, and a chat or a model can have none where
 * all chats have one. The model's comes once its name is known, and cannot be looked at before.
 */
public final class SystemPromptSheet extends ExpandedSheet {
  static final String TAG = "systemPrompt";

  private static final String TEXTS = "texts";
  private static final String NONE = "none";
  private static final String GIVEN = "given";
  private static final String GIVEN_NONE = "givenNone";
  private static final String SCOPE = "scope";
  private static final String MODEL = "modelId";
  private static final String MODEL_NAME = "modelName";

  private final List<String> texts = new ArrayList<>(List.of("", "", ""));

  /** Where nothing is to be read, whatever the wider level has. */
  private boolean[] none = new boolean[SettingScope.values().length];

  /** As they were put into the field; empty before that. */
  private final List<SystemPrompt> given = new ArrayList<>();

  private SettingScope scope = SettingScope.CHAT;

  /** Whose words "this model" has; null before one is loaded. */
  private @Nullable ModelKey whose;

  public SystemPromptSheet() {
    super(R.layout.sheet_system_prompt);
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    ChatViewModel model = ChatFragment.model(requireParentFragment());
    EditText field = ViewCompat.requireViewById(sheet, R.id.system_prompt_field);
    if (savedState != null) {
      restore(savedState);
    }
    MaterialButtonToggleGroup scopes = ViewCompat.requireViewById(sheet, R.id.scopes);
    ScopeButtons.bind(
        scopes,
        scope,
        chosen -> {
          texts.set(scope.ordinal(), field.getText().toString());
          scope = chosen;
          field.setText(texts.get(chosen.ordinal()));
        });
    PromptChips prompts = new PromptChips(this, sheet, model.settings());
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            screen -> {
              if (screen instanceof ChatState now) {
                take(now, field);
                ScopeButtons.enable(scopes, SettingScope.MODEL, whose != null);
                prompts.show(now.presets());
              }
            });
    ViewCompat.requireViewById(sheet, R.id.system_prompt_cancel)
        .setOnClickListener(view -> dismiss());
    ViewCompat.requireViewById(sheet, R.id.system_prompt_save)
        .setOnClickListener(
            view -> {
              texts.set(scope.ordinal(), field.getText().toString());
              save(model);
              dismiss();
            });
  }

  /** What is set, each level once: from then on its words are those of whoever types. */
  private void take(ChatState state, EditText field) {
    if (given.isEmpty()) {
      texts.forEach(text -> given.add(SystemPrompt.INHERITED));
      put(SettingScope.CHAT, state, field);
      put(SettingScope.ALL, state, field);
    }
    if (whose == null && state.model().ready() != null) {
      whose = state.model().ready().key();
      put(SettingScope.MODEL, state, field);
    }
  }

  private void put(SettingScope level, ChatState state, EditText field) {
    SystemPrompt prompt = level.prompt(state.settings(), whose);
    given.set(level.ordinal(), prompt);
    texts.set(level.ordinal(), prompt.text());
    none[level.ordinal()] = prompt.none();
    if (level == scope) {
      field.setText(prompt.text());
    }
  }

  /** Whether nothing is to be read before the chats for whom the field is now. */
  boolean isNone() {
    return none[scope.ordinal()];
  }

  void setNone(boolean wanted) {
    none[scope.ordinal()] = wanted;
  }

  /** Where no wider level has a prompt, none is what an empty field says. */
  boolean offersNone() {
    boolean offered = isNone();
    for (int wider = scope.ordinal() + 1; wider < none.length && !none[wider]; wider++) {
      offered |= !texts.get(wider).trim().isEmpty();
    }
    return offered;
  }

  /** Writes for whom the field is now, also when it has come to show another's prompt. */
  Consumer<String> writer() {
    SettingScope level = scope;
    return text -> {
      if (level == scope) {
        EditText field = ViewCompat.requireViewById(requireView(), R.id.system_prompt_field);
        field.setText(text);
      } else {
        texts.set(level.ordinal(), text);
        none[level.ordinal()] = false; // as by typing it
      }
    };
  }

  private void restore(Bundle savedState) {
    scope = SettingScope.valueOf(savedState.getString(SCOPE, scope.name()));
    String id = savedState.getString(MODEL);
    whose = id == null ? null : new ModelKey(id, savedState.getString(MODEL_NAME, ""));
    none = Objects.requireNonNullElse(savedState.getBooleanArray(NONE), none);
    List<String> kept = savedState.getStringArrayList(TEXTS);
    if (kept != null) {
      texts.clear();
      texts.addAll(kept);
    }
    List<String> before = savedState.getStringArrayList(GIVEN);
    boolean[] noneBefore = savedState.getBooleanArray(GIVEN_NONE);
    if (before != null && noneBefore != null) {
      given.clear();
      for (int i = 0; i < before.size(); i++) {
        given.add(new SystemPrompt(before.get(i), noneBefore[i]));
      }
    }
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putString(SCOPE, scope.name());
    if (whose != null) {
      state.putString(MODEL, whose.id());
      state.putString(MODEL_NAME, whose.name());
    }
    state.putStringArrayList(TEXTS, new ArrayList<>(texts));
    state.putBooleanArray(NONE, none);
    ArrayList<String> before = new ArrayList<>();
    boolean[] noneBefore = new boolean[given.size()];
    for (SystemPrompt prompt : given) {
      noneBefore[before.size()] = prompt.none();
      before.add(prompt.text());
    }
    state.putStringArrayList(GIVEN, before);
    state.putBooleanArray(GIVEN_NONE, noneBefore);
  }

  private void save(ChatViewModel model) {
    if (given.isEmpty() || !(model.state().getValue() instanceof ChatState state)) {
      return;
    }
    for (SettingScope each : SettingScope.values()) {
      SystemPrompt written =
          none[each.ordinal()] ? SystemPrompt.NONE : SystemPrompt.of(texts.get(each.ordinal()));
      if (!written.equals(given.get(each.ordinal()))) {
        each.setPrompt(model.settings(), state.settings(), whose, written);
      }
    }
  }
}
