package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs make of the files; skipped where they are not installed. */
class ProgramsTest {
  @TempDir private Path folder;

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(":")).stream()
            .anyMatch(p -> Files.isExecutable(Path.of(p).resolve(program)));
  }

  @Test
  void plainPdflatexCompilesEveryTikzPicture() throws IOException, InterruptedException {
    assumeTrue(isInstalled("pdflatex"), "pdflatex is not installed");
    StringBuilder paper =
        new StringBuilder(
            "\\documentclass{article}\n\\usepackage{tikz}\n\\begin{document}\n\\noindent\n");
    int number = 0;
    for (Specification sample : Samples.all()) {
      String file = "figure" + number++ + ".tikz";
      Files.write(folder.resolve(file), new Exporter(72).tikz(sample.figure(Figure.COLUMN)));
      paper.append("\\input{").append(file).append("}\\clearpage\n");
    }
    Files.writeString(folder.resolve("paper.tex"), paper + "\\end{document}\n");
    String said = run("pdflatex", "-halt-on-error", "-interaction=nonstopmode", "paper.tex");
    assertThat(said).contains("(" + number + " pages").doesNotContain("Missing character");
  }

  @Test
  void pdffontsSeesEmbeddedFontsOnly() throws IOException, InterruptedException {
    assumeTrue(isInstalled("pdffonts"), "pdffonts is not installed");
    for (Specification sample : Samples.all()) {
      Files.write(folder.resolve("x.pdf"), new Exporter(72).pdf(sample.figure(Figure.COLUMN)));
      List<String> fonts = run("pdffonts", "x.pdf").lines().skip(2).toList();
      assertThat(fonts)
          .as(Samples.name(sample))
          .isNotEmpty()
          .allMatch(f -> f.matches(".* yes yes (yes|no ) +\\d+ +\\d+$"), "embedded subset");
    }
  }

  @Test
  void symbolsAreMathematicsAndTextIsThePapers() {
    String tikz =
        new String(
            new Exporter(72).tikz(Samples.sobol().figure(Figure.COLUMN)), StandardCharsets.UTF_8);
    assertThat(tikz)
        .contains("patience, $\\delta$$_{\\mbox{\\tiny US}}$")
        .contains("{trust.initial}")
        .doesNotContain("DejaVu");
  }

  @Test
  void imagesAreRefused() {
    Figure figure =
        new Figure(
            "x",
            "",
            "",
            84,
            40,
            (paper, area) ->
                paper.drawImage(
                    new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB),
                    new java.awt.geom.AffineTransform(),
                    null),
            new Table(List.of("a"), List.<List<Object>>of()));
    assertThatThrownBy(() -> new Exporter(72).tikz(figure))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pdf, svg, png");
  }
}
