package thaw.cli;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import thaw.sweep.run.Run;

/**
 * {@code README.md} of a package, in the order that data editors of social-science journals ask
 * for.
 */
final class PackageReadme {
  static final String NAME = "README.md";

  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private static final Map<String, String> DOES =
      Map.of(
          "run",
          "solves the scenario: verdict, freeze conditions, levers, thresholds, figures, tables,"
              + " certificate",
          "solve",
          "solves the game for one solution concept",
          "trust",
          "computes thresholds and equilibria of a trust model of the literature",
          "design",
          "compares all roadmaps of the scenario's steps",
          "sweep",
          "solves every point of the experiment",
          "analyse",
          "computes sensitivity, regions or boxes from the points of the sweep");

  private final StudyRecord record;
  private final Replication study;
  private final StringBuilder text = new StringBuilder();

  private PackageReadme(StudyRecord record) {
    this.record = record;
    study = record.study();
  }

  /**
   * The file's text.
   *
   * @param sizes of the other files in bytes, by name
   */
  static String of(StudyRecord record, List<Exhibit> exhibits, SortedMap<String, Long> sizes)
      throws IOException {
    PackageReadme readme = new PackageReadme(record);
    readme.overview(exhibits, sizes);
    readme.data();
    readme.datasets(sizes);
    readme.requirements(sizes);
    readme.programs();
    readme.instructions();
    readme.exhibits(exhibits);
    readme.references();
    return readme.text.toString();
  }

  private void line(String paragraph) {
    text.append(paragraph.strip()).append("\n\n");
  }

  private void overview(List<Exhibit> exhibits, SortedMap<String, Long> sizes) {
    line("# " + record.title());
    line("## Overview");
    if (!study.question().isEmpty()) {
      line("Question of the study: " + study.question());
    }
    long figures = exhibits.stream().filter(e -> e.kind().equals("Figure")).count();
    line(
        "The package has the inputs, the software and the results: "
            + figures
            + " figures and "
            + (exhibits.size() - figures)
            + " tables among them. One script, `"
            + RunScript.NAME
            + "`, computes all results again and compares them byte for byte. It took "
            + duration(study.measured().seconds())
            + " on the machine named below.");
    line(
        """
        | place | what |
        |---|---|
        | `inputs/` | what was computed from: the model and its parameters |
        | `results/` | what came out: reports, data, figures, tables, certificates |
        | `codebook.md` | every column of every data file |
        | `run.sh` | computes the results again and compares |
        | `software/` | the program `thaw.jar`, and its libraries with their licences (`dependencies.tsv`) |
        | `replication.json` | the commands, for `thaw verify` |
        | `CITATION.cff`, `codemeta.json`, `ro-crate-metadata.json` | how to cite; what archives read |
        | `manifest-sha256.txt` | SHA-256 of every file (`sha256sum -c manifest-sha256.txt`) |
        | `LICENSE.txt` | licence of the software |
        """);
    line(
        sizes.size()
            + " files, "
            + size(sizes.values().stream().mapToLong(v -> v).sum())
            + " in all.");
  }

  private void data() {
    line("## Data availability and provenance statements");
    line(
        "No data set collected elsewhere is read. All numbers in `results/` are computed from the"
            + " inputs listed below, which the authors of the study wrote; reasons and sources of"
            + " values are in the fields `notes` and `source` of the inputs, where they are given.");
    line("### Statement about rights");
    line(
        """
        - The authors of the study have written the inputs and may publish them.
        - The authors have permission to redistribute the software, by its licences (below).
        """);
    line("### Summary of availability");
    line("All data are publicly available: they are in this package.");
    line("### Licence for data");
    line("Inputs and results: " + record.licence() + ".");
  }

  private void datasets(SortedMap<String, Long> sizes) {
    line("## Dataset list");
    StringBuilder table =
        new StringBuilder("| file | what | size | provided |\n|---|---|---|---|\n");
    long described = 0;
    for (Map.Entry<String, Long> file : sizes.entrySet()) {
      String name = file.getKey();
      boolean points = name.startsWith(PackageFolder.RESULTS + "points.");
      if (name.startsWith(PackageFolder.INPUTS) || points) {
        table
            .append("| `" + name + "` | ")
            .append(points ? "every point, computed" : "input")
            .append(" | " + size(file.getValue()) + " | yes |\n");
      } else if (name.startsWith(PackageFolder.RESULTS) && name.endsWith(".csv")) {
        described++;
      }
    }
    line(table.toString());
    line(
        described
            + " more `.csv` files in `results/` hold the data behind the figures and the numbers of"
            + " the tables. Columns, types, ranges and missing values of all: `"
            + Codebook.NAME
            + "`.");
  }

  private void requirements(SortedMap<String, Long> sizes) {
    Replication.Measured measured = study.measured();
    line("## Computational requirements");
    line("### Software");
    line(
        "- Java 17 or newer (the results were made with Java "
            + measured.java()
            + ")\n- Thaw "
            + study.version()
            + ", in `software/thaw.jar` with all libraries: nothing has to be installed, nothing is"
            + " downloaded\n- a POSIX shell with `find`, `sort` and `cmp` for `run.sh`; on Windows,"
            + " the commands below can be given one by one");
    line("### Controlled randomness");
    line(
        "Everything random has a seed: in the inputs, in the commands below, or the fixed standard"
            + " of this version of Thaw. Results do not depend on the number of threads."
            + (study.kind().equals("sweep")
                ? " A limit of the time of a point, if the experiment sets one, depends on the"
                    + " machine: a point that took longer has the status `timeout`."
                : ""));
    line("### Memory, run time and storage");
    line(
        "| | measured |\n|---|---|\n| run time | "
            + duration(measured.seconds())
            + " |\n| memory of Java at its peak | "
            + (measured.peakMegabytes() > 0 ? measured.peakMegabytes() + " MB" : "not measured")
            + " |\n| storage of the results | "
            + size(
                sizes.entrySet().stream()
                    .filter(e -> e.getKey().startsWith(PackageFolder.RESULTS))
                    .mapToLong(e -> e.getValue())
                    .sum())
            + " |\n| machine | "
            + measured.machine()
            + ", "
            + measured.processors()
            + (measured.processors() == 1 ? " processor" : " processors")
            + " |\n| last run | "
            + measured.day()
            + " |");
    if (study.failures() > 0) {
      line(
          study.failures()
              + " points of the sweep failed (timeout, invalid or error): each has its row in"
              + " `results/points.csv`, with the reason in the column `message`.");
    }
  }

  private void programs() {
    line("## Description of programs");
    StringBuilder table = new StringBuilder("| program | does |\n|---|---|\n");
    table.append("| `run.sh` | runs the commands below, then compares with `results/` |\n");
    Set<String> commands = new LinkedHashSet<>();
    study.steps().forEach(step -> commands.add(step.words().get(0)));
    for (String command : commands) {
      table
          .append("| `software/thaw.jar`, command `" + command + "` | ")
          .append(DOES.getOrDefault(command, "computes the results"))
          .append(" |\n");
    }
    table.append("| the same, command `verify` | checks certificates, solves a sample again |\n");
    line(table.toString());
    line("### Licence for code");
    line(
        "Software: "
            + StudyRecord.SOFTWARE_LICENCE
            + " (`LICENSE.txt`); its libraries: `software/dependencies.tsv`, with their own texts"
            + " inside `software/thaw.jar`, below `META-INF/`.");
  }

  private void instructions() {
    line("## Instructions to replicators");
    line("1. Unpack; keep the folders as they are.\n2. In a terminal, in this folder:");
    line("```sh\nsh run.sh\n```");
    line(
        "The results are computed into a folder beside this one (or the folder named after"
            + " `run.sh`) and compared with `results/`; every file that differs is named. It is done"
            + " when the last line says that 0 differ; the exit code is then 0. What the script runs,"
            + " as commands from this folder:");
    StringBuilder commands = new StringBuilder();
    for (Replication.Step step : study.steps()) {
      commands
          .append(
              step.line("java -jar " + PackageFolder.JAR, PackageFolder.INPUTS, "../replicated"))
          .append('\n');
    }
    line("```sh\n" + commands + "```");
    line(
        "Checks without computing everything again: `java -jar software/thaw.jar verify .` compares"
            + " all hashes, checks the certificates with code that shares nothing with the solver,"
            + " and solves a sample again; `java -jar software/thaw.jar package . --check` looks for"
            + " what data editors look for.");
    line(
        "The results were made with Java "
            + study.measured().java()
            + ". Another version of Java may write images (pdf, svg, png) with other bytes: the script"
            + " counts these apart; the data behind each figure, the `.csv` of the same name, are"
            + " compared byte for byte.");
  }

  private void exhibits(List<Exhibit> exhibits) {
    line("## List of tables and figures, and the commands that make them");
    if (exhibits.isEmpty()) {
      line("This run has none. Its numbers are in " + numbers() + ".");
      return;
    }
    line(
        "The program makes all figures and tables listed, and all numbers in "
            + numbers()
            + ". None is made by hand.");
    StringBuilder table =
        new StringBuilder("| exhibit | files in `results/` | command | shows |\n");
    table.append("|---|---|---|---|\n");
    int figures = 0;
    int tables = 0;
    for (Exhibit exhibit : exhibits) {
      int number = exhibit.kind().equals("Figure") ? ++figures : ++tables;
      table
          .append("| " + exhibit.kind() + " " + number + " | `" + exhibit.stem() + "` (")
          .append(String.join(", ", exhibit.endings()))
          .append(") | `" + command(exhibit.stem()) + "` | ")
          .append(exhibit.caption().replace("|", "\\|"))
          .append(" |\n");
    }
    line(table.toString());
    line(
        "`thaw` stands for `java -jar software/thaw.jar`. Numbers of figures and tables are those of"
            + " this list; the paper's own may differ.");
  }

  private String numbers() {
    String found =
        String.join(
            ", ",
            Stream.of("report.md", "report.json", "result.json", "points.csv")
                .filter(study.results().keySet()::contains)
                .map(name -> "`results/" + name + "`")
                .toList());
    return found.isEmpty() ? "`results/`" : found;
  }

  /** The command whose output a file is. */
  private String command(String stem) {
    Replication.Step made = study.steps().get(0);
    for (Replication.Step step : study.steps()) {
      Optional<String> place = step.output();
      boolean inside = place.isPresent() && stem.startsWith(place.get() + "/");
      boolean listed = place.isEmpty() && stem.startsWith(Run.ANALYSES + "/");
      made = inside || listed ? step : made;
    }
    return made.line("thaw", PackageFolder.INPUTS, "../replicated");
  }

  private void references() throws IOException {
    line("## References");
    StringBuilder list = new StringBuilder();
    for (String work : PackageReferences.of(study)) {
      list.append("- ").append(work).append('\n');
    }
    list.append(
        "- Thaw, version "
            + study.version()
            + ": phased exchange under mistrust as a repeated game. Software, ");
    list.append(StudyRecord.SOFTWARE_LICENCE).append(". As in `CITATION.cff`.");
    line(list.toString());
    if (!record.anonymous()) {
      line("## To complete before depositing");
      line(
          "- [ ] The authors confirm the statement about rights and the licence of inputs and results ("
              + record.licence()
              + "; `thaw package RUN --license SPDX` writes another)."
              + (record.authors().isEmpty()
                  ? "\n- [ ] The authors are named: `thaw package RUN --author \"Family, Given\"`"
                      + " (repeatable) writes them into the metadata."
                  : ""));
    }
    text.setLength(text.length() - 1);
  }

  static String duration(double seconds) {
    if (seconds < 60) {
      return seconds < 1 ? "less than a second" : Math.round(seconds) + " seconds";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%.1f minutes", seconds / 60)
        : String.format(Locale.ROOT, "%.1f hours", seconds / 3600);
  }

  private static String size(long bytes) {
    return bytes < BYTES_PER_MEGABYTE / 10
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MEGABYTE);
  }
}
