package thaw.charts;

import java.util.List;

/**
 * A table as a paper prints it: a title above, notes below.
 *
 * @param title in words, without a full stop
 * @param notes whole sentences: where the numbers come from, how sure they are, what failed
 */
public record PaperTable(String title, Table table, List<String> notes) {
  public PaperTable {
    notes = List.copyOf(notes);
  }

  /** The numbers alone. */
  public String csv() {
    return table.csv();
  }

  /** Title, table, notes. */
  public String markdown() {
    return "**"
        + title
        + "**\n\n"
        + table.markdown()
        + "\n*Notes.* "
        + String.join(" ", notes)
        + "\n";
  }

  /** For {@code \input}; needs nothing but the booktabs package. */
  public String latex() {
    return "% "
        + title
        + "\n"
        + table.latex()
        + "\n\\par\\smallskip\n\\begin{minipage}{\\linewidth}\\footnotesize\n\\emph{Notes.} "
        + String.join("\n", notes.stream().map(Latex::escaped).toList())
        + "\n\\end{minipage}\n";
  }
}
