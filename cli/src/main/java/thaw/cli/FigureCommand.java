package thaw.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.charts.Exporter;
import thaw.charts.Exporter.Format;
import thaw.charts.Figure;
import thaw.charts.FigureFile;
import thaw.charts.Specification;

/** {@code thaw figure}: figures of a folder drawn again, from what is stored, without solving. */
@Command(
    name = "figure",
    mixinStandardHelpOptions = true,
    description = {
      "Draws figures of a finished folder again, at another width, in grey or in other formats,"
          + " from the data stored with them. Nothing is solved.",
      "What would be hard to read at that size is said on stderr, and written to the figure's"
          + " .json."
    })
final class FigureCommand implements Callable<Integer> {
  private static final double NARROWEST = 40;

  private static final double WIDEST = 500;

  /** Widths that journals ask for. */
  enum Preset {
    SINGLE(84),
    ONE_AND_A_HALF(127),
    TEXT(114),
    DOUBLE(174),
    SLIDE(254);

    private final double widthMm;

    Preset(double widthMm) {
      this.widthMm = widthMm;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One way to say how wide. */
  private static final class Width {
    @Option(
        names = "--preset",
        paramLabel = "NAME",
        description =
            "single (84 mm), text (114 mm), one-and-a-half (127 mm), double (174 mm), slide (254"
                + " mm)")
    private @Nullable String preset;

    @Option(names = "--width", paramLabel = "MM", description = "width in mm, 40 to 500")
    private @Nullable Double width;
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "a folder that thaw has written")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "figures, or all; without a name they are listed; SUBFOLDER/NAME where several folders"
              + " have one of that name")
  private List<String> names = List.of();

  @ArgGroup(exclusive = true)
  private @Nullable Width width;

  @Option(names = "--grey", description = "greys instead of colours")
  private boolean grey;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "pdf, svg, png, tikz, or several with commas (default: pdf,svg,png)")
  private List<String> formats = List.of("pdf", "svg", "png");

  @Mixin private Resolution resolution = new Resolution();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "where to write (default: the current folder)")
  private Path target = Path.of("");

  @Option(names = "--force", description = "replace files that exist")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "no remarks on what is hard to read")
  private boolean quiet;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  FigureCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    StoredFigures stored = StoredFigures.in(folder);
    if (names.isEmpty()) {
      stored.names().forEach(out::println);
      return Main.DONE;
    }
    Set<Format> asked = formats();
    Exporter exporter = exporter();
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    for (String name : names.equals(List.of("all")) ? stored.names() : names) {
      Figure figure = figure(stored.file(name));
      if (files.containsKey(figure.name() + ".json")) {
        throw new Refused(
            "two figures "
                + figure.name()
                + " would be written to one folder; allowed: one at a time, each with its own -o");
      }
      try {
        files.putAll(exporter.files(figure, asked));
      } catch (IllegalArgumentException e) {
        throw new Refused(String.valueOf(e.getMessage()));
      }
      exporter.warnings(figure).forEach(w -> warnings.add("thaw: " + name + ": " + w));
    }
    Path to = target.toAbsolutePath().normalize();
    for (String file : files.keySet()) {
      if (!force && Files.exists(to.resolve(file))) {
        throw new Refused(
            target.resolve(file)
                + " exists already; --force replaces it, -o DIR writes somewhere else");
      }
    }
    Files.createDirectories(to);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      WholeFile.write(to.resolve(file.getKey()), file.getValue());
      out.println(target.resolve(file.getKey()));
    }
    if (!quiet) {
      warnings.forEach(spec.commandLine().getErr()::println);
    }
    return Main.DONE;
  }

  private Figure figure(Path path) throws IOException, Refused {
    FigureFile file;
    try {
      file = FigureFile.read(Files.readString(path));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new Refused(
          path
              + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
              + ": "
              + e.getOriginalMessage()
              + "; allowed: the file of a figure as thaw has written it");
    }
    Specification specification =
        file.specification()
            .orElseThrow(
                () ->
                    new Refused(
                        path
                            + " does not hold what the figure could be drawn again from; this"
                            + " figure can only be made by the command that made it"));
    try {
      return specification.figure(widthMm(file.widthMm()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Refused(path + ": the specification does not hold together: " + e.getMessage());
    }
  }

  private double widthMm(double asStored) throws Refused {
    if (width == null) {
      return asStored;
    }
    if (width.preset != null) {
      String asked = width.preset;
      return Arrays.stream(Preset.values())
          .filter(p -> p.word().equals(asked))
          .findFirst()
          .orElseThrow(
              () ->
                  new Refused(
                      "--preset is "
                          + asked
                          + "; allowed: "
                          + Arrays.stream(Preset.values())
                              .map(Preset::word)
                              .collect(Collectors.joining(", "))))
          .widthMm;
    }
    double mm = width.width == null ? asStored : width.width;
    if (!(mm >= NARROWEST && mm <= WIDEST)) {
      throw new Refused("--width is " + mm + "; allowed: 40 to 500");
    }
    return mm;
  }

  private Set<Format> formats() throws Refused {
    Set<Format> asked = EnumSet.noneOf(Format.class);
    for (String name : formats) {
      asked.add(
          Arrays.stream(Format.values())
              .filter(f -> f.suffix().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new Refused("--format is " + name + "; allowed: pdf, svg, png, tikz")));
    }
    return asked;
  }

  private Exporter exporter() throws Refused {
    Exporter exporter = resolution.exporter();
    return grey ? exporter.inGrey() : exporter;
  }
}
