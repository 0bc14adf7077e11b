package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.GameFile;
import thaw.model.io.NfgFile;
import thaw.model.io.Problem;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.model.io.Similar;
import thaw.model.io.TrustFile;

/** Reads what an experiment varies; what is wrong with it is noted in the experiment's document. */
final class BaseReader {
  private final Document document;
  private final Path path;

  /** What has been read, in order. */
  private final List<Path> inputs;

  BaseReader(Document document, Path path, List<Path> inputs) {
    this.document = document;
    this.path = path;
    this.inputs = inputs;
  }

  /** The base with its settings; empty where that cannot be had, the reasons noted. */
  Optional<Document> document() throws IOException {
    JsonNode node = document.root().path("base");
    Optional<Document> found;
    if (node.isObject()) {
      found = Optional.of(document.part("base"));
    } else {
      Path file = path.resolveSibling(node.asText());
      if (!Files.isRegularFile(file)) {
        document.problem(
            "base",
            "there is no file " + file,
            "a scenario, trust or game file, its path from this file");
        return Optional.empty();
      }
      if (NfgFile.is(file)) {
        document.problem(
            "base", "the fields of an .nfg file have no names", "JSON or YAML; see thaw convert");
        return Optional.empty();
      }
      inputs.add(file);
      found = noted("", () -> Document.read(file, List.of()));
    }
    List<Setting> settings = new ArrayList<>();
    document
        .root()
        .path("settings")
        .properties()
        .forEach(e -> settings.add(new Setting(e.getKey(), e.getValue().toString())));
    return found.flatMap(d -> settings.isEmpty() ? Optional.of(d) : set(d, settings));
  }

  private Optional<Document> set(Document base, List<Setting> settings) {
    try {
      return Optional.of(base.with(settings));
    } catch (BadInput e) {
      e.problems()
          .forEach(
              p ->
                  document.problem(Document.child("settings", p.path()), p.message(), p.allowed()));
      return Optional.empty();
    }
  }

  private interface Reading<T> {
    T read() throws BadInput, IOException;
  }

  /** What is read; what is wrong with it is noted, its fields under {@code prefix}. */
  private <T> Optional<T> noted(String prefix, Reading<T> reading) throws IOException {
    try {
      return Optional.of(reading.read());
    } catch (BadInput e) {
      for (Problem p : e.problems()) {
        String at = prefix.isEmpty() || p.path().isEmpty() ? prefix : prefix + ".";
        if (p.file().equals("--set")) {
          document.problem(Document.child("settings", p.path()), p.message(), p.allowed());
        } else {
          document.problem(
              new Problem(p.file(), p.line(), p.column(), at + p.path(), p.message(), p.allowed()));
        }
      }
      return Optional.empty();
    }
  }

  /** The base in a document; empty where that is none, the reasons noted. */
  Optional<Base> base(Document changed) {
    JsonNode root = changed.root();
    String format = root.path("format").asText();
    String prefix = document.root().path("base").isObject() ? "base" : "";
    boolean isGame = format.equals(GameFile.FORMAT);
    if (isGame != document.root().has("concept")) {
      document.problem(
          isGame ? "base" : "concept",
          isGame ? "is a game, and no concept is named" : "the base is no game",
          isGame ? "a concept: " + GameConcept.allowed() : "a concept for a game only");
      return Optional.empty();
    }
    try {
      if (format.equals(ScenarioFile.FORMAT)) {
        return noted(prefix, () -> ScenarioBase.read(changed));
      }
      if (format.equals(TrustFile.FORMAT) || (format.isEmpty() && root.has("model"))) {
        return noted(prefix, () -> TrustBase.read(changed));
      }
      if (isGame) {
        Optional<Base> game = noted(prefix, () -> GameBase.read(changed, concept()));
        game.flatMap(g -> concept().refuses(((GameBase) g).game()))
            .ifPresent(why -> document.problem("concept", new IllegalArgumentException(why)));
        return game;
      }
    } catch (IOException e) {
      throw new IllegalStateException("a document in memory could not be read", e);
    }
    document.problem(
        "base",
        format.isEmpty() ? "says no format" : "is of format \"" + format + "\"",
        Similar.allowed(format, List.of(ScenarioFile.FORMAT, TrustFile.FORMAT, GameFile.FORMAT)));
    return Optional.empty();
  }

  private GameConcept concept() {
    return GameConcept.of(document.root().path("concept").asText());
  }
}
