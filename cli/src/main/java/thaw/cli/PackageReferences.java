package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import thaw.model.io.ScenarioFile;
import thaw.model.io.TrustFile;
import thaw.solver.trust.TrustModels;
import thaw.sweep.run.Run;

/** The works that the results of a package rest on: by what was solved, and how analysed. */
final class PackageReferences {
  private static final String SETS = "sets";
  private static final String CONCEPT = "--concept=";

  private static final List<String> PAYOFF_SETS =
      List.of(
          "Abreu, Dilip, David Pearce, and Ennio Stacchetti. 1990. \"Toward a Theory of Discounted"
              + " Repeated Games with Imperfect Monitoring.\" Econometrica 58 (5): 1041–1063.",
          "Abreu, Dilip, and Yuliy Sannikov. 2014. \"An Algorithm for Two-Player Repeated Games with"
              + " Perfect Monitoring.\" Theoretical Economics 9 (2): 313–338.",
          "Abreu, Dilip, Benjamin Brooks, and Yuliy Sannikov. 2020. \"Algorithms for Stochastic Games"
              + " with Perfect Monitoring.\" Econometrica 88 (4): 1661–1695.");

  private static final Map<String, List<String>> WORKS =
      Map.ofEntries(
          Map.entry(SETS, PAYOFF_SETS),
          Map.entry("spe", PAYOFF_SETS),
          Map.entry(
              "nash",
              List.of(
                  "Avis, David, Gabriel D. Rosenberg, Rahul Savani, and Bernhard von Stengel. 2010."
                      + " \"Enumeration of Nash Equilibria for Two-Player Games.\" Economic Theory"
                      + " 42 (1): 9–37.")),
          Map.entry(
              "correlated",
              List.of(
                  "Aumann, Robert J. 1974. \"Subjectivity and Correlation in Randomized Strategies.\""
                      + " Journal of Mathematical Economics 1 (1): 67–96.")),
          Map.entry(
              "markov",
              List.of(
                  "Eibelshäuser, Steffen, and David Poensgen. 2019. \"Markov Quantal Response"
                      + " Equilibrium and a Homotopy Method for Computing and Selecting Markov"
                      + " Perfect Equilibria of Dynamic Stochastic Games.\" Working paper.")),
          Map.entry(
              "qre",
              List.of(
                  "McKelvey, Richard D., and Thomas R. Palfrey. 1995. \"Quantal Response Equilibria"
                      + " for Normal Form Games.\" Games and Economic Behavior 10 (1): 6–38.",
                  "Turocy, Theodore L. 2005. \"A Dynamic Homotopy Interpretation of the Logistic"
                      + " Quantal Response Equilibrium Correspondence.\" Games and Economic Behavior"
                      + " 51 (2): 243–263.")),
          Map.entry(
              "transfers",
              List.of(
                  "Goldlücke, Susanne, and Sebastian Kranz. 2018. \"Discounted Stochastic Games with"
                      + " Voluntary Transfers.\" Economic Theory 66 (1): 235–263.")),
          Map.entry(
              "public-monitoring",
              List.of(
                  PAYOFF_SETS.get(0),
                  "Fudenberg, Drew, David Levine, and Eric Maskin. 1994. \"The Folk Theorem with"
                      + " Imperfect Public Information.\" Econometrica 62 (5): 997–1039.")),
          Map.entry(
              "sobol",
              List.of(
                  "Jansen, Michiel J. W. 1999. \"Analysis of Variance Designs for Model Output.\""
                      + " Computer Physics Communications 117 (1–2): 35–43.",
                  "Saltelli, Andrea, Paola Annoni, Ivano Azzini, Francesca Campolongo, Marco Ratto,"
                      + " and Stefano Tarantola. 2010. \"Variance Based Sensitivity Analysis of Model"
                      + " Output.\" Computer Physics Communications 181 (2): 259–270.")),
          Map.entry(
              "morris",
              List.of(
                  "Campolongo, Francesca, Jessica Cariboni, and Andrea Saltelli. 2007. \"An Effective"
                      + " Screening Design for Sensitivity Analysis of Large Models.\" Environmental"
                      + " Modelling & Software 22 (10): 1509–1518.",
                  "Morris, Max D. 1991. \"Factorial Sampling Plans for Preliminary Computational"
                      + " Experiments.\" Technometrics 33 (2): 161–174.")),
          Map.entry(
              "prim",
              List.of(
                  "Bryant, Benjamin P., and Robert J. Lempert. 2010. \"Thinking Inside the Box.\""
                      + " Technological Forecasting and Social Change 77 (1): 34–49.",
                  "Friedman, Jerome H., and Nicholas I. Fisher. 1999. \"Bump Hunting in"
                      + " High-Dimensional Data.\" Statistics and Computing 9 (2): 123–143.")));

  private PackageReferences() {}

  /** In the order of the alphabet; those of trust models, which Thaw names in short, last. */
  static List<String> of(Replication study) throws IOException {
    Set<String> topics = new LinkedHashSet<>();
    Set<String> models = new LinkedHashSet<>();
    for (Path input : study.inputs().values()) {
      JsonNode root = Stated.root(input);
      String format = root.path("format").asText();
      topics.add(root.path("concept").asText());
      if (format.equals(ScenarioFile.FORMAT) && study.kind().equals("solve")) {
        continue; // solved as the game that it is, by the concept alone
      }
      if (format.equals(ScenarioFile.FORMAT)) {
        topics.add(SETS);
      } else if (format.equals(TrustFile.FORMAT)) {
        String name = root.path("model").asText();
        TrustModels.all().stream()
            .filter(model -> model.name().equals(name))
            .forEach(model -> models.add("Trust model `" + name + "`: " + model.source() + "."));
      }
    }
    for (Replication.Step step : study.steps()) {
      step.words().stream()
          .filter(word -> word.startsWith(CONCEPT))
          .forEach(word -> topics.add(word.substring(CONCEPT.length())));
    }
    for (Map.Entry<String, Path> result : study.results().entrySet()) {
      if (result.getKey().startsWith(Run.ANALYSES + "/")
          && result.getKey().endsWith("/result.json")) {
        topics.add(
            new ObjectMapper()
                .readTree(Files.readAllBytes(result.getValue()))
                .path("analysis")
                .asText());
      }
    }
    List<String> works =
        new ArrayList<>(
            topics.stream()
                .flatMap(topic -> WORKS.getOrDefault(topic, List.of()).stream())
                .distinct()
                .sorted()
                .toList());
    works.addAll(models);
    return works;
  }
}
