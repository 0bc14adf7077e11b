package thaw.cli;

import picocli.CommandLine.Option;
import thaw.charts.Exporter;

/** The resolution of the pictures that a command writes. */
final class Resolution {
  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "resolution of PNG figures (default: ${DEFAULT-VALUE})")
  private int dpi = 300;

  /** What writes figures at that resolution. */
  Exporter exporter() throws Refused {
    try {
      return new Exporter(dpi);
    } catch (IllegalArgumentException e) {
      throw new Refused("--" + e.getMessage());
    }
  }
}
