package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.charts.Exporter;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.Json;
import thaw.solver.verify.CertificateCheck;
import thaw.solver.verify.Confirmation;

/** {@code thaw verify}: certificates and run folders, checked by independent code. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a certificate, a run folder, or a replication package, with other code.",
      "Of a folder its files too; of a package it also solves a sample again."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "a certificate, a run folder or a replication package")
  private Path file;

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Mixin private Quiet quiet = new Quiet();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "of a package: points of a sweep to solve again, 0 for nothing (default: ${DEFAULT-VALUE})")
  private int sample = 20;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of the choice of these points (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  VerifyCommand() {}

  @Override
  public Integer call() throws Exception {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    if (sample < 0) {
      throw new Refused("--sample is " + sample + "; allowed: 0 or more");
    }
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      progress.stage("checking");
      if (PackageFolder.is(file) || Files.exists(file.resolve(Sha256List.NAME))) {
        replication(problems, findings);
      } else if (Files.isDirectory(file)) {
        folder(problems, findings);
      } else {
        certificate(problems, findings);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object();
      root.put("confirmed", problems.isEmpty());
      ArrayNode wrong = root.putArray("problems");
      problems.forEach(wrong::add);
      ArrayNode found = root.putArray("findings");
      findings.forEach(found::add);
      root.put("version", Main.version());
      out.print(Json.text(root));
    } else {
      findings.forEach(out::println);
      problems.forEach(p -> out.println("PROBLEM: " + p));
      out.println(problems.isEmpty() ? "confirmed" : "not confirmed");
    }
    return problems.isEmpty() ? Main.DONE : Main.VERIFICATION_FAILED;
  }

  private void certificate(List<String> problems, List<String> findings)
      throws IOException, BadInput, Refused {
    String text = Files.readString(file);
    if (!CertificateFile.isCertificate(text)) {
      throw new Refused(
          file
              + " is no certificate; allowed: a file with format \""
              + CertificateFile.FORMAT
              + "\", or a run folder");
    }
    check(file.toString(), text, problems, findings);
  }

  private void folder(List<String> problems, List<String> findings)
      throws IOException, BadInput, Refused {
    Path manifest = file.resolve("manifest.json");
    if (!Files.exists(manifest)) {
      throw new Refused(
          file
              + " is no run folder: manifest.json is missing; allowed: a certificate, a run folder or"
              + " a replication package");
    }
    JsonNode files;
    try {
      files = new ObjectMapper().readTree(Files.readString(manifest)).path("files");
    } catch (JsonProcessingException e) {
      throw new Refused(manifest + ": " + e.getOriginalMessage());
    }
    int checked = 0;
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      Path path = file.resolve(entry.getKey());
      if (!Files.exists(path)) {
        problems.add(entry.getKey() + " is missing");
      } else if (!Exporter.sha256(Files.readAllBytes(path)).equals(entry.getValue().asText())) {
        problems.add(entry.getKey() + " is not the file that the manifest names");
      } else {
        checked++;
      }
    }
    findings.add(checked + " of " + files.size() + " files are those of the manifest");
    certificates("certificates/", problems, findings);
  }

  private void certificates(String place, List<String> problems, List<String> findings)
      throws IOException, BadInput, Refused {
    Path certificates = file.resolve(place);
    if (Files.isDirectory(certificates)) {
      try (Stream<Path> all = Files.list(certificates)) {
        for (Path path : all.sorted().toList()) {
          check(place + path.getFileName(), Files.readString(path), problems, findings);
        }
      }
    }
  }

  /** A package: every hash; if all are right, certificates and a sample solved again. */
  private void replication(List<String> problems, List<String> findings)
      throws IOException, BadInput, Refused {
    Sha256List.check(file, problems);
    if (!problems.isEmpty()) {
      return;
    }
    findings.add(
        Sha256List.files(file).size() - 1 + " files are those of the manifest, and no others");
    certificates("results/certificates/", problems, findings);
    PackageProof.check(file, sample, seed, problems, findings);
  }

  private static void check(String name, String text, List<String> problems, List<String> findings)
      throws BadInput, Refused {
    JsonNode root = CertificateFile.root(text, name);
    if (root.path("claim").asText().equals(TrustConcept.CLAIM)) {
      report(name, TrustConcept.check(root), problems, findings);
      return;
    }
    if (Concepts.has(root.path("claim").asText())) {
      report(name, CertificateFile.check(root, name), problems, findings);
      return;
    }
    CertificateFile.Content content = CertificateFile.read(text, name);
    PhasedExchange exchange;
    try {
      exchange = PhasedExchange.compile(content.scenario());
    } catch (IllegalArgumentException e) {
      throw new Refused(name + ": " + e.getMessage());
    }
    report(name, CertificateCheck.check(exchange, content.certificate()), problems, findings);
  }

  private static void report(
      String name, Confirmation confirmation, List<String> problems, List<String> findings) {
    confirmation.findings().forEach(f -> findings.add(name + ": " + f));
    confirmation.problems().forEach(p -> problems.add(name + ": " + p));
  }
}
