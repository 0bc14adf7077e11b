package thaw.cli;

import java.util.Set;

/** {@code run.sh} of a package: every result once more, compared byte for byte. */
final class RunScript {
  static final String NAME = "run.sh";

  /** The commands that can be told to be quiet. */
  static final Set<String> SHOW_PROGRESS =
      Set.of("run", "solve", "design", "sweep", "freeze", "analyse", "trust");

  private RunScript() {}

  static String of(Replication study) {
    StringBuilder steps = new StringBuilder();
    for (Replication.Step step : study.steps()) {
      boolean shows = SHOW_PROGRESS.contains(step.words().get(0));
      steps.append(step.line("step", "", "\"$out\"")).append(shows ? " -q\n" : "\n");
    }
    return """
        #!/bin/sh
        # Computes every result of this package again and compares it, byte for byte, with results/.
        #   sh run.sh [FOLDER]     FOLDER is made; without it, a folder beside the package
        # Needs Java 17 or newer (java on the PATH, or JAVA_HOME); no network, no other software.
        set -eu
        LC_ALL=C
        export LC_ALL
        here=$(cd "$(dirname "$0")" && pwd -P)
        out=${1:-$here-replicated}
        case $out in /*) ;; *) out=$PWD/$out ;; esac
        if [ -e "$out" ]; then
          echo "$out exists already; name another folder, or remove it" >&2
          exit 2
        fi
        java=java
        if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; fi
        if ! "$java" -jar "$here/software/thaw.jar" --version >/dev/null 2>&1; then
          echo "thaw.jar does not start: it needs Java 17 or newer; what is here:" >&2
          "$java" -version || echo "no Java: neither on the PATH nor in JAVA_HOME" >&2
          exit 2
        fi

        # Finished with failed points (3) or undecided (5) is a result too: it is compared below.
        step() {
          echo "thaw $*"
          code=0
          "$java" ${THAW_JAVA_OPTS:-} -jar "$here/software/thaw.jar" "$@" || code=$?
          case $code in 0 | 3 | 5) ;; *) exit "$code" ;; esac
        }

        cd "$here/inputs"
        %s
        # Whether a file that differs is a picture, or differs only in what it says of a picture's bytes.
        picture() {
          [ -s "$out/$1" ] || return 1
          case $1 in
            */figures/*.pdf | */figures/*.svg | */figures/*.png) return 0 ;;
            */figures/*.json) ;;
            *) return 1 ;;
          esac
          for folder in "$here/results" "$out"; do
            grep -Ev '[.](pdf|svg|png)" : "[0-9a-f]{64}"' "$folder/$1" | cksum
          done | sort -u | wc -l | grep -q '^ *1$'
        }

        cd "$here/results"
        find . -type f | sort >"$out.list"
        same=0
        pictures=0
        differ=0
        while IFS= read -r file; do
          if cmp -s "$file" "$out/$file"; then
            same=$((same + 1))
          elif picture "$file"; then
            pictures=$((pictures + 1))
          else
            differ=$((differ + 1))
            echo "differs: $file"
          fi
        done <"$out.list"
        rm -f "$out.list"
        if [ "$pictures" -gt 0 ]; then
          echo "$pictures files of pictures have other bytes, as other versions of Java write; their data are the same"
        fi
        echo "$same files are the same byte for byte, $differ differ; new results: $out"
        [ "$differ" -eq 0 ]
        """
        .formatted(steps.toString().stripTrailing());
  }
}
