package thaw.charts;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import thaw.model.Phase;
import thaw.model.Scenario;

/** The steps of each side, phase by phase, with what they cost and bring. */
public final class RoadmapFigure {
  /** Between lines of a name: points. */
  private static final double TEXT = 8;

  private static final double LEFT = 22;

  private RoadmapFigure() {}

  /**
   * A step.
   *
   * @param verification share of its benefit that is verified
   */
  record Part(String name, double cost, double benefit, double verification) {}

  /**
   * A phase.
   *
   * @param steps of the first party, and of the second
   * @param joint names of steps that both take
   */
  record Stage(List<List<Part>> steps, List<String> joint) {
    private int depth() {
      int most = Math.max(1, steps.stream().mapToInt(List::size).max().orElse(1));
      return most + (joint.isEmpty() ? 0 : 1);
    }
  }

  /**
   * What it shows.
   *
   * @param names of the parties
   * @param labels of the parties, short
   * @param largest cost or benefit of a step, of the whole scenario
   */
  record Data(List<String> names, List<String> labels, List<Stage> stages, double largest)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /** Draws the roadmap as the scenario states it. */
  public static Figure of(Scenario scenario) {
    List<Stage> stages = new ArrayList<>();
    for (Phase phase : scenario.phases()) {
      List<List<Part>> steps = new ArrayList<>();
      for (String party : scenario.partyIds()) {
        steps.add(
            phase.steps().getOrDefault(party, List.of()).stream()
                .map(scenario::step)
                .map(s -> new Part(s.name(), s.cost(), s.benefit(), s.verification()))
                .toList());
      }
      stages.add(
          new Stage(steps, phase.joint().stream().map(j -> scenario.jointStep(j).name()).toList()));
    }
    return new Data(
            scenario.partyIds().stream().map(p -> scenario.party(p).name()).toList(),
            scenario.partyIds().stream().map(p -> scenario.party(p).label()).toList(),
            stages,
            scenario.steps().values().stream()
                .mapToDouble(s -> Math.max(s.cost(), s.benefit()))
                .max()
                .orElse(1))
        .figure(Figure.PAGE);
  }

  private static Figure draw(Data data, double widthMm) {
    List<List<Object>> rows = new ArrayList<>();
    int height = 0;
    for (int k = 0; k < data.stages().size(); k++) {
      Stage stage = data.stages().get(k);
      height += stage.depth();
      for (int i = 0; i < 2; i++) {
        for (Part step : stage.steps().get(i)) {
          rows.add(
              List.of(
                  k + 1,
                  data.labels().get(i),
                  step.name(),
                  step.cost(),
                  step.benefit(),
                  step.verification()));
        }
      }
      for (String name : stage.joint()) {
        rows.add(List.of(k + 1, "joint", name, "", "", ""));
      }
    }
    return new Figure(
        "roadmap",
        "The roadmap, phase by phase. Bars: what a step costs its side (left, open) and brings the"
            + " other side once fully believed (right, filled), per period; dark: the verified share"
            + " of the benefit.",
        "Roadmap of " + data.stages().size() + " phases.",
        widthMm,
        (16 + height * rowHeight(data, Figure.points(widthMm))) * 25.4 / 72,
        (paper, area) -> draw(paper, area, data),
        new Table(List.of("phase", "side", "step", "cost", "benefit", "verification"), rows));
  }

  private static void draw(Graphics2D paper, Rectangle2D area, Data data) {
    double left = LEFT;
    double width = width(area.getWidth());
    double rowHeight = rowHeight(data, area.getWidth());
    double unit = (width / 2 - numbers(data) - 8) / data.largest();
    paper.setFont(Theme.LABEL);
    paper.setColor(Color.BLACK);
    for (int i = 0; i < 2; i++) {
      paper.drawString(data.names().get(i), (float) (left + i * (width + 8) + 4), 10f);
    }
    double y = 16;
    for (int k = 0; k < data.stages().size(); k++) {
      Stage stage = data.stages().get(k);
      double height = stage.depth() * rowHeight;
      paper.setFont(Theme.LABEL);
      paper.setColor(Color.BLACK);
      paper.drawString(Integer.toString(k + 1), 8f, (float) (y + height / 2));
      for (int i = 0; i < 2; i++) {
        double at = y;
        for (Part step : stage.steps().get(i)) {
          Rectangle2D box =
              new Rectangle2D.Double(left + i * (width + 8), at + 1, width, rowHeight - 6);
          step(paper, step, unit, box, i);
          at += rowHeight;
        }
      }
      if (!stage.joint().isEmpty()) {
        String names = String.join("; ", stage.joint());
        Rectangle2D box = new Rectangle2D.Double(left, y + height - 24, 2 * width + 8, 18);
        paper.setColor(Theme.PALE);
        paper.fill(box);
        paper.setColor(Color.BLACK);
        paper.setFont(Theme.TICK);
        FontMetrics metrics = paper.getFontMetrics();
        String text = fit(metrics, "together: " + names, box.getWidth() - 8);
        paper.drawString(
            text,
            (float) (box.getCenterX() - metrics.stringWidth(text) / 2.0),
            (float) (box.getCenterY() + 2.5));
      }
      y += height;
      paper.setStroke(Theme.THIN);
      paper.setColor(Theme.GREY);
      if (k + 1 < data.stages().size()) {
        paper.draw(new Line2D.Double(4, y - 2, area.getWidth() - 6, y - 2));
      }
    }
  }

  /** Width of the box of a step. */
  private static double width(double page) {
    return (page - LEFT - 18) / 2;
  }

  /** The widest number beside a bar. */
  private static double numbers(Data data) {
    FontMetrics metrics = Theme.ruler().getFontMetrics(Theme.NOTE);
    return data.stages().stream()
        .flatMap(stage -> stage.steps().stream().flatMap(List::stream))
        .flatMap(step -> Stream.of(step.cost(), step.benefit()))
        .mapToDouble(value -> metrics.stringWidth(Numbers.readable(value)))
        .max()
        .orElse(0);
  }

  /** Of a step with its name on as many lines as the longest name takes. */
  private static double rowHeight(Data data, double page) {
    FontMetrics metrics = Theme.ruler().getFontMetrics(Theme.TICK);
    int lines = 1;
    for (Stage stage : data.stages()) {
      for (List<Part> steps : stage.steps()) {
        for (Part step : steps) {
          lines = Math.max(lines, Labels.lines(step.name(), metrics, width(page) - 8).size());
        }
      }
    }
    return 22 + TEXT * lines;
  }

  private static void step(Graphics2D paper, Part step, double unit, Rectangle2D box, int party) {
    double x = box.getX();
    double y = box.getY();
    double width = box.getWidth();
    Color colour = party == 0 ? Theme.BLUE : Theme.ORANGE;
    paper.setColor(colour);
    paper.setStroke(Theme.LINE);
    paper.draw(box);
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.TICK);
    double base = y + 9;
    for (String line : Labels.lines(step.name(), paper.getFontMetrics(), width - 8)) {
      paper.drawString(line, (float) (x + 4), (float) base);
      base += TEXT;
    }
    FontMetrics notes = paper.getFontMetrics(Theme.NOTE);
    String cost = Numbers.readable(step.cost());
    String benefit = Numbers.readable(step.benefit());
    double middle = x + width / 2;
    double top = box.getMaxY() - 11;
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(new Rectangle2D.Double(middle - unit * step.cost(), top, unit * step.cost(), 6));
    paper.setColor(Theme.PALE);
    paper.fill(new Rectangle2D.Double(middle, top, unit * step.benefit(), 6));
    paper.setColor(colour);
    paper.fill(new Rectangle2D.Double(middle, top, unit * step.benefit() * step.verification(), 6));
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.NOTE);
    paper.drawString(
        cost,
        (float) (middle - unit * step.cost() - 3 - notes.stringWidth(cost)),
        (float) (top + 5.5));
    paper.drawString(benefit, (float) (middle + unit * step.benefit() + 3), (float) (top + 5.5));
    paper.setStroke(Theme.THIN);
    paper.draw(new Line2D.Double(middle, top - 1, middle, top + TEXT - 1));
  }

  private static String fit(FontMetrics metrics, String text, double width) {
    String shown = text;
    while (metrics.stringWidth(shown) > width && shown.length() > 2) {
      shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
    }
    return shown;
  }
}
