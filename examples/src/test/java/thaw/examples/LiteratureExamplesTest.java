package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import thaw.model.io.TrustFile;
import thaw.solver.trust.TrustModel;
import thaw.solver.trust.TrustModels;

/** Every example of the literature gives the numbers that it was published or derived with. */
class LiteratureExamplesTest {
  @TestFactory
  Stream<DynamicTest> everyExampleGivesItsNumbers() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("literature"))) {
      files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(35);
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws Exception {
    List<TrustModel> models = TrustModels.all();
    TrustFile.Content content =
        TrustFile.read(
            file,
            List.of(),
            models.stream().map(m -> Map.entry(m.name(), m.parameters())).toList());
    Map<String, Object> results = models.get(content.variant()).solve(content.values());
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    double tolerance = root.get("tolerance").asDouble();
    assertThat(root.get("expected")).isNotEmpty();
    for (Map.Entry<String, JsonNode> expected : root.get("expected").properties()) {
      Object found = results.get(expected.getKey());
      boolean anyOrder = expected.getKey().equals("vertices");
      assertThat(agree(expected.getValue(), found, tolerance, anyOrder))
          .as("%s: %s", expected.getKey(), expected.getValue())
          .isTrue();
    }
  }

  private static boolean agree(
      JsonNode expected, Object found, double tolerance, boolean anyOrder) {
    if (found instanceof Boolean flag) {
      return expected.isBoolean() && expected.asBoolean() == flag;
    }
    if (found instanceof Number number) {
      double scale = Math.max(1, Math.abs(expected.asDouble()));
      return expected.isNumber()
          && Math.abs(expected.asDouble() - number.doubleValue()) <= tolerance * scale;
    }
    Object[] parts;
    if (found instanceof double[] numbers) {
      parts = java.util.Arrays.stream(numbers).boxed().toArray();
    } else if (found instanceof Object[] objects) {
      parts = objects;
    } else {
      return found != null && found.equals(expected.asText());
    }
    boolean all = expected.isArray() && expected.size() == parts.length;
    for (int k = 0; all && k < parts.length; k++) {
      JsonNode wanted = expected.get(k);
      all =
          anyOrder
              ? Stream.of(parts).anyMatch(p -> agree(wanted, p, tolerance, false))
              : agree(wanted, parts[k], tolerance, false);
    }
    return all;
  }
}
