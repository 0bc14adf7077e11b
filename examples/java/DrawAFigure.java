package thaw.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.PayoffSetFigure;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;

/**
 * Draws the equilibrium payoffs of a scenario: PDF, SVG, PNG, and the plotted data.
 *
 * <p>{@code java -cp cli/target/thaw.jar examples/java/DrawAFigure.java}
 */
public final class DrawAFigure {
  private DrawAFigure() {}

  /**
   * Prints the names of the files written.
   *
   * @param args the scenario and a folder; may be left out
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args.length > 0 ? args[0] : "examples/us-dprk/package.json");
    Path folder = Path.of(args.length > 1 ? args[1] : "runs/drawn");

    Scenario scenario = ScenarioFile.read(file, List.of());
    FreezeReport report = FreezeAnalysis.withDefaults().analyse(PhasedExchange.compile(scenario));
    Figure figure = PayoffSetFigure.of(report);
    System.out.println(figure.altText());

    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> made : new Exporter(300).files(figure).entrySet()) {
      Files.write(folder.resolve(made.getKey()), made.getValue());
      System.out.println(made.getKey());
    }
  }
}
