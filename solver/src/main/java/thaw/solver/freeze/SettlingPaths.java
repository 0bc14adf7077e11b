package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.Automaton.Node;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/**
 * Equilibria that go all the way, where the extreme ones of a set of equilibria stop before it.
 *
 * <p>Let the values of an automaton's nodes be payoffs of equilibria, and let play from some node
 * at a successor of profile a reach the settlement. If continuations from these values satisfy both
 * constraints of a with some slack, then so do mixtures of them with that node of small enough
 * weight: a is played, then the settlement is reached with positive probability. From the
 * settlement backwards this gives every state from which enforceable profiles lead there a node of
 * its own. Where a state has none although a path of profiles exists, no profile on it is
 * enforceable with slack in these sets.
 */
final class SettlingPaths {
  /** Slack below which a constraint counts as binding, as a share of the payoff range. */
  private static final double LEAST_SLACK = 1e-8;

  /** Steps of a search for weights of the parties, and of one for the weight on settling. */
  private static final int BISECTIONS = 40;

  private static final int HALVINGS = 20;

  private final Game game;
  private final Automaton automaton;
  private final int[] first;
  private final double[] range;

  /** Per state a node that settles, among the old ones or, counted after them, the new ones. */
  private final int[] settling;

  /** Per state how likely the settlement is along those nodes alone. */
  private final double[] chance;

  private final List<Node> added = new ArrayList<>();
  private double regret;

  private SettlingPaths(Game game, PayoffSets.Result sets) {
    this.game = game;
    automaton = sets.automaton();
    first = sets.firstNode();
    regret = sets.regret();
    range = new double[2];
    for (int i = 0; i < 2; i++) {
      double width = game.maxPayoff(i) - game.minPayoff(i);
      range[i] = width > 0 ? width : 1;
    }
    settling = new int[game.stateCount()];
    Arrays.fill(settling, -1);
    chance = new double[game.stateCount()];
  }

  /**
   * The same sets, with nodes that settle added at the states that had none, as far as there are
   * such equilibria in them.
   *
   * @param sets their automaton an equilibrium; others are returned as they are
   */
  static PayoffSets.Result added(PhasedExchange exchange, Judge judge, PayoffSets.Result sets) {
    if (sets.regret() > PayoffSets.REGRET_TOLERANCE || sets.automaton().nodes().isEmpty()) {
      return sets;
    }
    SettlingPaths paths = new SettlingPaths(exchange.game(), sets);
    boolean[] settles = judge.settles(sets.automaton());
    for (int s = 0; s < paths.settling.length; s++) {
      for (int n = paths.first[s]; n < paths.first[s + 1] && paths.settling[s] < 0; n++) {
        paths.settling[s] = settles[n] ? n : -1;
        paths.chance[s] = settles[n] ? 1 : 0;
      }
    }
    boolean more = true;
    while (more) {
      more = false;
      for (int s = 0; s < paths.settling.length; s++) {
        if (paths.settling[s] < 0 && paths.first[s + 1] > paths.first[s]) {
          more |= paths.lead(s);
        }
      }
    }
    return paths.added.isEmpty() ? sets : paths.result(sets);
  }

  /**
   * Adds a node at s, by the profile there that is likeliest to lead on; says whether there is one.
   */
  private boolean lead(int s) {
    State state = game.state(s);
    Optional<Step> best = Optional.empty();
    for (int a = 0; a < state.profileCount(); a++) {
      Transition transition = state.transition(a);
      boolean on = false;
      for (int k = 0; k < transition.size(); k++) {
        on |= transition.probability(k) > 0 && settling[transition.successor(k)] >= 0;
      }
      Optional<Step> step = on ? step(s, a) : Optional.empty();
      boolean likelier =
          step.isPresent() && best.map(b -> step.get().chance() > b.chance()).orElse(true);
      best = likelier ? step : best;
    }
    best.ifPresent(
        step -> {
          settling[s] = automaton.nodes().size() + added.size();
          chance[s] = step.chance();
          added.add(step.node());
          regret = Math.max(regret, step.gain());
        });
    return best.isPresent();
  }

  /**
   * A node that leads on.
   *
   * @param chance of settling along these nodes, without that of settling later after all
   * @param gain the largest one from a one-shot deviation, as a share of the payoff range
   */
  private record Step(Node node, double chance, double gain) {}

  /** The largest weight on nodes that settle at which both constraints can be satisfied. */
  private Optional<Step> step(int s, int a) {
    double[] floor = new double[2];
    for (int i = 0; i < 2; i++) {
      floor[i] = bestDeviation(game.state(s), a, i);
    }
    double weight = 1;
    Mixture mixture = largestSlack(s, a, floor, weight);
    if (mixture.slack() < LEAST_SLACK) {
      weight = 0;
      mixture = largestSlack(s, a, floor, weight);
      if (mixture.slack() < LEAST_SLACK) {
        return Optional.empty();
      }
      double most = 1;
      for (int k = 0; k < HALVINGS; k++) {
        double middle = weight == 0 && k < HALVINGS / 2 ? most / 16 : (weight + most) / 2;
        Mixture here = largestSlack(s, a, floor, middle);
        if (here.slack() >= LEAST_SLACK) {
          weight = middle;
          mixture = here;
        } else {
          most = middle;
        }
      }
    }
    return weight > 0 ? step(s, a, floor, mixture, weight) : Optional.empty();
  }

  private Optional<Step> step(int s, int a, double[] floor, Mixture mixture, double weight) {
    State state = game.state(s);
    Transition transition = state.transition(a);
    List<Lottery> next = new ArrayList<>();
    double likely = 0;
    for (int k = 0; k < transition.size(); k++) {
      int to = transition.successor(k);
      next.add(lottery(mixture.low()[k], mixture.high()[k], mixture.share(), settling[to], weight));
      likely += settling[to] >= 0 ? transition.probability(k) * weight * chance[to] : 0;
    }
    double[] value = new double[2];
    double gain = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 2; i++) {
      double then = 0;
      for (int k = 0; k < transition.size(); k++) {
        Lottery lottery = next.get(k);
        for (int j = 0; j < lottery.nodes().length; j++) {
          then += transition.probability(k) * lottery.weights()[j] * value(lottery.nodes()[j], i);
        }
      }
      value[i] = (1 - game.discount(i)) * state.payoff(a, i) + game.discount(i) * then;
      gain = Math.max(gain, (floor[i] - value[i]) / range[i]);
    }
    return gain > 0
        ? Optional.empty()
        : Optional.of(new Step(new Node(s, a, value, next), likely, gain));
  }

  /**
   * Continuations: per successor one of two old nodes, and with the weight asked for one that
   * settles.
   *
   * @param share of the second
   * @param slack by which both constraints are exceeded at least, as a share of the payoff range
   */
  private record Mixture(int[] low, int[] high, double share, double slack) {}

  /**
   * The continuations with the largest slack. By duality it is the least, over weights of the
   * parties, of the largest weighted sum of their slacks.
   */
  private Mixture largestSlack(int s, int a, double[] floor, double settle) {
    Transition transition = game.state(s).transition(a);
    int[] low = continuation(transition, 0);
    int[] high = continuation(transition, 1);
    double below = 0;
    double above = 1;
    for (int k = 0; k < BISECTIONS; k++) {
      double middle = (below + above) / 2;
      int[] here = continuation(transition, middle);
      double[] slack = slack(s, a, here, floor, settle);
      if (slack[0] < slack[1]) {
        below = middle;
        low = here;
      } else {
        above = middle;
        high = here;
      }
    }
    double[] atLow = slack(s, a, low, floor, settle);
    double[] atHigh = slack(s, a, high, floor, settle);
    double apartLow = atLow[1] - atLow[0];
    double apartHigh = atHigh[0] - atHigh[1];
    double share = 0;
    if (apartLow > 0) {
      share = apartHigh <= 0 ? 1 : apartLow / (apartLow + apartHigh);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 2; i++) {
      least = Math.min(least, (1 - share) * atLow[i] + share * atHigh[i]);
    }
    return new Mixture(low, high, share, least);
  }

  private static Lottery lottery(int low, int high, double share, int settler, double weight) {
    double mixed = settler >= 0 ? weight : 0;
    int[] nodes = {low, high, settler};
    double[] weights = {(1 - mixed) * (1 - share), (1 - mixed) * share, mixed};
    if (low == high) {
      weights[0] += weights[1];
      weights[1] = 0;
    }
    for (int k = 0; k < 2; k++) {
      if (nodes[k] == settler && weights[2] > 0) {
        weights[k] += weights[2];
        weights[2] = 0;
        break;
      }
    }
    int[] kept = new int[3];
    double[] shares = new double[3];
    int size = 0;
    for (int k = 0; k < 3; k++) {
      if (weights[k] > 0) {
        kept[size] = nodes[k];
        shares[size++] = weights[k];
      }
    }
    return new Lottery(Arrays.copyOf(kept, size), Arrays.copyOf(shares, size));
  }

  /** Per successor the old node that is best by a weighted sum of normalised payoffs. */
  private int[] continuation(Transition transition, double weight) {
    int[] nodes = new int[transition.size()];
    double one = weight * game.discount(0) / range[0];
    double other = (1 - weight) * game.discount(1) / range[1];
    for (int k = 0; k < nodes.length; k++) {
      int s = transition.successor(k);
      nodes[k] = first[s];
      for (int n = first[s] + 1; n < first[s + 1]; n++) {
        double ahead =
            one * (value(n, 0) - value(nodes[k], 0)) + other * (value(n, 1) - value(nodes[k], 1));
        nodes[k] = ahead > 0 ? n : nodes[k];
      }
    }
    return nodes;
  }

  /** By how much each party's payoff exceeds its best deviation, as a share of the payoff range. */
  private double[] slack(int s, int a, int[] next, double[] floor, double settle) {
    State state = game.state(s);
    Transition transition = state.transition(a);
    double[] slack = new double[2];
    for (int i = 0; i < 2; i++) {
      double then = 0;
      for (int k = 0; k < next.length; k++) {
        int settler = settling[transition.successor(k)];
        double weight = settler >= 0 ? settle : 0;
        double after = (1 - weight) * value(next[k], i);
        after += weight > 0 ? weight * value(settler, i) : 0;
        then += transition.probability(k) * after;
      }
      double payoff = (1 - game.discount(i)) * state.payoff(a, i) + game.discount(i) * then;
      slack[i] = Math.min(1, (payoff - floor[i]) / range[i]);
    }
    return slack;
  }

  private double bestDeviation(State state, int a, int party) {
    double best = Double.NEGATIVE_INFINITY;
    for (int action = 0; action < state.actionCount(party); action++) {
      int deviation = state.deviation(a, party, action);
      if (deviation != a) {
        double then = 0;
        Transition away = state.transition(deviation);
        for (int k = 0; k < away.size(); k++) {
          int node = automaton.punishment(away.successor(k), party);
          then += away.probability(k) * value(node, party);
        }
        double delta = game.discount(party);
        best = Math.max(best, (1 - delta) * state.payoff(deviation, party) + delta * then);
      }
    }
    return best;
  }

  private double value(int node, int party) {
    int old = automaton.nodes().size();
    Node here = node < old ? automaton.nodes().get(node) : added.get(node - old);
    return here.value()[party];
  }

  /** The sets with the new nodes, each at the end of those of its state. */
  private PayoffSets.Result result(PayoffSets.Result sets) {
    int old = automaton.nodes().size();
    int[] number = new int[old + added.size()];
    int[] begin = new int[first.length];
    List<Node> nodes = new ArrayList<>();
    List<Polygon> inner = new ArrayList<>();
    boolean[][] played = new boolean[first.length - 1][];
    for (int s = 0; s + 1 < first.length; s++) {
      played[s] = sets.innerEnforceable()[s].clone();
      inner.add(sets.inner().get(s));
      for (int n = first[s]; n < first[s + 1]; n++) {
        number[n] = nodes.size();
        nodes.add(automaton.nodes().get(n));
      }
      if (settling[s] >= old) {
        Node node = added.get(settling[s] - old);
        number[settling[s]] = nodes.size();
        nodes.add(node);
        played[s][node.profile()] = true;
        List<double[]> points = new ArrayList<>(inner.get(s).vertices());
        points.add(node.value());
        inner.set(s, Polygon.hull(points));
      }
      begin[s + 1] = nodes.size();
    }
    List<Node> renumbered = new ArrayList<>();
    for (Node node : nodes) {
      List<Lottery> next = new ArrayList<>();
      for (Lottery lottery : node.next()) {
        int[] to = Arrays.stream(lottery.nodes()).map(n -> number[n]).toArray();
        next.add(new Lottery(to, lottery.weights()));
      }
      renumbered.add(new Node(node.state(), node.profile(), node.value(), next));
    }
    int[][] punishments = new int[first.length - 1][2];
    for (int s = 0; s < punishments.length; s++) {
      for (int i = 0; i < 2; i++) {
        int node = automaton.punishment(s, i);
        punishments[s][i] = node < 0 ? node : number[node];
      }
    }
    return sets.with(new Automaton(renumbered, punishments), begin, inner, played, regret);
  }
}
