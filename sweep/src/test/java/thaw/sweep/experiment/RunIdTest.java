package thaw.sweep.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIdTest {
  private static final Path SCENARIO =
      Path.of(System.getProperty("thaw.root", ".."), "examples", "us-dprk", "phased-parallel.json");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String EXPERIMENT =
      """
      {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.json",
       "settings": {"parties.us.temptation": 0.75, "trust.gain": 0.5},
       "parameters": [
         {"path": "parties.us.patience", "symbol": "δ", "label": "patience", "range": [0.5, 0.9]},
         {"path": "parties.dprk.patience", "range": [0.25, 0.9]},
         {"path": "sequencing", "values": [{"label": "free", "value": {"kind": "free"}}]}],
       "constraints": [{"order": ["parties.us.patience", "parties.dprk.patience"]}],
       "design": {"kind": "lhs", "points": 50}, "seed": 9, "outcomes": ["verdict", "freeze-slack"],
       "analyses": ["prim"], "figures": [{"name": "prim", "caption": "Boxes"}]}
      """;

  @TempDir private Path folder;
  private ObjectNode experiment = MAPPER.createObjectNode();
  private ObjectNode scenario = MAPPER.createObjectNode();

  @BeforeEach
  void readBoth() throws IOException {
    experiment = (ObjectNode) MAPPER.readTree(EXPERIMENT);
    scenario = (ObjectNode) MAPPER.readTree(SCENARIO.toFile());
  }

  private String id(JsonNode experimentFile, JsonNode scenarioFile) throws Exception {
    Files.writeString(folder.resolve("scenario.json"), scenarioFile.toString());
    Path file = folder.resolve("experiment.json");
    Files.writeString(file, experimentFile.toString());
    return ExperimentFile.read(file, List.of()).runId();
  }

  /** The same tree, the keys of every object in another order, numbers written in another way. */
  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
      Collections.shuffle(fields, random);
      ObjectNode other = JsonNodeFactory.instance.objectNode();
      fields.forEach(f -> other.set(f.getKey(), shuffled(f.getValue(), random)));
      return other;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode other = JsonNodeFactory.instance.arrayNode();
      array.forEach(entry -> other.add(shuffled(entry, random)));
      return other;
    }
    if (node.isFloatingPointNumber() && random.nextBoolean()) {
      BigDecimal value = node.decimalValue();
      return DecimalNode.valueOf(value.setScale(value.scale() + 2));
    }
    return node;
  }

  @Test
  void theIdIsTheSameForAnyOrderOfKeysAndAnyWayToWriteNumbers() throws Exception {
    String id = id(experiment, scenario);
    Random random = new Random(20261125);
    for (int k = 0; k < 12; k++) {
      assertThat(id(shuffled(experiment, random), shuffled(scenario, random))).isEqualTo(id);
    }
  }

  @Test
  void theIdIsTheSameWhateverIsSaidForReaders() throws Exception {
    String id = id(experiment, scenario);
    experiment.put("title", "A map").put("question", "Why?").put("name", "other");
    experiment.putObject("notes").put("seed", "as ever");
    ((ObjectNode) experiment.at("/parameters/0")).put("symbol", "d").put("label", "horizon");
    experiment.remove(List.of("analyses", "figures"));
    experiment.putObject("limits").put("secondsPerPoint", 3);
    experiment.put("failure", "fail-fast");
    scenario.put("name", "n").put("title", "t").put("question", "q").put("source", "s");
    scenario.remove("notes");
    ((ObjectNode) scenario.at("/parties/us")).put("name", "A").put("label", "B");
    ((ObjectNode) scenario.at("/steps/lift-sanctions")).put("name", "C");
    assertThat(id(experiment, scenario)).isEqualTo(id);
  }

  @Test
  void theIdIsTheSameWhereverValuesComeFrom() throws Exception {
    String id = id(experiment, scenario);
    // what the sweep sets is not what the base says
    ((ObjectNode) scenario.at("/parties/us")).put("patience", 0.1);
    scenario.putObject("sequencing").put("kind", "package");
    assertThat(id(experiment, scenario)).isEqualTo(id);
    // settings are part of the base
    ((ObjectNode) scenario.at("/parties/us")).put("temptation", 0.75);
    ((ObjectNode) scenario.at("/trust")).put("gain", 0.5);
    experiment.remove("settings");
    assertThat(id(experiment, scenario)).isEqualTo(id);
    // and so is a base that stands in the experiment
    experiment.set("base", scenario);
    assertThat(id(experiment, scenario)).isEqualTo(id);
    // defaults may be written out
    experiment.put("tolerance", 0.005);
    ((ObjectNode) experiment.at("/constraints/0")).put("strict", false);
    scenario.put("granularity", 1);
    assertThat(id(experiment, scenario)).isEqualTo(id);
  }

  @Test
  void theIdChangesWithEverythingThatChangesResults() throws Exception {
    Set<String> ids = new TreeSet<>();
    ids.add(id(experiment, scenario));
    List<Consumer<ObjectNode>> changes =
        List.of(
            e -> e.put("seed", 10),
            e -> e.put("tolerance", 0.03),
            e -> ((ArrayNode) e.at("/outcomes")).add("freeze-trap"),
            e -> ((ObjectNode) e.at("/settings")).put("trust.gain", 0.51),
            e -> ((ObjectNode) e.at("/settings")).put("hazards.crisis", 0.03),
            e -> ((ObjectNode) e.at("/design")).put("points", 51),
            e -> ((ObjectNode) e.at("/design")).put("kind", "random"),
            e -> ((ArrayNode) e.at("/parameters/0/range")).set(1, 0.91),
            e -> ((ObjectNode) e.at("/parameters/0")).put("scale", "log"),
            e -> ((ObjectNode) e.at("/parameters/1")).put("name", "other"),
            e -> ((ObjectNode) e.at("/parameters/2/values/0/value")).put("kind", "package"),
            e -> e.remove("constraints"),
            e -> ((ObjectNode) e.at("/constraints/0")).put("strict", true));
    int count = 1;
    for (Consumer<ObjectNode> change : changes) {
      ObjectNode changed = experiment.deepCopy();
      change.accept(changed);
      if (changed.at("/parameters/0/scale").isTextual()
          || changed.at("/parameters/1/name").isTextual()) {
        changed.remove("constraints"); // of the old name, or of one scale
      }
      ids.add(id(changed, scenario));
      assertThat(ids).hasSize(++count);
    }
    ((ObjectNode) scenario.at("/steps/lift-sanctions")).put("cost", 2.36);
    ids.add(id(experiment, scenario));
    assertThat(ids).hasSize(count + 1);
  }
}
