package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.TransfersCertificate;
import thaw.solver.linear.MarkovChain;

/**
 * Checks the claimed joint and punishment payoffs of a game with transfers (Goldlücke and Kranz
 * 2018): that the policies attain them and satisfy every incentive constraint, and that nothing
 * goes beyond them. Nothing of the solver is used.
 *
 * <p>Attained: the values of the policies are solved for anew, and for every profile in use the
 * joint payoff is compared with the sum of the best deviations. Not exceeded: bounds of U and v_i
 * go down and up from the extreme stage payoffs by applying the operator, eliminating the profiles
 * that violate the constraint under the bounds. From time to time a guess, the value of the
 * policies at hand, replaces a bound; it may if one step of the operator does not take it further
 * out, which proves it a bound. It is enough when one step does not take the claimed values further
 * out.
 */
public final class TransfersCheck {
  /** Claimed numbers may miss those computed here by this share of the range, per player. */
  private static final double AGREEMENT = 1e-9;

  /** A valid error bound may be larger than the one found here by this share of the range. */
  private static final double TIGHT = 1e-6;

  /** Shortfalls of a constraint up to this share of the range, per player, are rounding. */
  private static final double ROUNDING = 1e-12;

  /** A guess of a bound is put this much further out at most, as a share of the range. */
  private static final double GUESS = 1e-10;

  /** Steps of the operator between guesses. */
  private static final int STEPS = 8;

  /** Guesses after which the check gives up. */
  private static final int MOST_ROUNDS = 20_000;

  /** Improvements of a reply after which rounding is to blame. */
  private static final int MOST_IMPROVEMENTS = 10_000;

  private final Game game;
  private final TransfersCertificate claim;
  private final int states;
  private final int players;
  private final double delta;
  private final double[] lowest;
  private final double scale;
  private final List<String> problems = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private TransfersCheck(Game game, TransfersCertificate claim) {
    this.game = game;
    this.claim = claim;
    states = game.stateCount();
    players = game.playerCount();
    delta = game.discount(0);
    lowest = new double[players];
    double widest = 0;
    for (int i = 0; i < players; i++) {
      lowest[i] = game.minPayoff(i);
      widest = Math.max(widest, game.maxPayoff(i) - lowest[i]);
    }
    scale = widest > 0 ? widest : 1;
  }

  /** Checks the claim; whatever does not hold is a problem, malformed claims included. */
  public static Confirmation check(Game game, TransfersCertificate claim) {
    TransfersCheck check = new TransfersCheck(game, claim);
    if (check.fits()) {
      check.attained();
      check.notExceeded();
    }
    return new Confirmation(check.problems, check.findings);
  }

  // ---- form -----------------------------------------------------------------------------------

  private boolean fits() {
    for (int i = 1; i < players; i++) {
      if (game.discount(i) != delta) {
        problems.add("the discount factors differ: transfers need equal ones");
      }
    }
    if (claim.exists().length != states
        || claim.joint().length != states
        || claim.equilibrium().length != states
        || claim.punishment().length != states
        || claim.punishmentProfiles().length != states) {
      problems.add("the claim is not for " + states + " states");
      return false;
    }
    for (int s = 0; s < states; s++) {
      String name = game.state(s).name();
      if (claim.punishment()[s].length != players
          || claim.punishmentProfiles()[s].length != players) {
        problems.add(name + ": the claim is not for " + players + " players");
        return false;
      }
      if (!claim.exists()[s]) {
        continue;
      }
      profile(name, s, claim.equilibrium()[s]);
      for (int i = 0; i < players; i++) {
        profile(name, s, claim.punishmentProfiles()[s][i]);
      }
      for (int a = 0; a < game.state(s).profileCount(); a++) {
        Transition to = game.state(s).transition(a);
        for (int k = 0; k < to.size(); k++) {
          if (!claim.exists()[to.successor(k)]) {
            problems.add(name + " can lead to a state without an equilibrium");
          }
        }
      }
    }
    if (!(claim.errorBound() >= 0) || Double.isInfinite(claim.errorBound())) {
      problems.add("the error bound is " + claim.errorBound() + ": nothing is claimed");
    }
    return problems.isEmpty();
  }

  private void profile(String name, int s, int profile) {
    if (profile < 0 || profile >= game.state(s).profileCount()) {
      problems.add(name + " has no profile " + profile);
    }
  }

  // ---- payoffs in units of the range, from the lowest of each player
  // -----------------------------

  private double payoff(int s, int a, int i) {
    return (game.state(s).payoff(a, i) - lowest[i]) / scale;
  }

  private double joint(int s, int a) {
    double sum = 0;
    for (int i = 0; i < players; i++) {
      sum += payoff(s, a, i);
    }
    return sum;
  }

  private double jointStep(int s, int a, double[] value) {
    return (1 - delta) * joint(s, a) + delta * game.state(s).transition(a).expectation(value);
  }

  private double step(int s, int a, int i, double[] value) {
    return (1 - delta) * payoff(s, a, i) + delta * game.state(s).transition(a).expectation(value);
  }

  private int bestReply(int s, int a, int i, double[] value) {
    State state = game.state(s);
    int best = a;
    for (int b = 0; b < state.actionCount(i); b++) {
      int deviation = state.deviation(a, i, b);
      if (step(s, deviation, i, value) > step(s, best, i, value)) {
        best = deviation;
      }
    }
    return best;
  }

  private double reply(int s, int a, int i, double[] value) {
    return step(s, bestReply(s, a, i, value), i, value);
  }

  /** The same for all profiles of a state: those that differ in i's action alone share it. */
  private double[] replies(int s, int i, double[] value) {
    State state = game.state(s);
    double[] replies = new double[state.profileCount()];
    for (int a = 0; a < replies.length; a++) {
      if (state.action(a, i) == 0) {
        double most = step(s, bestReply(s, a, i, value), i, value);
        for (int b = 0; b < state.actionCount(i); b++) {
          replies[state.deviation(a, i, b)] = most;
        }
      }
    }
    return replies;
  }

  private double[][] replies(int s, double[][] values) {
    double[][] replies = new double[players][];
    Arrays.setAll(replies, i -> replies(s, i, values[i]));
    return replies;
  }

  private double shortfall(int s, int a, double[] u, double[][] v) {
    double claims = 0;
    for (int i = 0; i < players; i++) {
      claims += reply(s, a, i, v[i]);
    }
    return claims - jointStep(s, a, u);
  }

  /** The value of playing {@code profile[s]} at every state of {@code where}; i = −1: joint. */
  private double[] value(int[] profile, boolean[] where, int i) {
    Transition[] chain = new Transition[states];
    double[] reward = new double[states];
    for (int s = 0; s < states; s++) {
      chain[s] = where[s] ? game.state(s).transition(profile[s]) : Transition.to(s);
      if (where[s]) {
        reward[s] = i < 0 ? joint(s, profile[s]) : payoff(s, profile[s], i);
      }
    }
    return new MarkovChain(chain).discountedValue(reward, delta);
  }

  // ---- attained -------------------------------------------------------------------------------

  private void attained() {
    double[] u = value(claim.equilibrium(), claim.exists(), -1);
    double[][] v = new double[players][];
    for (int i = 0; i < players; i++) {
      int player = i;
      int[] punished =
          Arrays.stream(claim.punishmentProfiles()).mapToInt(row -> row[player]).toArray();
      v[i] = bestReplies(punished, i);
    }
    double violation = 0;
    for (int s = 0; s < states; s++) {
      if (!claim.exists()[s]) {
        continue;
      }
      String name = game.state(s).name();
      double jointLowest = Arrays.stream(lowest).sum();
      compare(name + ": U", claim.joint()[s], scale * u[s] + jointLowest);
      violation = Math.max(violation, shortfall(s, claim.equilibrium()[s], u, v));
      for (int i = 0; i < players; i++) {
        compare(
            name + ": v of " + game.players().get(i),
            claim.punishment()[s][i],
            scale * v[i][s] + lowest[i]);
        violation = Math.max(violation, shortfall(s, claim.punishmentProfiles()[s][i], u, v));
      }
    }
    compare("largest violation", claim.largestViolation(), violation * scale);
    if (violation > players * AGREEMENT) {
      problems.add("a profile in use violates its incentive constraint by " + violation * scale);
    }
    findings.add(
        String.format(
            Locale.ROOT, "policies attain U and v; constraints hold within %.1e", violation));
  }

  private void compare(String what, double claimed, double computed) {
    if (!(Math.abs(claimed - computed) <= AGREEMENT * players * scale)) {
      problems.add(what + " is claimed to be " + claimed + ", and is " + computed);
    }
  }

  /** What player i gets at most where the others punish: replies improved until none can be. */
  private double[] bestReplies(int[] punished, int i) {
    int[] reply = punished.clone();
    double[] v = value(reply, claim.exists(), i);
    for (int k = 0; k < MOST_IMPROVEMENTS; k++) {
      boolean improved = false;
      for (int s = 0; s < states; s++) {
        if (claim.exists()[s]) {
          int best = bestReply(s, punished[s], i, v);
          if (step(s, best, i, v) > step(s, reply[s], i, v) + ROUNDING / 10) {
            reply[s] = best;
            improved = true;
          }
        }
      }
      if (!improved) {
        return v;
      }
      v = value(reply, claim.exists(), i);
    }
    return v;
  }

  // ---- not exceeded ---------------------------------------------------------------------------

  private void notExceeded() {
    Bounds bounds = new Bounds();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (int k = 0; k < STEPS; k++) {
        bounds.step();
      }
      double excess = bounds.excess();
      if (excess <= claim.errorBound() / scale + AGREEMENT * players) {
        if (claim.errorBound() > scale * (excess + TIGHT)) {
          problems.add(
              "the error bound is claimed to be "
                  + claim.errorBound()
                  + ", and is at most "
                  + scale * (excess + TIGHT));
        }
        findings.add(
            String.format(
                Locale.ROOT,
                "no equilibrium exceeds them by more than %.1e of the payoff range",
                excess));
        return;
      }
      if (!bounds.guess() && bounds.settled()) {
        break;
      }
    }
    problems.add("equilibria beyond the claimed payoffs are not ruled out");
  }

  /** Bounds of U and v_i, and the profiles that may be played within them. */
  private final class Bounds {
    private double[] u = new double[states];
    private final double[][] v = new double[players][states];
    private final boolean[][] possible = new boolean[states][];
    private final boolean[] live = new boolean[states];
    private boolean moved = true;

    Bounds() {
      Arrays.fill(live, true);
      for (int s = 0; s < states; s++) {
        possible[s] = new boolean[game.state(s).profileCount()];
        Arrays.fill(possible[s], true);
        for (int i = 0; i < players; i++) {
          u[s] += (game.maxPayoff(i) - lowest[i]) / scale;
        }
      }
    }

    boolean settled() {
      return !moved;
    }

    /** One step of the operator, after elimination under the bounds as they are. */
    void step() {
      double[] nextU = u.clone();
      double[][] nextV = new double[players][];
      Arrays.setAll(nextV, i -> v[i].clone());
      moved = false;
      for (int s = 0; s < states; s++) {
        if (!live[s]) {
          continue;
        }
        double most = Double.NEGATIVE_INFINITY;
        double[] least = new double[players];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        double[][] replies = replies(s, v);
        for (int a = 0; a < possible[s].length; a++) {
          if (!possible[s][a]) {
            continue;
          }
          double together = jointStep(s, a, u);
          double claims = 0;
          for (int i = 0; i < players; i++) {
            claims += replies[i][a];
          }
          if (claims - together > ROUNDING * players) {
            possible[s][a] = false;
            moved = true;
            continue;
          }
          most = Math.max(most, together);
          for (int i = 0; i < players; i++) {
            least[i] = Math.min(least[i], replies[i][a]);
          }
        }
        if (most == Double.NEGATIVE_INFINITY) {
          live[s] = false;
          continue;
        }
        moved |= most < u[s] - ROUNDING;
        nextU[s] = Math.min(u[s], most);
        for (int i = 0; i < players; i++) {
          moved |= least[i] > v[i][s] + ROUNDING;
          nextV[i][s] = Math.max(v[i][s], least[i]);
        }
      }
      u = nextU;
      System.arraycopy(nextV, 0, v, 0, players);
      followSubgames();
    }

    /** A state that can lead to one without an equilibrium has none. */
    private void followSubgames() {
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int s = 0; s < states; s++) {
          for (int a = 0; live[s] && a < possible[s].length; a++) {
            Transition to = game.state(s).transition(a);
            for (int k = 0; k < to.size(); k++) {
              if (!live[to.successor(k)]) {
                live[s] = false;
                changed = true;
                moved = true;
              }
            }
          }
        }
      }
    }

    /**
     * Replaces bounds by the values of the policies that look best within them, where one step of
     * the operator takes those no further out.
     *
     * @return whether any was replaced
     */
    boolean guess() {
      int[] together = new int[states];
      int[][] reply = new int[players][states];
      for (int s = 0; s < states; s++) {
        if (!live[s]) {
          continue;
        }
        int best = -1;
        int[] worst = new int[players];
        Arrays.fill(worst, -1);
        double[][] replies = replies(s, v);
        for (int a = 0; a < possible[s].length; a++) {
          if (possible[s][a]) {
            best = best < 0 || jointStep(s, a, u) > jointStep(s, best, u) ? a : best;
            for (int i = 0; i < players; i++) {
              if (worst[i] < 0 || replies[i][a] < replies[i][worst[i]]) {
                worst[i] = a;
              }
            }
          }
        }
        together[s] = best;
        for (int i = 0; i < players; i++) {
          reply[i][s] = bestReply(s, worst[i], i, v[i]);
        }
      }
      boolean any = false;
      double[] guess = value(together, live, -1);
      double out = jointExcess(guess) / (1 - delta);
      if (out <= GUESS) {
        for (int s = 0; s < states; s++) {
          any |= live[s] && guess[s] + out < u[s] - ROUNDING;
          u[s] = Math.min(u[s], guess[s] + out);
        }
      }
      for (int i = 0; i < players; i++) {
        double[] held = value(reply[i], live, i);
        double below = punishmentExcess(held, i) / (1 - delta);
        if (below <= GUESS) {
          for (int s = 0; s < states; s++) {
            any |= live[s] && held[s] - below > v[i][s] + ROUNDING;
            v[i][s] = Math.max(v[i][s], held[s] - below);
          }
        }
      }
      return any;
    }

    /** By how much one step among the possible profiles takes {@code value} up, at most. */
    private double jointExcess(double[] value) {
      double excess = 0;
      for (int s = 0; s < states; s++) {
        for (int a = 0; live[s] && a < possible[s].length; a++) {
          if (possible[s][a]) {
            excess = Math.max(excess, jointStep(s, a, value) - value[s]);
          }
        }
      }
      return excess;
    }

    /** By how much one step among the possible profiles takes {@code value} down, at most. */
    private double punishmentExcess(double[] value, int i) {
      double excess = 0;
      for (int s = 0; s < states; s++) {
        double[] replies = live[s] ? replies(s, i, value) : new double[0];
        for (int a = 0; a < replies.length; a++) {
          if (possible[s][a]) {
            excess = Math.max(excess, value[s] - replies[a]);
          }
        }
      }
      return excess;
    }

    /** How far equilibria may lie beyond the claimed payoffs; infinite where none is claimed. */
    double excess() {
      double[] claimed = new double[states];
      double jointLowest = Arrays.stream(lowest).sum();
      for (int s = 0; s < states; s++) {
        if (live[s] && !claim.exists()[s]) {
          return Double.POSITIVE_INFINITY;
        }
        claimed[s] = live[s] ? (claim.joint()[s] - jointLowest) / scale : 0;
      }
      double excess = jointExcess(claimed);
      for (int i = 0; i < players; i++) {
        for (int s = 0; s < states; s++) {
          claimed[s] = live[s] ? (claim.punishment()[s][i] - lowest[i]) / scale : 0;
        }
        excess = Math.max(excess, punishmentExcess(claimed, i));
      }
      return excess / (1 - delta);
    }
  }
}
