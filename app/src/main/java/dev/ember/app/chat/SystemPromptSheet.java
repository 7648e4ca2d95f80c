package dev.ember.app.chat;

import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import com.google.android.material.button.MaterialButtonToggleGroup;
import dev.ember.app.R;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.widget.AfterTyping;
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

  private static final String TEXT = "text.";
  private static final String NONE = "none";
  private static final String SCOPE = "scope";
  private static final String MODEL = "modelId";
  private static final String MODEL_NAME = "modelName";

  private final List<String> texts = new ArrayList<>(List.of("", "", ""));

  /** Where nothing is to be read, whatever the wider level has. */
  private boolean[] none = new boolean[SettingScope.values().length];

  /** As they were set when they were put into the field; null before that. */
  private final @Nullable SystemPrompt[] given = new SystemPrompt[SettingScope.values().length];

  /** In a window before this one, whose words stay. */
  private final boolean[] changed = new boolean[SettingScope.values().length];

  private SettingScope scope = SettingScope.CHAT;

  /** Whose words "this model" has; null before one is loaded. */
  private @Nullable ModelKey whose;

  public SystemPromptSheet() {
    super(R.layout.sheet_system_prompt);
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    ChatViewModel model = ChatFragment.model(requireParentFragment());
    EditText field = field(sheet);
    LongWords.keepOutOf(field);
    if (savedState != null) {
      restore(savedState);
      field.setText(texts.get(scope.ordinal()));
    }
    field.addTextChangedListener(
        (AfterTyping)
            text -> field.setSaveEnabled(text.length() <= Composer.MOST_SAVED_CHARS)); // beside us
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

  private static EditText field(View sheet) {
    return ViewCompat.requireViewById(sheet, R.id.system_prompt_field);
  }

  /** What is set, each level once: from then on its words are those of whoever types. */
  private void take(ChatState state, EditText field) {
    put(SettingScope.CHAT, state, field);
    put(SettingScope.ALL, state, field);
    if (whose == null && state.model().ready() != null) {
      whose = state.model().ready().key();
    }
    if (whose != null) {
      put(SettingScope.MODEL, state, field);
    }
  }

  private void put(SettingScope level, ChatState state, EditText field) {
    if (given[level.ordinal()] != null) {
      return;
    }
    SystemPrompt prompt = level.prompt(state.settings(), whose);
    given[level.ordinal()] = prompt;
    if (changed[level.ordinal()]) {
      return;
    }
    texts.set(level.ordinal(), prompt.text());
    none[level.ordinal()] = prompt.none();
    if (level == scope && !field.getText().toString().trim().equals(prompt.text())) {
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
        field(requireView()).setText(text);
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
    for (SettingScope level : SettingScope.values()) {
      byte[] text = savedState.getByteArray(TEXT + level);
      if (text != null) {
        texts.set(level.ordinal(), PackedText.unpack(text));
        changed[level.ordinal()] = true;
      }
    }
  }

  /** What was changed: what was not is given anew. */
  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putString(SCOPE, scope.name());
    if (whose != null) {
      state.putString(MODEL, whose.id());
      state.putString(MODEL_NAME, whose.name());
    }
    state.putBooleanArray(NONE, none);
    if (getView() != null) {
      texts.set(scope.ordinal(), field(getView()).getText().toString());
    }
    for (SettingScope level : SettingScope.values()) {
      if (isChanged(level)) {
        state.putByteArray(TEXT + level, PackedText.pack(texts.get(level.ordinal())));
      }
    }
  }

  private boolean isChanged(SettingScope level) {
    SystemPrompt before = given[level.ordinal()];
    return before == null ? changed[level.ordinal()] : !written(level).equals(before);
  }

  private SystemPrompt written(SettingScope level) {
    return none[level.ordinal()] ? SystemPrompt.NONE : SystemPrompt.of(texts.get(level.ordinal()));
  }

  private void save(ChatViewModel model) {
    if (!(model.state().getValue() instanceof ChatState state)) {
      return;
    }
    for (SettingScope each : SettingScope.values()) {
      if (isChanged(each)) {
        each.setPrompt(model.settings(), state.settings(), whose, written(each));
      }
    }
  }
}
