package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.io.Json;
import thaw.model.io.TrustFile;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;
import thaw.solver.trust.TrustModel;
import thaw.solver.trust.TrustModels;

class TrustConceptTest {
  private static List<Path> examples() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("../examples/literature"))) {
      return all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static ObjectNode certificate(Path file) throws Exception {
    List<TrustModel> models = TrustModels.all();
    TrustFile.Content content = TrustFile.read(file, List.of(), TrustConcept.models(models));
    TrustModel model = models.get(content.variant());
    content.refuse(model.contradictions().apply(content.values()));
    return TrustConcept.certificate(model, content.values(), model.solve(content.values()));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsConfirmedAndEveryChangedNumberRefused() throws IOException {
    return examples().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      ObjectNode certificate = certificate(file);
                      assertThat(TrustConcept.check(certificate).problems()).isEmpty();
                      List<String> passed = new ArrayList<>();
                      corrupt(certificate, certificate.get("result"), "", passed);
                      assertThat(passed).isEmpty();
                    }));
  }

  /** The examples with all numbers moved by up to a fifth: other questions of the same kinds. */
  @TestFactory
  Stream<DynamicTest> otherQuestionsOfTheSameKindsAreConfirmed() throws IOException {
    return examples().stream()
        .filter(f -> !f.getFileName().toString().matches("(aps|abreu)-.*")) // seconds each
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      Random random = new Random(file.getFileName().hashCode());
                      List<TrustModel> models = TrustModels.all();
                      TrustFile.Content content =
                          TrustFile.read(file, List.of(), TrustConcept.models(models));
                      TrustModel model = models.get(content.variant());
                      for (int n = 0; n < 12; n++) {
                        Values values = moved(model, content.values(), random);
                        if (model.contradictions().apply(values).isEmpty()) {
                          ObjectNode certificate =
                              TrustConcept.certificate(model, values, model.solve(values));
                          assertThat(TrustConcept.check(certificate).problems())
                              .as("%s", certificate.get("parameters"))
                              .isEmpty();
                        }
                      }
                    }));
  }

  private static Values moved(TrustModel model, Values values, Random random) {
    Map<String, Object> moved = new HashMap<>(values.byName());
    for (Parameter p : model.parameters()) {
      if (p.kind() == Parameter.Kind.NUMBER && values.has(p.name())) {
        double value = values.get(p.name()) * (0.8 + 0.4 * random.nextDouble());
        moved.put(p.name(), Math.max(p.low(), Math.min(p.high(), value)));
      }
    }
    return new Values(moved);
  }

  @Test
  void certificatesThatCannotBeReadAreRefusedWithoutAnException() throws Exception {
    ObjectNode good = certificate(Path.of("../examples/literature/starting-small-mixing.json"));
    for (String field : List.of("result", "parameters", "model")) {
      for (JsonNode value :
          List.of(
              Json.number(1),
              Json.object(),
              Json.object().textNode("x"),
              Json.object().nullNode())) {
        ObjectNode bad = good.deepCopy();
        bad.set(field, value);
        assertThat(TrustConcept.check(bad).confirmed()).isFalse();
        bad.remove(field);
        assertThat(TrustConcept.check(bad).confirmed()).isFalse();
      }
    }
    for (String name : List.of("q", "L_implements", "equilibria", "at_smallest_initial_trust")) {
      for (JsonNode value : List.of(Json.number(1), Json.object(), Json.object().textNode("x"))) {
        ObjectNode bad = good.deepCopy();
        ((ObjectNode) bad.get("result")).set(name, value);
        assertThat(TrustConcept.check(bad).confirmed()).isFalse();
      }
    }
  }

  @Test
  void theCommandWritesResultCertificateAndFigureAndNamesBadInput(@TempDir Path folder)
      throws IOException {
    Path target = folder.resolve("out");
    String file = "../examples/literature/trust-patience-frontier.json";
    Outcome outcome = thaw("trust", file, "-o", target.toString(), "--dpi", "72");
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    assertThat(outcome.out()).contains("t min one shot", "none: ", "0.1429");
    for (String written :
        List.of(
            "result.json",
            "certificates/trust.json",
            "figures/trust-patience.png",
            "manifest.json")) {
      assertThat(target.resolve(written)).exists();
    }
    assertThat(thaw("trust", file, "-o", target.toString()).code()).isEqualTo(Main.BAD_INPUT);
    Outcome bad = thaw("trust", file, "--set", "parameters.R=0", "--set", "parameters.delta=2");
    assertThat(bad.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(bad.err())
        .contains("parameters.delta: is 2; allowed: a number from 0 to less than 1");
    assertThat(thaw("trust", file, "--set", "parameters.R=0").err())
        .contains("parameters.R: is 0.0; allowed: more than P = 1.0");
    Outcome json = thaw("trust", file, "--json");
    JsonNode root = new ObjectMapper().readTree(json.out());
    assertThat(root.get("results").get("t_min_one_shot").isNull()).isTrue();
    assertThat(root.get("reasons").get("t_min_one_shot").asText()).isNotBlank();
  }

  private record Outcome(int code, String out, String err) {}

  private static Outcome thaw(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** Changes each number, flag and word below a node, one at a time, and notes what passes. */
  private static void corrupt(
      ObjectNode certificate, JsonNode node, String path, List<String> passed) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        String at = path + "." + field.getKey();
        if (field.getValue().isContainerNode()) {
          corrupt(certificate, field.getValue(), at, passed);
          continue;
        }
        object.set(field.getKey(), changed(field.getValue()));
        note(certificate, at, passed);
        object.set(field.getKey(), field.getValue());
      }
    } else if (node instanceof ArrayNode array) {
      for (int k = 0; k < array.size(); k++) {
        JsonNode value = array.get(k);
        String at = path + "[" + k + "]";
        if (value.isContainerNode()) {
          corrupt(certificate, value, at, passed);
          continue;
        }
        array.set(k, changed(value));
        note(certificate, at, passed);
        array.set(k, value);
      }
    }
  }

  private static void note(ObjectNode certificate, String at, List<String> passed) {
    if (TrustConcept.check(certificate).confirmed()) {
      passed.add(at);
    }
  }

  private static JsonNode changed(JsonNode value) {
    if (value.isNumber()) {
      return Json.number(value.doubleValue() + 1e-3 * Math.max(1, Math.abs(value.doubleValue())));
    }
    if (value.isBoolean()) {
      return Json.object().booleanNode(!value.booleanValue());
    }
    return value.isNull() ? Json.number(0.5) : Json.object().textNode(value.asText() + "x");
  }
}
