package thaw.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import thaw.charts.Figure;
import thaw.charts.Numbers;
import thaw.charts.PaperTable;
import thaw.charts.Table;
import thaw.model.Design.Criterion;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Step;
import thaw.solver.design.Plan;
import thaw.solver.design.Ranking;
import thaw.solver.design.RoadmapDesign.Result;
import thaw.solver.design.RoadmapSpace;
import thaw.solver.design.Welfare;
import thaw.solver.design.Welfare.Gains;
import thaw.solver.freeze.SequencingComparison;
import thaw.solver.freeze.Verdict;

/** What a search over roadmaps found, in words. */
final class DesignText {
  /** Roadmaps named in a list, and rows of a ranking. */
  private static final int MOST = 12;

  /** A share of the rest that is better is excluded with probability 0.95. */
  private static final double MISS = 0.05;

  private final Result result;
  private final List<Plan> plans;

  DesignText(Result result) {
    this.result = result;
    plans = result.selection().plans();
  }

  /** For the terminal. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(result.scenario().title());
    lines.add("");
    lines.add(space());
    lines.add("steps: " + String.join("; ", key()));
    if (!result.today().isEmpty()) {
      lines.add(today());
    }
    for (Ranking ranking : result.rankings()) {
      lines.add("");
      lines.addAll(ranking(ranking));
    }
    result
        .welfare()
        .ifPresent(
            welfare -> {
              lines.add("");
              lines.addAll(welfare(welfare));
            });
    lines.add("");
    lines.addAll(answer());
    return lines;
  }

  /** For the run folder. */
  String report(List<Figure> figures, List<DesignProofs.Proof> proofs) {
    StringBuilder text = new StringBuilder();
    text.append("# Roadmaps: ").append(result.scenario().title()).append("\n\n");
    answer().forEach(line -> text.append(line).append("\n\n"));
    text.append("## What was compared\n\n").append(space()).append("\n\n");
    text.append("Steps: ").append(String.join("; ", key())).append(".\n\n");
    if (!result.today().isEmpty()) {
      text.append(capital(today())).append(".\n\n");
    }
    text.append(groups().markdown()).append("\n");
    for (Ranking ranking : result.rankings()) {
      text.append("## By ").append(ranking.criterion().word()).append("\n\n");
      ranking(ranking).forEach(line -> text.append(line.strip()).append("\n\n"));
      text.append(table(ranking).markdown()).append("\n");
      figure(text, figures, ranking.criterion());
    }
    result
        .welfare()
        .ifPresent(
            welfare -> {
              text.append("## By welfare\n\n");
              welfare(welfare).forEach(line -> text.append(line.strip()).append("\n\n"));
              text.append(table(welfare).markdown()).append("\n");
              figure(text, figures, Criterion.WELFARE);
            });
    text.append("## Certificates\n\n");
    text.append(
        proofs.isEmpty()
            ? "None.\n"
            : "`thaw verify` checks them with code that shares nothing with the solver.\n\n");
    for (DesignProofs.Proof proof : proofs) {
      text.append("- `certificates/").append(proof.name()).append(".json`: ");
      text.append(
          String.join("; ", proof.claims().stream().map(c -> c.replace('-', ' ')).toList()));
      text.append("\n");
    }
    return text.toString();
  }

  private static void figure(StringBuilder text, List<Figure> figures, Criterion criterion) {
    figures.stream()
        .filter(f -> f.name().endsWith("-" + criterion.word()))
        .forEach(
            f ->
                text.append("![")
                    .append(f.altText())
                    .append("](figures/")
                    .append(f.name())
                    .append(".png)\n\n**Figure.** ")
                    .append(f.caption())
                    .append("\n\n"));
  }

  /**
   * Every table of the run folder.
   *
   * @param made which run, as a sentence
   * @param tolerance of the payoff sets behind verdicts, as a share of the payoff range
   */
  Map<String, PaperTable> tables(String made, double tolerance) {
    String exact = TableNotes.tolerance(tolerance);
    String examined = sentence(space());
    String steps = sentence("steps: " + String.join("; ", key()));
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>(List.of(made, exact, examined));
    notes.add(
        "Least found: the least value at which a roadmap of the group was shown to be"
            + " self-enforcing; no less than: the value up to which all of the group are frozen.");
    if (!result.today().isEmpty()) {
      notes.add(
          "Failed: "
              + count(all(), Verdict.UNDECIDED)
              + " of "
              + plans.size()
              + " verdicts on roadmaps as things are undecided.");
    }
    tables.put(
        "groups", new PaperTable("Roadmaps by sequence and number of phases", groups(), notes));
    for (Ranking ranking : result.rankings()) {
      tables.put(
          ranking.criterion().word(),
          new PaperTable(
              "Roadmaps by the " + what(ranking.criterion()),
              table(ranking),
              List.of(
                  made,
                  exact,
                  examined,
                  shown(table(ranking).rows().size(), plans.size())
                      + (ranking.ranked().size() < plans.size()
                          ? " Not known to be self-enforcing at a value searched: "
                              + (plans.size() - ranking.ranked().size())
                              + "."
                          : ""),
                  "Frozen at: the largest value below the change at which a roadmap is certainly"
                      + " frozen; sustainable at: the least at which it was shown to be"
                      + " self-enforcing.",
                  sentence(certainty(ranking)),
                  "Failed: " + ranking.open().size() + " roadmaps not excluded as best, undecided.",
                  steps)));
    }
    result
        .welfare()
        .ifPresent(
            welfare ->
                tables.put(
                    "welfare",
                    new PaperTable(
                        "Roadmaps by gains over freezing",
                        table(welfare),
                        List.of(
                            made,
                            "Gains are payoffs per period in the best equilibrium that leaves neither"
                                + " party worse off than freezing: attained at least, certainly not"
                                + " exceeded at most.",
                            examined,
                            shown(
                                table(welfare).rows().size(),
                                (int) welfare.gains().stream().filter(Optional::isPresent).count()),
                            "Roadmaps that are certainly frozen have no gains. Failed: "
                                + Math.max(0, welfare.sum().plans().size() - 1)
                                + " others are not told from the first by the sum, "
                                + Math.max(0, welfare.product().plans().size() - 1)
                                + " by the product.",
                            steps))));
    return tables;
  }

  private static String shown(int rows, int all) {
    return rows < all ? "Shown: " + rows + " of " + all + " roadmaps." : "All roadmaps are shown.";
  }

  private static String sentence(String text) {
    return capital(text) + ".";
  }

  // ---- what was compared ------------------------------------------------------------------------

  private String space() {
    RoadmapSpace.Selection s = result.selection();
    StringBuilder text = new StringBuilder();
    text.append("roadmaps: ").append(s.size()).append(" in the design");
    s.admitted().ifPresent(n -> text.append(", ").append(n).append(" in an admitted order"));
    s.games().ifPresent(n -> text.append(", ").append(n).append(" different games"));
    int drawn = plans.size() - 1; // the scenario's own is no part of the sample
    if (s.complete()) {
      text.append("; all were examined");
    } else {
      text.append("; a random sample of ")
          .append(drawn)
          .append(" was examined: with 95% confidence at most ")
          .append(Numbers.percent(1 - Math.pow(MISS, 1.0 / Math.max(1, drawn))))
          .append(" of all are better than the best of them, by any one criterion");
    }
    if (!s.ownAdmitted()) {
      text.append("; the scenario's own roadmap is none of the design's and compared all the same");
    }
    return text.toString();
  }

  private List<String> key() {
    Scenario scenario = result.scenario();
    List<String> key = new ArrayList<>();
    for (String party : scenario.partyIds()) {
      for (Map.Entry<String, Step> step : scenario.steps().entrySet()) {
        if (step.getValue().by().equals(party)) {
          key.add(result.space().symbol(step.getKey()) + " " + step.getValue().name());
        }
      }
    }
    return key;
  }

  private long count(List<Integer> of, Verdict verdict) {
    return of.stream().filter(p -> result.today().get(p) == verdict).count();
  }

  private List<Integer> all() {
    return IntStream.range(0, plans.size()).boxed().toList();
  }

  private String today() {
    return "self-enforcing as things are: "
        + count(all(), Verdict.SUSTAINABLE)
        + " of "
        + plans.size()
        + "; frozen: "
        + count(all(), Verdict.FROZEN)
        + "; undecided: "
        + count(all(), Verdict.UNDECIDED)
        + "; the scenario's own "
        + name(0)
        + ": "
        + result.today().get(0).word();
  }

  private String name(int plan) {
    Plan of = plans.get(plan);
    boolean ordinary =
        of.sequencing().equals(plans.get(0).sequencing())
            && of.granularity() == plans.get(0).granularity();
    return of.notation() + (ordinary ? "" : " (" + label(of) + ")");
  }

  private String label(Plan plan) {
    return SequencingComparison.label(result.scenario(), plan.sequencing())
        + (plan.granularity() == 1 ? "" : ", phases in " + plan.granularity());
  }

  private String names(List<Integer> of) {
    List<String> names = new ArrayList<>(of.stream().limit(MOST).map(this::name).toList());
    if (of.size() > MOST) {
      names.add("and " + (of.size() - MOST) + " more");
    }
    return String.join(", ", names);
  }

  /** By sequence and number of phases: how many, how many self-enforcing, the least found. */
  private Table groups() {
    Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
    for (int plan : all()) {
      Plan of = plans.get(plan);
      groups
          .computeIfAbsent(List.of(label(of), of.phases().size()), k -> new ArrayList<>())
          .add(plan);
    }
    List<String> columns = new ArrayList<>(List.of("sequence", "phases", "roadmaps"));
    if (!result.today().isEmpty()) {
      columns.addAll(List.of("self-enforcing today", "frozen today"));
    }
    for (Ranking ranking : result.rankings()) {
      columns.add("least " + ranking.criterion().word() + " found");
      columns.add("no less " + ranking.criterion().word() + " than");
    }
    List<List<Object>> rows = new ArrayList<>();
    groups.forEach(
        (group, members) -> {
          List<Object> row = new ArrayList<>(group);
          row.add(members.size());
          if (!result.today().isEmpty()) {
            row.add(count(members, Verdict.SUSTAINABLE));
            row.add(count(members, Verdict.FROZEN));
          }
          for (Ranking ranking : result.rankings()) {
            row.add(
                value(
                    members.stream()
                        .map(ranking::sustainableAt)
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .min()));
            row.add(
                value(
                    members.stream().allMatch(p -> ranking.frozenAt(p).isPresent())
                        ? members.stream().mapToDouble(p -> ranking.frozenAt(p).getAsDouble()).min()
                        : OptionalDouble.empty()));
          }
          rows.add(row);
        });
    rows.sort(
        Comparator.comparing((List<Object> row) -> row.get(0).toString())
            .thenComparing(row -> (Integer) row.get(1)));
    return new Table(columns, rows);
  }

  private static Object value(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : Table.MISSING;
  }

  // ---- rankings ---------------------------------------------------------------------------------

  private static String what(Criterion criterion) {
    return switch (criterion) {
      case PATIENCE -> "least patience (both parties' δ)";
      case TRUST -> "least trust at the start";
      case VERIFICATION -> "least verification (share of today's)";
      case TODAY, WELFARE -> criterion.word();
    };
  }

  private String bracket(Ranking ranking, int plan) {
    OptionalDouble frozen = ranking.frozenAt(plan);
    OptionalDouble sustainable = ranking.sustainableAt(plan);
    if (sustainable.isEmpty()) {
      return frozen.isEmpty() ? "undecided" : "more than " + Numbers.readable(frozen.getAsDouble());
    }
    String right = Numbers.readable(sustainable.getAsDouble());
    return frozen.isEmpty()
        ? "at most " + right
        : "between " + Numbers.readable(frozen.getAsDouble()) + " and " + right;
  }

  private List<String> ranking(Ranking ranking) {
    List<String> lines = new ArrayList<>();
    double last = ranking.values().get(ranking.values().size() - 1);
    if (ranking.best().isEmpty()) {
      lines.add(
          what(ranking.criterion())
              + ": no roadmap was found to be self-enforcing up to "
              + Numbers.readable(last));
    } else {
      lines.add(
          what(ranking.criterion())
              + ": "
              + bracket(ranking, ranking.best().get(0))
              + ", "
              + (ranking.best().size() == 1
                  ? "by one roadmap: "
                  : "by " + ranking.best().size() + " roadmaps: ")
              + names(ranking.best()));
    }
    if (!ranking.open().isEmpty()) {
      lines.add("  not excluded, verdicts undecided: " + names(ranking.open()));
    }
    lines.add(
        "  the scenario's own "
            + name(0)
            + ": "
            + bracket(ranking, 0)
            + "; certainly less: "
            + ranking.certainlyBefore(0)
            + " roadmaps, certainly more: "
            + ranking.certainlyBehind(0));
    List<Integer> next =
        ranking.ranked().stream().filter(p -> !ranking.best().contains(p)).limit(MOST).toList();
    if (!next.isEmpty()) {
      lines.add(
          "  next: "
              + String.join(
                  "; ", next.stream().map(p -> name(p) + " " + bracket(ranking, p)).toList()));
    }
    lines.add("  " + certainty(ranking));
    return lines;
  }

  private String certainty(Ranking ranking) {
    StringBuilder text = new StringBuilder();
    if (!ranking.checked().isEmpty()) {
      text.append("every roadmap was tried at ")
          .append(
              String.join(
                  ", ",
                  ranking.checked().stream()
                      .map(v -> Numbers.readable(ranking.values().get(v)))
                      .toList()))
          .append(": ")
          .append(
              ranking.undecided() == 0
                  ? "all are certainly frozen there"
                  : "none is shown to be sustainable, " + ranking.undecided() + " are undecided")
          .append("; ");
    }
    if (ranking.best().stream().anyMatch(p -> ranking.brackets().get(p).frozen() < 0)
        && ranking.checked().isEmpty()) {
      return "the least value was tried with every roadmap: nothing is assumed";
    }
    return text.append(
            "between the values tried it is assumed that a roadmap's verdict changes once; ")
        .append(
            ranking.reversals().isEmpty()
                ? "no exception"
                : ranking.reversals().size() + " exceptions")
        .append(" in ")
        .append(ranking.compared())
        .append(" pairs of values")
        .toString();
  }

  private Table table(Ranking ranking) {
    List<Integer> shown = new ArrayList<>(ranking.ranked().stream().limit(4L * MOST).toList());
    result.references().stream().filter(p -> !shown.contains(p)).forEach(shown::add);
    List<List<Object>> rows = new ArrayList<>();
    for (int plan : shown) {
      rows.add(
          List.of(
              plans.get(plan).notation(),
              label(plans.get(plan)),
              plans.get(plan).phases().size(),
              value(ranking.frozenAt(plan)),
              value(ranking.sustainableAt(plan))));
    }
    return new Table(List.of("roadmap", "sequence", "phases", "frozen at", "sustainable at"), rows);
  }

  // ---- welfare ----------------------------------------------------------------------------------

  private List<String> welfare(Welfare welfare) {
    List<String> lines = new ArrayList<>();
    lines.add(best("largest sum of gains over freezing", welfare.sum()));
    lines.add(best("largest product of gains over freezing", welfare.product()));
    welfare
        .gains()
        .get(0)
        .ifPresent(
            g ->
                lines.add(
                    "  the scenario's own "
                        + name(0)
                        + ": sum "
                        + bounds(g.sum())
                        + ", product "
                        + bounds(g.product())));
    return lines;
  }

  private String best(String what, Welfare.Best best) {
    if (best.plans().isEmpty()) {
      return what + ": no roadmap is self-enforcing";
    }
    int first = best.plans().get(0);
    List<Integer> others = best.plans().subList(1, best.plans().size());
    return what
        + ": "
        + bounds(best.bounds())
        + ", "
        + name(first)
        + " attains most"
        + (others.isEmpty() ? "" : "; not told from it: " + names(others));
  }

  private static String bounds(Welfare.Bounds bounds) {
    return "at least "
        + Numbers.readable(bounds.low())
        + ", at most "
        + Numbers.readable(bounds.high());
  }

  private Table table(Welfare welfare) {
    List<List<Object>> rows = new ArrayList<>();
    all().stream()
        .filter(p -> welfare.gains().get(p).isPresent())
        .sorted(
            Comparator.<Integer>comparingDouble(
                    p -> -welfare.gains().get(p).map(g -> g.sum().low()).orElse(0.0))
                .thenComparingInt(p -> p))
        .limit(4L * MOST)
        .forEach(
            p -> {
              Gains g = welfare.gains().get(p).orElseThrow();
              rows.add(
                  List.of(
                      plans.get(p).notation(),
                      label(plans.get(p)),
                      plans.get(p).phases().size(),
                      g.sum().low(),
                      g.sum().high(),
                      g.product().low(),
                      g.product().high()));
            });
    return new Table(
        List.of(
            "roadmap",
            "sequence",
            "phases",
            "sum at least",
            "sum at most",
            "product at least",
            "product at most"),
        rows);
  }

  // ---- is phased and parallel best? -------------------------------------------------------------

  private boolean isPhasedAndParallel(int plan) {
    Plan of = plans.get(plan);
    return of.sequencing() instanceof Sequencing.Parallel parallel
        && parallel.lead() == 1
        && of.phases().size() * of.granularity() > 1;
  }

  private List<String> answer() {
    List<String> lines = new ArrayList<>();
    lines.add("Is phased and parallel best?");
    for (Ranking ranking : result.rankings()) {
      lines.add("  " + what(ranking.criterion()) + ": " + judged(ranking.best(), ranking.open()));
    }
    result
        .welfare()
        .ifPresent(
            w -> {
              lines.add("  sum of gains: " + judged(w.sum().plans(), List.of()));
              lines.add("  product of gains: " + judged(w.product().plans(), List.of()));
            });
    if (!result.today().isEmpty()) {
      List<Integer> phased = all().stream().filter(this::isPhasedAndParallel).toList();
      List<Integer> other = all().stream().filter(p -> !isPhasedAndParallel(p)).toList();
      lines.add(
          "  self-enforcing as things are: "
              + count(phased, Verdict.SUSTAINABLE)
              + " of "
              + phased.size()
              + " phased and parallel, "
              + count(other, Verdict.SUSTAINABLE)
              + " of "
              + other.size()
              + " others");
    }
    return lines;
  }

  private String judged(List<Integer> best, List<Integer> open) {
    if (best.isEmpty()) {
      return "no roadmap is self-enforcing";
    }
    boolean some = best.stream().anyMatch(this::isPhasedAndParallel);
    boolean others = best.stream().anyMatch(p -> !isPhasedAndParallel(p));
    boolean excluded = open.stream().allMatch(this::isPhasedAndParallel);
    String phases =
        String.join(
            " or ",
            best.stream()
                .map(p -> plans.get(p).phases().size())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .toList());
    String form =
        some && !others
            ? excluded ? "yes" : "yes, as far as verdicts were decided"
            : some ? "among the best" : "no";
    OptionalInt own = IntStream.range(0, best.size()).filter(k -> best.get(k) == 0).findFirst();
    return form
        + ": "
        + name(best.get(0))
        + (best.size() > 1 ? " and " + (best.size() - 1) + " others" : "")
        + ", "
        + phases
        + (phases.equals("1") ? " phase" : " phases")
        + (own.isPresent() ? "; the scenario's own is among them" : "; not the scenario's own");
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
