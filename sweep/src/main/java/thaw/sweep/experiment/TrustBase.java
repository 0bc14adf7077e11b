package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Json;
import thaw.model.io.TrustFile;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;
import thaw.solver.trust.TrustModel;
import thaw.solver.trust.TrustModels;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.design.Range;

/**
 * A trust model whose parameters are varied.
 *
 * @param document where it stands
 * @param values its parameters
 * @param model what it asks
 */
record TrustBase(Document document, Values values, TrustModel model) implements Base {
  /** Where parameters stand in a file. */
  static final String PARAMETERS = "parameters.";

  private static final List<String> NO_YES = List.of("no", "yes");

  static TrustBase read(Document document) throws BadInput {
    List<TrustModel> all = TrustModels.all();
    TrustFile.Content content = TrustFile.read(document, variants(all));
    TrustModel model = all.get(content.variant());
    content.refuse(model.contradictions().apply(content.values()));
    return new TrustBase(document, content.values(), model);
  }

  private static List<Map.Entry<String, List<thaw.model.trust.Parameter>>> variants(
      List<TrustModel> models) {
    List<Map.Entry<String, List<thaw.model.trust.Parameter>>> variants = new ArrayList<>();
    models.forEach(m -> variants.add(Map.entry(m.name(), m.parameters())));
    return variants;
  }

  @Override
  public void check(Document changed) throws BadInput {
    TrustFile.read(changed, variants(List.of(model)));
  }

  @Override
  public String kind() {
    return "trust";
  }

  @Override
  public String size() {
    return model.name();
  }

  /**
   * The results that exist, under the same names, for the base and for the ends of every
   * parameter's range; entries of lists one by one.
   */
  @Override
  public List<Column> outcomes(List<SweptParameter> parameters) {
    Map<String, Column> columns = columns(values);
    for (SweptParameter parameter : parameters) {
      double[] ends =
          parameter.range() instanceof Range.Interval interval
              ? new double[] {interval.low(), interval.high()}
              : parameter.range().spread(0);
      for (double end : ends) {
        Optional<Map<String, Column>> found = at(parameter, end).map(this::columns);
        found.ifPresent(
            there -> {
              columns.keySet().retainAll(there.keySet());
              // what is absent at the base may be a flag or a text elsewhere
              there.forEach(
                  (name, column) -> columns.computeIfPresent(name, (n, c) -> better(c, column)));
            });
      }
    }
    return List.copyOf(columns.values());
  }

  private static Column better(Column one, Column other) {
    return one.isNumber() && !other.isNumber() ? other : one;
  }

  /** The base with one parameter moved; empty where that is only allowed together with others. */
  private Optional<Values> at(SweptParameter parameter, double value) {
    try {
      TrustFile.Content content =
          TrustFile.read(document.with(parameter.settingsAt(value)), variants(List.of(model)));
      content.refuse(model.contradictions().apply(content.values()));
      return Optional.of(content.values());
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private Map<String, Column> columns(Values at) {
    Map<String, Column> columns = new LinkedHashMap<>();
    model
        .solve(at)
        .forEach(
            (name, value) -> {
              if (value instanceof Number || value instanceof Absent) {
                columns.put(name, Column.number(name, "", model.name() + ": " + name));
              } else if (value instanceof Boolean) {
                columns.put(name, Column.category(name, model.name() + ": " + name, NO_YES));
              } else if (value instanceof String) {
                List<String> texts = TrustModels.texts().getOrDefault(name, List.of());
                if (!texts.isEmpty()) {
                  columns.put(name, Column.category(name, model.name() + ": " + name, texts));
                }
              } else if (value instanceof double[] list) {
                for (int k = 0; k < list.length; k++) {
                  String entry = Document.child(name, k);
                  columns.put(entry, Column.number(entry, "", model.name() + ": " + entry));
                }
              }
            });
    return columns;
  }

  /** All but entries of lists. */
  @Override
  public List<String> standardOutcomes(List<SweptParameter> parameters) {
    return outcomes(parameters).stream()
        .map(Column::name)
        .filter(name -> !name.endsWith("]"))
        .toList();
  }

  /** Formulas have no error to speak of. */
  @Override
  public double standardTolerance() {
    return 1e-9;
  }

  @Override
  public Model model(List<SweptParameter> parameters, List<String> outcomes, double tolerance) {
    Map<String, Column> known = new TreeMap<>();
    outcomes(parameters).forEach(c -> known.put(c.name(), c));
    List<Column> columns = new ArrayList<>();
    for (String name : outcomes) {
      columns.add(known.getOrDefault(name, Column.number(name, "", name)));
    }
    return new TrustFormula(this, parameters, columns);
  }

  @Override
  public JsonNode canonical() {
    ObjectNode tree = Json.object();
    tree.put("model", model.name());
    tree.set("parameters", document.root().path("parameters").deepCopy());
    return tree;
  }
}
