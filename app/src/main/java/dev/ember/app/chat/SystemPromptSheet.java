package dev.ember.app.chat;

import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** What the model reads before every message of the chat. */
public final class SystemPromptSheet extends ExpandedSheet {
  static final String TAG = "systemPrompt";

  public SystemPromptSheet() {
    super(R.layout.sheet_system_prompt);
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    ChatViewModel model = ChatFragment.model(requireParentFragment());
    EditText field = ViewCompat.requireViewById(sheet, R.id.system_prompt_field);
    if (savedState == null && model.state().getValue() instanceof ChatState state) {
      field.setText(state.settings().systemPrompt());
    }
    ViewCompat.requireViewById(sheet, R.id.system_prompt_cancel)
        .setOnClickListener(view -> dismiss());
    ViewCompat.requireViewById(sheet, R.id.system_prompt_save)
        .setOnClickListener(
            view -> {
              model.settings().setSystemPrompt(field.getText().toString());
              dismiss();
            });
  }
}
