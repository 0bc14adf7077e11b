package thaw.solver.trust;

import java.util.ArrayList;
import java.util.List;
import thaw.solver.trust.Reassurance.Side;

/**
 * All equilibria in pure strategies of the two-stage exchange with stakes α and 1 − α, and the α
 * for which each is one (perfect Bayesian equilibrium of a game with two types each; after Kydd
 * 2000).
 *
 * <p>In stage 1 each type of each side implements or not: 16 profiles. After each of the 4
 * outcomes, either both types H implement in stage 2 or nobody does; the first needs each belief to
 * be at least the one-shot threshold. Beliefs follow Bayes' rule; after an action that no type
 * takes, any belief is allowed. A type that deviates in stage 1 does what is best in stage 2. For
 * each profile and each assignment of what follows, all incentive constraints are linear in α, so
 * the α for which it is an equilibrium form an interval.
 */
public final class TwoStage {
  private static final double SLACK = 1e-12;
  private static final double NO_STAKE = 1e-9;

  /**
   * An equilibrium and its stakes.
   *
   * @param first what the first side's types do in stage 1: H, then L; "CD" is separating
   * @param second the same of the second
   * @param goesOn whether types H implement in stage 2 after CC, CD, DC, DD (first's action first)
   * @param low least α
   * @param high largest α
   */
  public record Equilibrium(
      String first, String second, boolean[] goesOn, double low, double high) {
    /** Whether somebody implements with positive probability. */
    public boolean implementation() {
      return first.contains("C") || second.contains("C") || goesOn[3];
    }

    /** Whether both sides reveal their types in stage 1, and go on if both are H. */
    public boolean reassurance() {
      return first.equals("CD") && second.equals("CD") && goesOn[0];
    }

    /** CC, CD, DC, DD as 0 to 3, the first side's action first. */
    private static int outcome(boolean mine, boolean theirs, boolean mineFirst) {
      boolean a = mineFirst ? mine : theirs;
      boolean b = mineFirst ? theirs : mine;
      return (a ? 0 : 2) + (b ? 0 : 1);
    }
  }

  /** What the square of beliefs is divided into. */
  public enum Region {
    /** Types H implement the whole at once. */
    COOPERATION("cooperation"),
    /** A small first step by both reveals who is who. */
    REASSURANCE("reassurance"),
    /** Only one side's step, or a step that only one side's types differ in, helps. */
    ONE_SIDED("one-sided reassurance"),
    /** No equilibrium in pure strategies, whatever the stakes, in which anybody implements. */
    MISTRUST("mistrust");

    private final String words;

    Region(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  private TwoStage() {}

  /**
   * All equilibria, for stakes above 0 and below 1; ends of windows may be 0 or 1.
   *
   * @param trust the probability that the first is H, that the second is
   */
  public static List<Equilibrium> enumerate(Side first, Side second, double[] trust) {
    Side[] sides = {first, second};
    List<Equilibrium> all = new ArrayList<>();
    for (int profile = 0; profile < 16; profile++) {
      // action[i][type]: implements in stage 1; type 0 is H
      boolean[][] action = {
        {(profile & 8) == 0, (profile & 4) == 0}, {(profile & 2) == 0, (profile & 1) == 0}
      };
      boolean[] possible = new boolean[4];
      for (int outcome = 0; outcome < 4; outcome++) {
        possible[outcome] =
            enough(sides[1], action[0], outcome < 2, trust[0])
                && enough(sides[0], action[1], outcome % 2 == 0, trust[1]);
      }
      for (int assignment = 0; assignment < 16; assignment++) {
        boolean[] goesOn = new boolean[4];
        boolean allowed = true;
        for (int outcome = 0; outcome < 4; outcome++) {
          goesOn[outcome] = (assignment >> outcome & 1) == 1;
          allowed &= !goesOn[outcome] || possible[outcome];
        }
        if (allowed) {
          double[] window = window(sides, action, goesOn, trust);
          // with no stake in one of the stages anything goes there, and it would mean nothing
          if (window[0] <= window[1] && window[1] > NO_STAKE && window[0] < 1 - NO_STAKE) {
            all.add(
                new Equilibrium(
                    letters(action[0]), letters(action[1]), goesOn, window[0], window[1]));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /** Which region a pair of beliefs is in. */
  public static Region region(Side first, Side second, double[] trust) {
    if (trust[1] >= first.oneShotThreshold() && trust[0] >= second.oneShotThreshold()) {
      return Region.COOPERATION;
    }
    if (trust[0] == 0 || trust[1] == 0) {
      return Region.MISTRUST; // a known exploiter never answers
    }
    List<Equilibrium> all = enumerate(first, second, trust);
    if (all.stream().anyMatch(Equilibrium::reassurance)) {
      return Region.REASSURANCE;
    }
    return all.stream().anyMatch(Equilibrium::implementation) ? Region.ONE_SIDED : Region.MISTRUST;
  }

  private static String letters(boolean[] action) {
    return (action[0] ? "C" : "D") + (action[1] ? "C" : "D");
  }

  /** P(H | what was seen), or −1 where no type does it. */
  private static double posterior(boolean[] action, boolean seen, double trust) {
    double high = action[0] == seen ? trust : 0;
    double low = action[1] == seen ? 1 - trust : 0;
    return high + low == 0 ? -1 : high / (high + low);
  }

  private static boolean enough(Side watcher, boolean[] action, boolean seen, double trust) {
    double belief = posterior(action, seen, trust);
    return belief < 0 || belief >= watcher.oneShotThreshold();
  }

  private static double[] window(
      Side[] sides, boolean[][] action, boolean[] goesOn, double[] trust) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 2; i++) {
      for (int type = 0; type < 2; type++) {
        double[] stay = payoffs(sides[i], i, type, action[i][type], action[1 - i], goesOn, trust);
        double[] leave = payoffs(sides[i], i, type, !action[i][type], action[1 - i], goesOn, trust);
        // α (stay0 − leave0) + (1 − α)(stay1 − leave1) ≥ 0
        double now = stay[0] - leave[0];
        double later = stay[1] - leave[1];
        double slope = now - later;
        double slack = SLACK * (Math.abs(now) + Math.abs(later));
        if (Math.abs(slope) <= slack) {
          if (later < -slack) {
            return new double[] {1, 0};
          }
        } else if (slope > 0) {
          low = Math.max(low, -later / slope);
        } else {
          high = Math.min(high, -later / slope);
        }
      }
    }
    // a window that only rounding closes is a point
    return low > high && low - high <= SLACK ? new double[] {high, high} : new double[] {low, high};
  }

  /** Expected payoffs of an action in stage 1, and of what follows, per unit of stake. */
  private static double[] payoffs(
      Side side,
      int i,
      int type,
      boolean implement,
      boolean[] others,
      boolean[] goesOn,
      double[] trust) {
    double r = type == 0 ? side.reward() : side.rewardL();
    double t = type == 0 ? side.temptationH() : side.temptationL();
    double p = type == 0 ? side.punishmentH() : side.punishmentL();
    double s = type == 0 ? side.suckerH() : side.suckerL();
    double otherIsH = trust[1 - i];
    double now = 0;
    double later = 0;
    for (boolean seen : new boolean[] {true, false}) {
      double probability =
          (others[0] == seen ? otherIsH : 0) + (others[1] == seen ? 1 - otherIsH : 0);
      if (probability == 0) {
        continue;
      }
      now += probability * (implement ? (seen ? r : s) : (seen ? t : p));
      double belief = posterior(others, seen, otherIsH);
      later +=
          probability
              * (goesOn[Equilibrium.outcome(implement, seen, i == 0)]
                  ? Math.max(belief * r + (1 - belief) * s, belief * t + (1 - belief) * p)
                  : p);
    }
    return new double[] {now, later};
  }
}
