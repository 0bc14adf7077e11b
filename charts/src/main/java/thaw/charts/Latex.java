package thaw.charts;

import java.util.Map;

/** Text as LaTeX takes it, without packages for fonts or symbols. */
final class Latex {
  private static final Map<Character, String> SPECIAL =
      Map.ofEntries(
          Map.entry('\\', "\\textbackslash{}"),
          Map.entry('&', "\\&"),
          Map.entry('%', "\\%"),
          Map.entry('$', "\\$"),
          Map.entry('#', "\\#"),
          Map.entry('_', "\\_"),
          Map.entry('{', "\\{"),
          Map.entry('}', "\\}"),
          Map.entry('~', "\\textasciitilde{}"),
          Map.entry('^', "\\textasciicircum{}"),
          Map.entry('<', "$<$"),
          Map.entry('>', "$>$"),
          Map.entry('|', "$|$"),
          Map.entry('−', "$-$"),
          Map.entry('–', "--"),
          Map.entry('—', "---"),
          Map.entry('…', "\\dots{}"),
          Map.entry('∞', "$\\infty$"),
          Map.entry('≤', "$\\leq$"),
          Map.entry('≥', "$\\geq$"),
          Map.entry('×', "$\\times$"),
          Map.entry('·', "$\\cdot$"),
          Map.entry('→', "$\\to$"),
          Map.entry('†', "$\\dagger$"),
          Map.entry('α', "$\\alpha$"),
          Map.entry('β', "$\\beta$"),
          Map.entry('γ', "$\\gamma$"),
          Map.entry('δ', "$\\delta$"),
          Map.entry('ε', "$\\varepsilon$"),
          Map.entry('λ', "$\\lambda$"),
          Map.entry('μ', "$\\mu$"),
          Map.entry('π', "$\\pi$"),
          Map.entry('ρ', "$\\rho$"),
          Map.entry('σ', "$\\sigma$"),
          Map.entry('τ', "$\\tau$"),
          Map.entry('φ', "$\\varphi$"),
          Map.entry('θ', "$\\theta$"),
          Map.entry('₀', "$_0$"),
          Map.entry('₁', "$_1$"),
          Map.entry('₂', "$_2$"),
          Map.entry('ᵢ', "$_i$"),
          Map.entry('\n', " "),
          Map.entry('\r', " "));

  private Latex() {}

  /** The same, a hyphen before digits as the sign that it is. */
  static String number(String text) {
    boolean negative =
        text.length() > 1 && text.charAt(0) == '-' && Character.isDigit(text.charAt(1));
    return escaped(negative ? "−" + text.substring(1) : text);
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    boolean inMathematics = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String word = SPECIAL.getOrDefault(c, String.valueOf(c));
      boolean mathematics = word.startsWith("$");
      if (mathematics && inMathematics) { // one formula, as in δ₁
        escaped.setLength(escaped.length() - 1);
        word = word.substring(1);
      }
      escaped.append(word);
      inMathematics = mathematics;
    }
    return escaped.toString();
  }
}
