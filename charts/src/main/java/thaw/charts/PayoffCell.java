package thaw.charts;

import java.util.ArrayList;
import java.util.List;

/**
 * The payoffs of an action profile, one a player, in a table of a normal form.
 *
 * @param payoffs as text
 * @param best whose action is a best reply to the others' actions; where all are, the profile is a
 *     pure Nash equilibrium
 */
public record PayoffCell(List<String> payoffs, List<Boolean> best) {
  public PayoffCell {
    payoffs = List.copyOf(payoffs);
    best = List.copyOf(best);
    if (payoffs.size() != best.size()) {
      throw new IllegalArgumentException(
          payoffs.size() + " payoffs, " + best.size() + " marks; allowed: one mark a payoff");
    }
  }

  public boolean isEquilibrium() {
    return !best.contains(false);
  }

  /** A star at every best reply. */
  @Override
  public String toString() {
    return joined("", "*", payoffs);
  }

  /** Best replies in bold, a dagger at equilibria. */
  String markdown() {
    return joined("**", "**", payoffs) + (isEquilibrium() ? " †" : "");
  }

  /** Best replies underlined, equilibria in a box. */
  String latex() {
    String text = joined("\\underline{", "}", payoffs.stream().map(Latex::number).toList());
    return isEquilibrium() ? "\\fbox{" + text + "}" : text;
  }

  private String joined(String before, String after, List<String> texts) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      parts.add(best.get(i) ? before + texts.get(i) + after : texts.get(i));
    }
    return String.join(", ", parts);
  }
}
