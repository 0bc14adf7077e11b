package thaw.solver.design;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import thaw.solver.freeze.Verdict;

/**
 * Finds the roadmaps that are sustainable at the least value of a parameter.
 *
 * <p>All roadmaps climb the scale together, so that at every value passed all of them have been
 * tried. At the first value where enough of them are sustainable those certainly frozen leave
 * (branch and bound: if each roadmap's verdict changes once, they need more), and the step is
 * halved in the same way. What remains is bracketed one by one. Then every roadmap is tried at
 * further values below the best one, where nothing is assumed.
 */
final class Contest {
  /** Steps in which a scale is climbed. */
  private static final int CLIMB = 8;

  private final Scale scale;
  private final Verdicts verdicts;
  private final Workers workers;
  private final List<Integer> all;
  private final int enough;
  private final int checks;
  private final RoadmapDesign.Progress progress;

  Contest(
      Scale scale,
      Verdicts verdicts,
      Workers workers,
      int plans,
      int enough,
      int checks,
      RoadmapDesign.Progress progress) {
    this.scale = scale;
    this.verdicts = verdicts;
    this.workers = workers;
    all = IntStream.range(0, plans).boxed().toList();
    this.enough = Math.min(enough, plans);
    this.checks = checks;
    this.progress = progress;
    verdicts.open(scale);
  }

  /**
   * Ranks the roadmaps.
   *
   * @param always roadmaps that are bracketed however they fare
   */
  Ranking solve(List<Integer> always) {
    List<Integer> bracketed = new ArrayList<>(survivors());
    always.stream().filter(plan -> !bracketed.contains(plan)).forEach(bracketed::add);
    workers.map(bracketed.size(), k -> bracket(bracketed.get(k)), told(bracketed.size()));
    int best = best();
    while (true) {
      check(best);
      int now = best();
      if (now == best) {
        break;
      }
      best = now; // a check below found one sustainable: it is bracketed from there
    }
    return ranking(best);
  }

  private IntConsumer told(int count) {
    return done -> progress.accept(scale.criterion().word(), done, count);
  }

  /** The roadmaps that may be among the first {@code enough}. */
  private List<Integer> survivors() {
    int step = Math.max(1, scale.size() / CLIMB);
    int low = -1;
    int high = scale.size();
    List<Integer> active = all;
    while (high - low > 1) {
      // from below in equal steps, where nearly all are frozen and soon seen to be, then by halves
      int value =
          high == scale.size() ? Math.min(low + step, high - 1) : Math.floorDiv(low + high, 2);
      verdicts.seek(scale, value, active, told(active.size()));
      long sustainable =
          active.stream().filter(p -> verdicts.at(scale, value, p) == Verdict.SUSTAINABLE).count();
      if (sustainable >= enough) {
        high = value;
        active =
            active.stream().filter(p -> verdicts.at(scale, value, p) != Verdict.FROZEN).toList();
      } else {
        low = value;
      }
    }
    return active;
  }

  /** What the known verdicts on a roadmap say. */
  private Bracket known(int plan) {
    int frozen = -1;
    for (int value = 0; value < scale.size(); value++) {
      if (verdicts.isKnown(scale, value, plan)) {
        switch (verdicts.at(scale, value, plan)) {
          case SUSTAINABLE -> {
            return new Bracket(frozen, OptionalInt.of(value));
          }
          case FROZEN -> frozen = value;
          case UNDECIDED -> {}
        }
      }
    }
    return new Bracket(frozen, OptionalInt.empty());
  }

  /** Halves the bracket of a roadmap until it is one interval, or undecided inside. */
  private Bracket bracket(int plan) {
    Bracket now = known(plan);
    int low = now.frozen();
    int high = now.sustainable().orElse(scale.size());
    while (high - low > 1) {
      int middle = Math.floorDiv(low + high, 2);
      switch (verdicts.at(scale, middle, plan)) {
        case FROZEN -> low = middle;
        case SUSTAINABLE -> high = middle;
        case UNDECIDED -> {
          narrow(plan, low, middle, Verdict.FROZEN);
          narrow(plan, high, middle, Verdict.SUSTAINABLE);
          return known(plan);
        }
      }
    }
    return known(plan);
  }

  /** Moves from a decided value towards an undecided one as far as the verdict holds. */
  private void narrow(int plan, int decided, int undecided, Verdict certain) {
    int from = decided;
    int to = undecided;
    while (Math.abs(to - from) > 1) {
      int middle = Math.floorDiv(from + to, 2);
      if (verdicts.at(scale, middle, plan) == certain) {
        from = middle;
      } else {
        to = middle;
      }
    }
  }

  private int best() {
    return all.stream()
        .mapToInt(plan -> known(plan).sustainable().orElse(scale.size()))
        .min()
        .orElse(scale.size());
  }

  /** Tries every roadmap at values below the best one, and brackets those sustainable there. */
  private void check(int best) {
    for (int k = 1; k <= checks; k++) {
      int value = best - 1 - (best - 1) * (k - 1) / Math.max(1, checks);
      if (value < 0) {
        break;
      }
      verdicts.seek(scale, value, all, told(all.size()));
    }
    if (best > 0) {
      all.stream()
          .filter(plan -> known(plan).sustainable().orElse(scale.size()) < best)
          .forEach(this::bracket);
    }
  }

  private Ranking ranking(int best) {
    List<Bracket> brackets = all.stream().map(this::known).toList();
    List<Integer> first = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int plan : all) {
      if (best < scale.size() && brackets.get(plan).sustainable().orElse(scale.size()) == best) {
        first.add(plan);
      } else if (brackets.get(plan).frozen() < Math.min(best, scale.size() - 1)) {
        open.add(plan);
      }
    }
    List<Integer> checked = new ArrayList<>();
    long undecided = 0;
    for (int value = 0; value < Math.min(best, scale.size()); value++) {
      int here = value;
      if (all.stream().allMatch(plan -> verdicts.isKnown(scale, here, plan))) {
        checked.add(value);
        undecided +=
            all.stream()
                .filter(plan -> verdicts.at(scale, here, plan) == Verdict.UNDECIDED)
                .count();
      }
    }
    List<Integer> reversals = new ArrayList<>();
    long compared = 0;
    for (int plan : all) {
      boolean sustainable = false;
      boolean reversed = false;
      int tried = 0;
      for (int value = 0; value < scale.size(); value++) {
        if (verdicts.isKnown(scale, value, plan)) {
          Verdict verdict = verdicts.at(scale, value, plan);
          tried++;
          reversed |= sustainable && verdict == Verdict.FROZEN;
          sustainable |= verdict == Verdict.SUSTAINABLE;
        }
      }
      compared += Math.max(0, tried - 1);
      if (reversed) {
        reversals.add(plan);
      }
    }
    return new Ranking(
        scale.criterion(),
        scale.values(),
        brackets,
        first,
        open,
        checked,
        undecided,
        reversals,
        compared);
  }
}
