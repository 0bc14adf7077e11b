package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PaperTableTest {
  private static PaperTable table(List<String> columns, List<List<Object>> rows) {
    return new PaperTable("A title", new Table(columns, rows), List.of("Run: a_b.", "50% failed."));
  }

  @Test
  void numbersStandToTheRightWithEquallyManyDecimals() {
    PaperTable table =
        table(
            List.of("name", "value", "share"),
            List.of(List.of("a", 0.5, "10%"), List.of("b", -12.25, "–"), List.of("c", 3.0, "7%")));
    assertThat(table.latex())
        .contains("\\begin{tabular}{lrr}")
        .contains("a & 0.50 & 10\\% \\\\")
        .contains("b & $-$12.25 & -- \\\\")
        .contains("c & 3.00 & 7\\% \\\\");
    assertThat(table.markdown()).contains("|---|---:|---:|").contains("| b | −12.25 | – |");
  }

  @Test
  void aColumnWithAWordAnywhereIsText() {
    PaperTable table = table(List.of("v"), List.of(List.of(1.5), List.of("not found")));
    assertThat(table.latex()).contains("{l}");
  }

  @Test
  void specialCharactersAreEscapedAndSymbolsSetInMathematics() {
    assertThat(Latex.escaped("a_b & 5% #1 {x} $2 \\ ~ ^"))
        .isEqualTo(
            "a\\_b \\& 5\\% \\#1 \\{x\\} \\$2 \\textbackslash{} \\textasciitilde{} \\textasciicircum{}");
    assertThat(Latex.escaped("δ₁ ≤ τ")).isEqualTo("$\\delta_1$ $\\leq$ $\\tau$");
    assertThat(Latex.escaped("crisis < freeze")).isEqualTo("crisis $<$ freeze");
    assertThat(Latex.escaped("$<")).isEqualTo("\\$$<$");
    assertThat(Latex.escaped("−∞")).isEqualTo("$-\\infty$");
  }

  @Test
  void titleAndNotesGoWithTheTableAndNotIntoTheNumbers() {
    PaperTable table = table(List.of("x|y"), List.of(List.of("a\nb")));
    assertThat(table.markdown())
        .startsWith("**A title**\n\n| x\\|y |\n")
        .contains("| a b |")
        .endsWith("\n*Notes.* Run: a_b. 50% failed.\n");
    assertThat(table.latex())
        .startsWith("% A title\n\\begin{tabular}")
        .contains("\\emph{Notes.} Run: a\\_b.\n50\\% failed.\n\\end{minipage}");
    assertThat(table.csv()).isEqualTo("x_y\n\"a\nb\"\n");
  }

  @Test
  void bestRepliesAndEquilibriaAreMarkedInEveryForm() {
    PayoffCell both = new PayoffCell(List.of("1/2", "-3"), List.of(true, true));
    PayoffCell one = new PayoffCell(List.of("1/2", "-3"), List.of(false, true));
    PaperTable table = table(List.of("", "L", "R"), List.of(List.of("T", both, one)));
    assertThat(table.markdown()).contains("| T | **1/2**, **-3** † | 1/2, **-3** |");
    assertThat(table.latex())
        .contains("T & \\fbox{\\underline{1/2}, \\underline{$-$3}} & 1/2, \\underline{$-$3} \\\\");
    assertThat(table.csv()).contains("T,\"1/2*, -3*\",\"1/2, -3*\"");
    assertThatThrownBy(() -> new PayoffCell(List.of("1"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
