package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import thaw.charts.Figure;
import thaw.charts.Numbers;
import thaw.charts.QrePathFigure;
import thaw.model.game.Game;
import thaw.model.io.Json;
import thaw.solver.markov.LogitFit;
import thaw.solver.markov.LogitFit.Optimum;
import thaw.solver.markov.MarkovLogit;
import thaw.solver.markov.MarkovStrategies;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.LogitCheck;
import thaw.solver.verify.MarkovCheck;

/**
 * Logit quantal response equilibria on the principal branch: at the λ asked for, in the limit, and
 * at the λ that makes observed choices most likely.
 */
final class QreConcept implements Concept {
  /** States that are drawn. */
  private static final int MOST_FIGURES = 4;

  /** Branches of games with more states are not kept to be drawn. */
  private static final int MOST_DRAWN = 50;

  private static final double CONFIDENCE = 0.95;

  /** How far a log-likelihood at the end of an interval may be from its level, per observation. */
  private static final double LEVEL_TOLERANCE = 1e-6;

  @Override
  public Answer solve(Game game, Request request) throws Refused {
    MarkovLogit.Result branch =
        MarkovLogit.withDefaults()
            .with(
                MarkovLogit.Options.defaults()
                    .withLambdas(request.lambdas())
                    .withKeepBranch(game.stateCount() <= MOST_DRAWN)
                    .withProgress((step, lambda) -> tick(request, step, lambda)))
            .solve(game);
    ObjectNode result = Json.object();
    ObjectNode proof = Json.object();
    List<String> lines = new ArrayList<>();
    result.put("concept", "qre");
    result.put("converged", branch.converged());
    ArrayNode points = result.putArray("points");
    for (MarkovLogit.Point point : branch.points()) {
      point(points.addObject(), point.lambda(), point.residual(), point.strategies());
      lines.add("λ = " + Numbers.readable(point.lambda()));
      lines.addAll(StationaryJson.lines(point.strategies()));
    }
    if (!branch.limit().isEmpty()) {
      ObjectNode limit = result.putObject("limit");
      limit.put("method", "limit of the logit branch");
      limit.set("regret", Json.number(branch.regret()));
      StationaryJson.states(limit, branch.limit().get(0));
      lines.add("λ → ∞");
      lines.addAll(StationaryJson.lines(branch.limit().get(0)));
    }
    boolean converged = branch.converged();
    if (request.frequencies().isPresent()) {
      double[][][] counts = Frequencies.read(request.frequencies().get(), game);
      LogitFit.Result fit =
          LogitFit.withDefaults()
              .with(
                  LogitFit.Options.defaults()
                      .withConfidence(CONFIDENCE)
                      .withProgress((step, lambda) -> tick(request, step, lambda)))
              .fit(game, counts);
      fit(result.putObject("fit"), proof, fit, counts);
      lines.addAll(lines(fit));
      converged &= fit.converged();
    }
    lines.add(converged ? "converged" : "not converged: the branch was not followed to the end");
    proof.set("lambdas", StationaryJson.numbers(lambdas(branch.points())));
    result.set("tolerance", Json.number(MarkovCheck.REGRET_TOLERANCE));
    for (ObjectNode node : List.of(result, proof)) {
      node.put("steps", branch.steps());
      node.put("turns", branch.turns());
    }
    List<Figure> figures = new ArrayList<>();
    for (int s = 0; s < Math.min(MOST_FIGURES, game.stateCount()); s++) {
      if (branch.branch().size() > 1) {
        figures.add(QrePathFigure.of(game, branch, s));
      }
    }
    return new Answer(result, proof, converged ? Main.DONE : Main.NOT_CONVERGED, lines, figures);
  }

  private static void tick(Request request, int step, double lambda) {
    request.progress().tick("step " + step + ", λ = " + Numbers.readable(lambda));
  }

  private static double[] lambdas(List<MarkovLogit.Point> points) {
    return points.stream().mapToDouble(MarkovLogit.Point::lambda).toArray();
  }

  private static void point(
      ObjectNode node, double lambda, double residual, MarkovStrategies strategies) {
    node.set("lambda", Json.number(lambda));
    node.set("residual", Json.number(residual));
    StationaryJson.states(node, strategies);
  }

  private static void fit(
      ObjectNode node, ObjectNode proof, LogitFit.Result fit, double[][][] counts) {
    node.set("lambda", Json.number(fit.best().lambda()));
    node.set("logLikelihood", Json.number(fit.best().logLikelihood()));
    node.put("confidence", CONFIDENCE);
    node.putArray("interval").add(Json.number(fit.from())).add(Json.number(fit.to()));
    node.set("logLikelihoodAtZero", Json.number(fit.even()));
    node.set("observations", Json.number(fit.observations()));
    ArrayNode maxima = node.putArray("maxima");
    fit.optima().forEach(o -> optimum(maxima.addObject(), o));
    ArrayNode ends = proof.putArray("intervalEnds");
    fit.lower().forEach(o -> optimum(ends.addObject(), o));
    fit.upper().forEach(o -> optimum(ends.addObject(), o));
    proof.put("confidence", CONFIDENCE);
    ArrayNode all = proof.putArray("counts");
    for (double[][] state : counts) {
      all.add(StationaryJson.numbers(state));
    }
  }

  /** λ is null where it is infinite: the likelihood rises to the end of the branch. */
  private static void optimum(ObjectNode node, Optimum optimum) {
    boolean limit = Double.isInfinite(optimum.lambda());
    MarkovStrategies strategies = optimum.strategies();
    MarkovStrategies even = strategies.even();
    double missed = limit ? strategies.regret() : strategies.logitResidual(optimum.lambda(), even);
    node.set("lambda", Json.number(optimum.lambda()));
    node.set(limit ? "regret" : "residual", Json.number(missed));
    node.set("logLikelihood", Json.number(optimum.logLikelihood()));
    StationaryJson.states(node, strategies);
  }

  private static List<String> lines(LogitFit.Result fit) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "maximum likelihood: λ = "
            + Numbers.readable(fit.best().lambda())
            + ", "
            + Math.round(100 * CONFIDENCE)
            + "% interval "
            + Numbers.readable(fit.from())
            + " to "
            + Numbers.readable(fit.to())
            + ", log-likelihood "
            + Numbers.readable(fit.best().logLikelihood())
            + " ("
            + Numbers.readable(fit.even())
            + " at λ = 0)");
    for (Optimum other : fit.optima().subList(1, fit.optima().size())) {
      lines.add(
          "  another local maximum: λ = "
              + Numbers.readable(other.lambda())
              + ", log-likelihood "
              + Numbers.readable(other.logLikelihood()));
    }
    return lines;
  }

  // ---- check ----------------------------------------------------------------------------------

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    try {
      JsonNode result = claim.path("result");
      JsonNode points = result.path("points");
      JsonNode asked = claim.path("proof").path("lambdas");
      if (points.size() != asked.size()) {
        problems.add(points.size() + " points; the proof has " + asked.size());
      }
      for (int k = 0; k < Math.min(points.size(), asked.size()); k++) {
        if (points.get(k).path("lambda").asDouble() != StationaryJson.number(asked.get(k))) {
          problems.add("point " + (k + 1) + " is not at λ = " + asked.get(k));
        }
        point(game, points.get(k), "point " + (k + 1), problems, findings);
      }
      if (result.has("limit")) {
        limit(game, result.get("limit"), "limit", problems, findings);
      }
      if (result.has("fit")) {
        fit(game, result.get("fit"), claim.path("proof"), problems, findings);
      }
      StationaryJson.tolerance(claim, problems);
      StationaryJson.same(claim, "steps", problems);
      StationaryJson.same(claim, "turns", problems);
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return new Confirmation(problems, findings);
  }

  private static void point(
      Game game, JsonNode node, String where, List<String> problems, List<String> findings) {
    StationaryJson.add(
        LogitCheck.point(
            game,
            StationaryJson.claim(game, node),
            StationaryJson.number(node.path("lambda")),
            StationaryJson.number(node.path("residual"))),
        where,
        problems,
        findings);
  }

  private static void limit(
      Game game, JsonNode node, String where, List<String> problems, List<String> findings) {
    StationaryJson.add(
        MarkovCheck.equilibrium(
            game, StationaryJson.claim(game, node), StationaryJson.number(node.path("regret"))),
        where,
        problems,
        findings);
  }

  private static void fit(
      Game game, JsonNode fit, JsonNode proof, List<String> problems, List<String> findings) {
    double[][][] counts = new double[proof.path("counts").size()][][];
    for (int s = 0; s < counts.length; s++) {
      counts[s] = StationaryJson.table(proof.path("counts").get(s));
    }
    double observations = Frequencies.total(game, counts);
    if (observations != fit.path("observations").asDouble()) {
      problems.add("observations are " + observations + "; claimed: " + fit.path("observations"));
    }
    double even = 0;
    for (int s = 0; s < counts.length; s++) {
      for (double[] own : counts[s]) {
        for (double count : own) {
          even -= count * Math.log(own.length);
        }
      }
    }
    near(fit.path("logLikelihoodAtZero"), even, observations, "log-likelihood at zero", problems);
    JsonNode maxima = fit.path("maxima");
    if (maxima.isEmpty()) {
      problems.add("the fit has no maximum");
      return;
    }
    JsonNode best = maxima.get(0);
    double top = StationaryJson.number(best.path("logLikelihood"));
    if (!best.path("lambda").equals(fit.path("lambda"))
        || !best.path("logLikelihood").equals(fit.path("logLikelihood"))) {
      problems.add("the first maximum is not the estimate");
    }
    for (int k = 0; k < maxima.size(); k++) {
      optimum(game, maxima.get(k), counts, "maximum " + (k + 1), problems, findings);
      if (StationaryJson.number(maxima.get(k).path("logLikelihood")) > top) {
        problems.add("maximum " + (k + 1) + " is higher than the estimate");
      }
    }
    double confidence = StationaryJson.number(fit.path("confidence"));
    if (confidence != StationaryJson.number(proof.path("confidence"))) {
      problems.add("confidence is " + confidence + "; in the proof " + proof.path("confidence"));
      return;
    }
    double level = top - LogitFit.tolerance(confidence);
    JsonNode ends = proof.path("intervalEnds");
    List<Double> lambdas = new ArrayList<>();
    for (int k = 0; k < ends.size(); k++) {
      optimum(game, ends.get(k), counts, "interval end " + (k + 1), problems, findings);
      near(
          ends.get(k).path("logLikelihood"),
          level,
          observations,
          "log-likelihood at the interval's end",
          problems);
      lambdas.add(StationaryJson.number(ends.get(k).path("lambda")));
    }
    for (JsonNode end : fit.path("interval")) {
      boolean open = end.isNull() || (end.isNumber() && end.asDouble() == 0);
      if (!open && !lambdas.contains(StationaryJson.number(end))) {
        problems.add("nothing proves the interval's end " + end);
      }
    }
  }

  private static void near(
      JsonNode claimed, double value, double observations, String what, List<String> problems) {
    double wrong = Math.abs(StationaryJson.number(claimed) - value);
    if (!(wrong <= LEVEL_TOLERANCE * Math.max(1, observations))) {
      problems.add(what + " is claimed to be " + claimed + "; it is " + value);
    }
  }

  private static void optimum(
      Game game,
      JsonNode node,
      double[][][] counts,
      String where,
      List<String> problems,
      List<String> findings) {
    int before = problems.size();
    if (node.path("lambda").isNull()) {
      limit(game, node, where, problems, findings);
    } else {
      point(game, node, where, problems, findings);
    }
    if (problems.size() == before) {
      double[][][] played = StationaryJson.claim(game, node).probabilities();
      double claimed = StationaryJson.number(node.path("logLikelihood"));
      StationaryJson.add(
          LogitCheck.likelihood(game, played, counts, claimed), where, problems, findings);
    }
  }
}
