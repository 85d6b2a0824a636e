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

print_scores() {
  local csv name found=0
  for csv in "$1"/data/evaluate-*.csv; do
    [ -e "$csv" ] || continue
    found=1
    name=$(table_name "${csv%.csv}.json")
    printf '\n%s\n' "${name:-$(basename "$csv" .csv)}"
    score_table "$csv"
  done
  if [ "$found" = 0 ]; then printf '\nThe notebook left no scores in %s/data.\n' "$1"; fi
}
