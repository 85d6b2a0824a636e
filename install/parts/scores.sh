# shellcheck shell=bash
# Sourced: prints the scores of a run as small tables.

# The columns of a CSV file that a reader wants, aligned. Quoted fields may hold commas.
score_table() {
  awk '
    function split_csv(line, out,   n, i, c, quoted) {
      n = 1; out[1] = ""; quoted = 0
      for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") {
          if (quoted && substr(line, i + 1, 1) == "\"") { out[n] = out[n] c; i++ } else quoted = !quoted
        } else if (c == "," && !quoted) out[++n] = ""
        else out[n] = out[n] c
      }
      return n
    }
    { sub(/\r$/, ""); n = split_csv($0, f) }
    NR == 1 { for (i = 1; i <= n; i++) keep[i] = (f[i] != "signature"); columns = n }
    {
      for (i = 1; i <= columns; i++) {
        value = f[i]
        if (value ~ /^-?[0-9]+\.[0-9]+([eE]-?[0-9]+)?$/) value = sprintf("%.3f", value)
        cell[NR, i] = value
        if (length(value) > width[i]) width[i] = length(value)
      }
    }
    END {
      for (r = 1; r <= NR; r++) {
        line = "  "
        for (i = 1; i <= columns; i++) if (keep[i]) line = line sprintf(i == 1 ? "%-" width[i] "s" : "  %" width[i] "s", cell[r, i])
        print line
      }
    }' "$1"
}

# The name of a stored table; it tells whether the rehearsal teacher had a hand in it.
table_name() { tr -d '\n' <"$1" 2>/dev/null | sed -n 's/^ *{ *"name" *: *"\([^"]*\)".*/\1/p'; }

# Each evaluation of a manifest: the table's path, a tab, where the scored rows came from. One "key" : "value" stands on a line.
evaluations() {
  awk -F'"' '
    $2 == "stage" { stage = $4 }
    $2 == "sources" { sources = $4 }
    $2 == "table" && stage == "evaluate" { print $4 "\t" sources }' "$1/manifest.json" 2>/dev/null || true
}

# Usage: print_scores RUN-FOLDER FILE; scores that were not asked for since that file was made are old ones.
print_scores() {
  local table sources found=0
  while IFS=$'\t' read -r table sources; do
    [ "$1/$table" -nt "$2" ] || continue
    found=1
    printf '\n%s of rows from: %s\n' "$(table_name "$1/$table")" "$sources"
    score_table "$1/${table%.json}.csv"
  done < <(evaluations "$1")
  if [ "$found" = 0 ]; then printf '\nThe notebook left no scores in %s.\n' "$1"; fi
}
