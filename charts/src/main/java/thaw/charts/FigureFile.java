package thaw.charts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The JSON file beside a figure: caption, alternative text, size, what is hard to read, hashes of
 * the other files, and the specification from which it can be drawn again.
 *
 * @param widthMm at which it was drawn
 * @param specification empty in files of versions that did not store one
 */
public record FigureFile(double widthMm, Optional<Specification> specification) {
  private static final String SPECIFICATION = "specification";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(OptionalDouble.class, new WriteOptional())
                  .addDeserializer(OptionalDouble.class, new ReadOptional()))
          .build();

  /** NaN stands for no value: null cannot be told from a missing field. */
  private static final class WriteOptional extends JsonSerializer<OptionalDouble> {
    @Override
    public void serialize(OptionalDouble value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      to.writeNumber(value.orElse(Double.NaN));
    }
  }

  private static final class ReadOptional extends JsonDeserializer<OptionalDouble> {
    @Override
    public OptionalDouble deserialize(JsonParser from, DeserializationContext context)
        throws IOException {
      double value = from.getValueAsDouble(Double.NaN);
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  static byte[] write(
      Figure figure, int dotsPerInch, boolean grey, List<String> warnings, Map<String, byte[]> of) {
    ObjectNode about = MAPPER.createObjectNode();
    about.put("figure", figure.name());
    about.put("caption", figure.caption());
    about.put("altText", figure.altText());
    about.put("widthMm", figure.widthMm());
    about.put("heightMm", figure.heightMm());
    about.put("dpi", dotsPerInch);
    about.put("grey", grey);
    about.set("warnings", MAPPER.valueToTree(warnings));
    ObjectNode hashes = about.putObject("sha256");
    of.forEach((name, bytes) -> hashes.put(name, Exporter.sha256(bytes)));
    try {
      figure
          .specification()
          .ifPresent(s -> about.set(SPECIFICATION, MAPPER.<JsonNode>valueToTree(s)));
      return (MAPPER.writeValueAsString(about).replace("\r\n", "\n") + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the file that an {@link Exporter} wrote beside a figure.
   *
   * @param json the text of a figure's JSON file
   * @return width and specification
   * @throws JsonProcessingException if it is no such file; the exception knows where
   */
  public static FigureFile read(String json) throws JsonProcessingException {
    JsonNode tree = MAPPER.readTree(json);
    double width = tree.path("widthMm").asDouble();
    if (!tree.path("figure").isTextual() || !(width > 0)) {
      throw new com.fasterxml.jackson.databind.JsonMappingException(
          null, "it has no name and width of a figure");
    }
    JsonNode stored = tree.path(SPECIFICATION);
    return new FigureFile(
        width,
        stored.isMissingNode()
            ? Optional.empty()
            : Optional.of(MAPPER.treeToValue(stored, Specification.class)));
  }
}
