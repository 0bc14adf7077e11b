package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What data editors look for in a package, a test each. */
final class PackageCheck {
  private static final long MOST_BYTES = 100_000_000;
  private static final int LONGEST_NAME = 200;

  private static final Set<String> ARCHIVES =
      Set.of(
          "zip", "jar", "war", "tar", "gz", "tgz", "bz2", "xz", "7z", "rar", "zst", "dmg", "iso");

  /** How archives begin: zip (and jar), gzip, bzip2, xz, 7z, rar, zstd. */
  private static final List<String> BEGINNINGS =
      List.of(
          "504b0304",
          "504b0506",
          "1f8b08",
          "425a68",
          "fd377a585a00",
          "377abcaf271c",
          "526172211a07",
          "28b52ffd");

  private static final int LONGEST_BEGINNING = 8;

  private static final Pattern LEFT_BEHIND =
      Pattern.compile(
          "(^|.*/)(\\.[^/]+|__MACOSX|Thumbs\\.db|desktop\\.ini|[^/]*~|[^/]*\\.(tmp|bak|swp|part))(/.*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PORTABLE = Pattern.compile("[A-Za-z0-9._/@+=,-]+");

  private static final List<String> SECTIONS =
      List.of(
          "## Overview",
          "## Data availability and provenance statements",
          "## Dataset list",
          "## Computational requirements",
          "## Description of programs",
          "## Instructions to replicators",
          "## List of tables and figures",
          "## References");

  private final Path folder;
  private final SortedSet<String> files;
  private final List<Test> tests = new ArrayList<>();

  private PackageCheck(Path folder, SortedSet<String> files) {
    this.folder = folder;
    this.files = files;
  }

  /** A test, and what it found wrong. */
  record Test(String name, List<String> problems) {
    Test {
      problems = List.copyOf(problems);
    }

    boolean passed() {
      return problems.isEmpty();
    }
  }

  static List<Test> of(Path folder) throws IOException, Refused {
    if (!PackageFolder.is(folder)) {
      throw new Refused(
          folder + " is no replication package: " + PackageFolder.MARK + " is missing");
    }
    PackageCheck check = new PackageCheck(folder, Sha256List.files(folder));
    check.run();
    return List.copyOf(check.tests);
  }

  private void run() throws IOException {
    List<String> manifest = new ArrayList<>();
    Sha256List.check(folder, manifest);
    tests.add(new Test("every file is in the manifest, with its SHA-256", manifest));
    tests.add(new Test("no archives inside (the program thaw.jar apart)", archives()));
    List<String> large = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (String name : files) {
      long size = Files.size(folder.resolve(name));
      if (size > MOST_BYTES) {
        large.add(name + " has " + size + " bytes");
      }
      if (size == 0) {
        empty.add(name);
      }
    }
    tests.add(new Test("no file over 100 MB", large));
    tests.add(new Test("no empty files", empty));
    tests.add(new Test("no file twice", twice()));
    List<String> paths = new ArrayList<>();
    for (String name : files) {
      paths.addAll(Traces.ofMachines(folder, name));
    }
    tests.add(new Test("no paths of a machine", paths));
    tests.add(
        new Test(
            "no hidden files, none left behind by systems or editors",
            files.stream().filter(name -> LEFT_BEHIND.matcher(name).matches()).toList()));
    tests.add(new Test("names of files that every system takes", names()));
    tests.add(
        new Test(
            "no links",
            files.stream().filter(f -> Files.isSymbolicLink(folder.resolve(f))).toList()));
    tests.add(new Test("README has its sections and names every figure and table", readme()));
    tests.add(new Test("the codebook has every data file", codebook()));
    tests.add(new Test("run script, program, licence and list of libraries are there", parts()));
    tests.add(new Test("CITATION.cff, codemeta.json and RO-Crate have what they must", metadata()));
    JsonNode mark = json(PackageFolder.MARK, new ArrayList<>());
    if (mark.path("anonymous").asBoolean()) {
      List<String> persons = new ArrayList<>();
      for (String name : files) {
        persons.addAll(Traces.ofPersons(folder, name));
      }
      tests.add(new Test("no names and addresses (anonymous)", persons));
    }
  }

  private List<String> archives() throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : files) {
      if (name.equals(PackageFolder.JAR)) {
        continue;
      }
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String begins;
      try (InputStream in = Files.newInputStream(folder.resolve(name))) {
        begins = HexFormat.of().formatHex(in.readNBytes(LONGEST_BEGINNING));
      }
      if (ARCHIVES.contains(ending) || BEGINNINGS.stream().anyMatch(begins::startsWith)) {
        found.add(name);
      }
    }
    return found;
  }

  private List<String> twice() throws IOException {
    List<String> found = new ArrayList<>();
    Map<String, String> first = new HashMap<>();
    for (String name : files) {
      Path path = folder.resolve(name);
      String other = Files.size(path) == 0 ? null : first.put(Replication.sha256(path), name);
      if (other != null) {
        found.add(name + " has the bytes of " + other);
      }
    }
    return found;
  }

  private List<String> names() {
    List<String> found = new ArrayList<>();
    Map<String, String> lower = new TreeMap<>();
    for (String name : files) {
      if (!PORTABLE.matcher(name).matches() || name.length() > LONGEST_NAME) {
        found.add(name + ": allowed: letters, digits, . _ - , and at most " + LONGEST_NAME);
      }
      String other = lower.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        found.add(name + " differs from " + other + " in capitals only");
      }
    }
    return found;
  }

  private List<String> readme() throws IOException {
    List<String> found = new ArrayList<>();
    if (!files.contains(PackageReadme.NAME)) {
      return List.of(PackageReadme.NAME + " is missing");
    }
    String text = Files.readString(folder.resolve(PackageReadme.NAME));
    for (String section : SECTIONS) {
      if (!text.contains("\n" + section)) {
        found.add("section missing: " + section);
      }
    }
    SortedSet<String> results = new TreeSet<>();
    for (String name : files) {
      if (name.startsWith(PackageFolder.RESULTS)) {
        results.add(name.substring(PackageFolder.RESULTS.length()));
      }
    }
    for (Exhibit exhibit : Exhibit.in(folder.resolve(PackageFolder.RESULTS), results)) {
      if (!text.contains("`" + exhibit.stem() + "`")) {
        found.add(exhibit.stem() + " is not in the list of tables and figures");
      }
    }
    return List.copyOf(found);
  }

  private List<String> codebook() throws IOException {
    if (!files.contains(Codebook.NAME)) {
      return List.of(Codebook.NAME + " is missing");
    }
    String text = Files.readString(folder.resolve(Codebook.NAME));
    return files.stream()
        .filter(name -> name.startsWith(PackageFolder.RESULTS) && name.endsWith(".csv"))
        .filter(name -> !text.contains("`" + name + "`"))
        .toList();
  }

  private List<String> parts() {
    List<String> found = new ArrayList<>();
    for (String name :
        List.of(RunScript.NAME, PackageFolder.JAR, PackageFolder.DEPENDENCIES, "LICENSE.txt")) {
      if (!files.contains(name)) {
        found.add(name + " is missing");
      }
    }
    for (String place : List.of(PackageFolder.INPUTS, PackageFolder.RESULTS)) {
      if (files.stream().noneMatch(name -> name.startsWith(place))) {
        found.add(place + " is empty");
      }
    }
    return found;
  }

  private List<String> metadata() throws IOException {
    List<String> found = new ArrayList<>();
    if (files.contains(StudyRecord.CITATION)) {
      String text = Files.readString(folder.resolve(StudyRecord.CITATION));
      for (String key : List.of("cff-version: ", "message: ", "title: ", "authors:\n  - ")) {
        if (!text.startsWith(key) && !text.contains("\n" + key)) {
          found.add(StudyRecord.CITATION + ": required: " + key.strip());
        }
      }
    } else {
      found.add(StudyRecord.CITATION + " is missing");
    }
    JsonNode code = json(StudyRecord.CODEMETA, found);
    for (String key : List.of("@context", "type", "name", "license", "author")) {
      if (code.path(key).isMissingNode()) {
        found.add(StudyRecord.CODEMETA + ": required: " + key);
      }
    }
    crate(json(StudyRecord.CRATE, found), found);
    return found;
  }

  /** RO-Crate 1.1: descriptor, root entity, and an entity for every file. */
  private void crate(JsonNode crate, List<String> found) {
    String name = StudyRecord.CRATE;
    Map<String, JsonNode> entities = new HashMap<>();
    for (JsonNode entity : crate.path("@graph")) {
      if (entities.put(entity.path("@id").asText(), entity) != null) {
        found.add(name + ": twice: " + entity.path("@id").asText());
      }
    }
    JsonNode descriptor = entities.getOrDefault(name, crate.path("none"));
    if (!descriptor.path("about").path("@id").asText().equals("./")
        || !descriptor
            .path("conformsTo")
            .path("@id")
            .asText()
            .startsWith("https://w3id.org/ro/crate/1.1")) {
      found.add(name + ": required: the descriptor, about ./, conforming to RO-Crate 1.1");
    }
    JsonNode root = entities.getOrDefault("./", crate.path("none"));
    for (String key : List.of("name", "description", "datePublished", "license", "hasPart")) {
      JsonNode value = root.path(key);
      if (value.isTextual() ? value.asText().isBlank() : value.isEmpty()) {
        found.add(name + ": required of ./: " + key);
      }
    }
    Set<String> parts = new TreeSet<>();
    root.path("hasPart").forEach(part -> parts.add(part.path("@id").asText()));
    for (String file : files) {
      String id = StudyRecord.id(file);
      if (!file.equals(name) && (!parts.contains(id) || !entities.containsKey(id))) {
        found.add(name + ": has no entity of " + file);
      }
    }
    for (String part : parts) {
      if (files.stream().noneMatch(file -> StudyRecord.id(file).equals(part))) {
        found.add(name + ": names a file that is not there: " + part);
      }
    }
  }

  private JsonNode json(String name, List<String> found) throws IOException {
    if (!files.contains(name)) {
      found.add(name + " is missing");
      return new ObjectMapper().createObjectNode();
    }
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(name)));
    } catch (JsonProcessingException e) {
      found.add(name + ": " + e.getOriginalMessage());
      return new ObjectMapper().createObjectNode();
    }
  }
}
