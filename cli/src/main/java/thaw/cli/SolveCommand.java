package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.charts.Exporter;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.solver.markov.MarkovLogit;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/** {@code thaw solve}: one solution concept on one game. */
@Command(
    name = "solve",
    mixinStandardHelpOptions = true,
    description = "Solves a game file: one solution concept, with what proves it.")
final class SolveCommand implements Callable<Integer> {
  /** What can be asked for. */
  enum Concept {
    spe,
    nash,
    correlated,
    minmax,
    markov,
    qre
  }

  @Parameters(paramLabel = "GAME", description = "a game file, JSON or YAML")
  private Path file;

  @Option(names = "--concept", required = true, description = "${COMPLETION-CANDIDATES}")
  private Concept concept;

  @Mixin private Overrides overrides = new Overrides();

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      description = "error bound of payoff sets, share of the payoff range (default: 1e-9)")
  private double tolerance = 1e-9;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      split = ",",
      description =
          "qre: precisions of the logit response to total payoffs, comma-separated (default: the"
              + " limit)")
  private double[] lambdas = new double[0];

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SolveCommand() {}

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new Refused("--tolerance is " + tolerance + "; allowed: more than 0, less than 1");
    }
    Game game = GameFile.read(file, overrides.parsed());
    ObjectNode result;
    int code = Main.DONE;
    try {
      switch (concept) {
        case nash -> result = StageGameJson.nash(stage(game));
        case correlated -> result = StageGameJson.correlated(stage(game));
        case minmax -> result = StageGameJson.minmax(stage(game));
        case markov -> {
          result = MarkovJson.markov(game, MarkovLogit.Options.defaults());
          code = code(result);
        }
        case qre -> {
          boolean none = lambdas.length == 0;
          result =
              MarkovJson.qre(
                  game, MarkovLogit.Options.defaults().withLambdas(lambdas).withLimit(none));
          code = code(result);
        }
        default -> {
          PayoffSets.Result sets =
              PayoffSets.withDefaults()
                  .with(PayoffSets.Options.defaults().withTolerance(tolerance))
                  .solve(game);
          result = spe(game, sets);
          code = sets.converged() ? Main.DONE : Main.NOT_CONVERGED;
        }
      }
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      result.put("version", Main.version());
      result.put("inputSha256", Exporter.sha256(Files.readAllBytes(file)));
      result.put("wallTimeSeconds", (System.nanoTime() - begin) / 1e9);
      out.print(Json.text(result));
    } else {
      print(out, game, result);
    }
    return code;
  }

  private static int code(ObjectNode result) {
    return result.get("converged").asBoolean() ? Main.DONE : Main.NOT_CONVERGED;
  }

  private State stage(Game game) throws Refused {
    if (game.stateCount() != 1) {
      throw new Refused(
          file
              + " has "
              + game.stateCount()
              + " states; allowed for "
              + concept
              + ": 1, a normal form");
    }
    return game.state(0);
  }

  private static ObjectNode spe(Game game, PayoffSets.Result sets) {
    ObjectNode root = Json.object();
    root.put("concept", "spe");
    root.put("converged", sets.converged());
    root.set("errorBound", Json.number(sets.errorBound()));
    root.put("iterations", sets.sweeps());
    ArrayNode states = root.putArray("states");
    for (int s = 0; s < game.stateCount(); s++) {
      State state = game.state(s);
      ObjectNode node = states.addObject();
      node.put("name", state.name());
      polygon(node.putArray("vertices"), sets.outer().get(s));
      polygon(node.putArray("inner"), sets.inner().get(s));
      boolean empty = sets.outer().get(s).isEmpty();
      ArrayNode punishment = node.putArray("punishment");
      ArrayNode enforceable = node.putArray("enforceable");
      for (int i = 0; i < 2 && !empty; i++) {
        punishment.add(Json.number(sets.punishment(s, i)));
      }
      for (int a = 0; a < state.profileCount() && !empty; a++) {
        if (sets.outerEnforceable()[s][a]) {
          ArrayNode labels = enforceable.addArray();
          state.labels(a).forEach(labels::add);
        }
      }
    }
    root.set("tolerance", Json.number(sets.options().tolerance()));
    return root;
  }

  private static void polygon(ArrayNode array, Polygon set) {
    for (double[] vertex : set.vertices()) {
      array.addArray().add(Json.number(vertex[0])).add(Json.number(vertex[1]));
    }
  }

  /** For the eye, without the rounding that the error bound stands for. */
  private static String shown(double value) {
    return Numbers.readable(Math.round(value * 1e6) / 1e6);
  }

  private void print(PrintWriter out, Game game, ObjectNode result) {
    if (concept == Concept.markov || concept == Concept.qre) {
      MarkovJson.lines(game, result).forEach(out::println);
      return;
    }
    if (concept != Concept.spe) {
      StageGameJson.lines(result).forEach(out::println);
      return;
    }
    for (var state : result.get("states")) {
      out.println(state.get("name").asText() + ":");
      if (state.get("vertices").isEmpty()) {
        out.println("  no subgame-perfect equilibrium in pure actions");
      }
      state
          .get("vertices")
          .forEach(
              v ->
                  out.println(
                      "  ("
                          + shown(v.get(0).asDouble())
                          + ", "
                          + shown(v.get(1).asDouble())
                          + ")"));
    }
    out.println(
        (result.get("converged").asBoolean() ? "converged" : "not converged")
            + ", error bound "
            + Numbers.readable(result.get("errorBound").asDouble()));
  }
}
