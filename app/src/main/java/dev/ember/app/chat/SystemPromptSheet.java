package dev.ember.app.chat;

import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import com.google.android.material.button.MaterialButtonToggleGroup;
import dev.ember.app.R;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.engine.ModelState;
import dev.ember.app.widget.ExpandedSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the model reads before every message: of this chat, of its model's chats, or of all. What is
 * typed for one is kept while another is looked at; "Save" takes all three. Any can be one of the
 * named prompts, {@link PromptChips}.
 */
public final class SystemPromptSheet extends ExpandedSheet {
  static final String TAG = "systemPrompt";

  private static final String TEXTS = "texts";
  private static final String SCOPE = "scope";

  private final List<String> texts = new ArrayList<>(List.of("", "", ""));
  private SettingScope scope = SettingScope.CHAT;

  public SystemPromptSheet() {
    super(R.layout.sheet_system_prompt);
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    ChatViewModel model = ChatFragment.model(requireParentFragment());
    EditText field = ViewCompat.requireViewById(sheet, R.id.system_prompt_field);
    if (savedState == null && model.state().getValue() instanceof ChatState state) {
      for (SettingScope each : SettingScope.values()) {
        texts.set(each.ordinal(), each.prompt(state.settings(), modelName(state)));
      }
      field.setText(texts.get(scope.ordinal()));
    } else if (savedState != null) {
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

  /** Writes for whom the field is now, also when it has come to show another's prompt. */
  Consumer<String> writer() {
    SettingScope whose = scope;
    return text -> {
      if (whose == scope) {
        EditText field = ViewCompat.requireViewById(requireView(), R.id.system_prompt_field);
        field.setText(text);
      } else {
        texts.set(whose.ordinal(), text);
      }
    };
  }

  private void restore(Bundle savedState) {
    scope = SettingScope.valueOf(savedState.getString(SCOPE, scope.name()));
    List<String> kept = savedState.getStringArrayList(TEXTS);
    if (kept != null) {
      texts.clear();
      texts.addAll(kept);
    }
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putString(SCOPE, scope.name());
    state.putStringArrayList(TEXTS, new ArrayList<>(texts));
  }

  private void save(ChatViewModel model) {
    if (!(model.state().getValue() instanceof ChatState state)) {
      return;
    }
    String name = modelName(state);
    for (SettingScope each : SettingScope.values()) {
      String text = texts.get(each.ordinal());
      if (!text.trim().equals(each.prompt(state.settings(), name))) {
        each.setPrompt(model.settings(), state.settings(), name, text);
      }
    }
  }

  /** Before the model is known, what is meant for it holds for all. */
  private static String modelName(ChatState state) {
    return state.model() instanceof ModelState.Ready ready ? ready.name() : DefaultsEntity.ALL;
  }
}
