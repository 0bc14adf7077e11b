package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import thaw.model.io.Json;
import thaw.model.io.TrustFile;
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
