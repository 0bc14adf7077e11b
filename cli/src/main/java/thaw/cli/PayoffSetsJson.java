package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.io.Json;
import thaw.solver.spe.Polygon;

/**
 * Payoff sets of a game as every concept that has them reports them.
 *
 * @param outer per state a set around the payoffs
 * @param inner per state a set of payoffs that are attained
 * @param enforceable per state and profile, on the outer sets
 * @param errorBound the distance between the two, payoffs
 * @param tolerance what was asked for, share of the payoff range
 */
record PayoffSetsJson(
    List<Polygon> outer,
    List<Polygon> inner,
    boolean[][] enforceable,
    boolean converged,
    double errorBound,
    int iterations,
    double tolerance) {
  PayoffSetsJson {
    outer = List.copyOf(outer);
    inner = List.copyOf(inner);
  }

  ObjectNode of(String concept, Game game) {
    ObjectNode root = Json.object();
    root.put("concept", concept);
    root.put("converged", converged);
    root.set("errorBound", Json.number(errorBound));
    root.put("iterations", iterations);
    ArrayNode states = root.putArray("states");
    for (int s = 0; s < game.stateCount(); s++) {
      state(states.addObject(), game.state(s), s);
    }
    root.set("tolerance", Json.number(tolerance));
    return root;
  }

  private void state(ObjectNode node, State state, int s) {
    Polygon around = outer.get(s);
    node.put("name", state.name());
    polygon(node.putArray("vertices"), around);
    polygon(node.putArray("inner"), inner.get(s));
    ArrayNode punishment = node.putArray("punishment");
    ArrayNode labels = node.putArray("enforceable");
    if (around.isEmpty()) {
      return;
    }
    punishment.add(Json.number(around.minX())).add(Json.number(around.minY()));
    for (int a = 0; a < state.profileCount(); a++) {
      if (enforceable[s][a]) {
        ArrayNode profile = labels.addArray();
        state.labels(a).forEach(profile::add);
      }
    }
  }

  /** The vertices of a set. */
  static void polygon(ArrayNode array, Polygon set) {
    for (double[] vertex : set.vertices()) {
      array.addArray().add(Json.number(vertex[0])).add(Json.number(vertex[1]));
    }
  }
}
