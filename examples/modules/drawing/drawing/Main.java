package drawing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.FigureFile;
import thaw.charts.PayoffSetFigure;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;

/** Draws the equilibrium payoffs of a scenario, and once more from what was stored. */
public final class Main {
  private Main() {}

  /**
   * Prints the names of the files written.
   *
   * @param args a scenario and a folder
   */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    var exchange = PhasedExchange.compile(ScenarioFile.read(Path.of(args[0]), List.of()));
    Figure figure = PayoffSetFigure.of(FreezeAnalysis.withDefaults().analyse(exchange));
    Exporter exporter = new Exporter(300);
    Map<String, byte[]> files = exporter.files(figure);
    for (Map.Entry<String, byte[]> made : files.entrySet()) {
      Files.write(folder.resolve(made.getKey()), made.getValue());
      System.out.println(made.getKey());
    }

    byte[] stored = files.get(figure.name() + ".json");
    FigureFile file = FigureFile.read(new String(stored, StandardCharsets.UTF_8));
    Figure again = file.specification().orElseThrow().figure(file.widthMm());
    System.out.println("drawn again: " + exporter.files(again).keySet().equals(files.keySet()));
    System.out.println("TikZ: " + (exporter.tikz(again).length > 0));
  }
}
