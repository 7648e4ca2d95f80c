package dev.ember.app.markdown;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of TeX that are one character of Unicode. */
final class FormulaSymbols {
  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    put(
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota"
            + " ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi ϕ"
            + " chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ"
            + " Omega Ω");
    put(
        "times × cdot · div ÷ pm ± mp ∓ ast ∗ circ ∘ bullet • oplus ⊕ otimes ⊗ leq ≤ le ≤ geq ≥ ge"
            + " ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫");
    put(
        "in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset"
            + " ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ land ∧ wedge ∧ lor ∨ vee ∨");
    put(
        "to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒ Leftarrow ⇐"
            + " Leftrightarrow ⇔ iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ longrightarrow ⟶");
    put(
        "sum ∑ prod ∏ int ∫ iint ∬ oint ∮ partial ∂ nabla ∇ infty ∞ sqrt √ angle ∠ perp ⊥ parallel"
            + " ∥ mid | ldots … cdots ⋯ dots … vdots ⋮ prime ′ degree ° hbar ℏ ell ℓ Re ℜ Im ℑ"
            + " aleph ℵ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ therefore ∴ because ∵"
            + " top ⊤ bot ⊥");
    for (String name :
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf"
            .split(" ")) {
      BY_NAME.put(name, name);
    }
    for (String name : "arg det dim gcd ker deg mod Pr".split(" ")) {
      BY_NAME.put(name, name);
    }
    for (String space : new String[] {",", ";", ":", " ", "quad", "qquad", "enspace"}) {
      BY_NAME.put(space, " ");
    }
    for (String nothing :
        new String[] {
          "left", "right", "big", "Big", "bigg", "Bigg", "displaystyle", "limits", "!"
        }) {
      BY_NAME.put(nothing, "");
    }
    for (String sign : new String[] {"{", "}", "$", "%", "&", "#", "_", "|"}) {
      BY_NAME.put(sign, sign);
    }
    BY_NAME.put("\\", "\n");
  }

  private FormulaSymbols() {}

  private static void put(String pairs) {
    String[] words = pairs.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      BY_NAME.put(words[i], words[i + 1]);
    }
  }

  /** The text of a command, without its backslash; null if it is not one character. */
  static @Nullable String of(String command) {
    return BY_NAME.get(command);
  }

  /** Whether it is written upright, as functions are. */
  static boolean isFunction(String text) {
    return text.length() > 1 && text.chars().allMatch(c -> c >= 'A' && c <= 'z');
  }
}
