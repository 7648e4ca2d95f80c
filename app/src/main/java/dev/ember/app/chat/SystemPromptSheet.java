package dev.ember.app.chat;

import android.app.Dialog;
import android.os.Bundle;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import com.google.android.material.bottomsheet.BottomSheetBehavior;
import com.google.android.material.bottomsheet.BottomSheetDialog;
import com.google.android.material.bottomsheet.BottomSheetDialogFragment;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** What the model reads before every message of the chat. */
public final class SystemPromptSheet extends BottomSheetDialogFragment {
  static final String TAG = "systemPrompt";

  @Override
  public View onCreateView(
      LayoutInflater inflater, @Nullable ViewGroup parent, @Nullable Bundle savedState) {
    return inflater.inflate(R.layout.sheet_system_prompt, parent, false);
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    BottomSheetDialog dialog = (BottomSheetDialog) super.onCreateDialog(savedState);
    dialog.getBehavior().setState(BottomSheetBehavior.STATE_EXPANDED);
    return dialog;
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    ChatViewModel model = ChatFragment.model(requireParentFragment());
    EditText field = ViewCompat.requireViewById(sheet, R.id.system_prompt_field);
    if (savedState == null && model.state().getValue() instanceof ChatState state) {
      field.setText(state.systemPrompt());
    }
    ViewCompat.requireViewById(sheet, R.id.system_prompt_cancel)
        .setOnClickListener(view -> dismiss());
    ViewCompat.requireViewById(sheet, R.id.system_prompt_save)
        .setOnClickListener(
            view -> {
              model.setSystemPrompt(field.getText().toString());
              dismiss();
            });
  }
}
