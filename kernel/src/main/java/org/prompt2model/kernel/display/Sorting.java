package org.prompt2model.kernel.display;

/** Lets a click on a column sort the rows that are shown; where scripts are off, tables stay as they are. */
final class Sorting {
    /** One listener for all tables of the page, which every table brings and the first installs. */
    private static final String SCRIPT = """
        <script type="text/javascript">
        if (!window.p2mSort) {
          window.p2mSort = true;
          const style = document.createElement("style");
          style.textContent = ".p2m-sortable thead th{cursor:pointer}"
            + ".p2m-sortable th[aria-sort]::before{font-size:.7em}"
            + ".p2m-sortable th[aria-sort=ascending]::before{content:'\\\\25b2\\\\a0'}"
            + ".p2m-sortable th[aria-sort=descending]::before{content:'\\\\25bc\\\\a0'}";
          document.head.appendChild(style);
          document.addEventListener("click", event => {
            const head = event.target.closest && event.target.closest(".p2m-sortable thead th");
            if (!head) return;
            const body = head.closest("table").tBodies[0], rows = [...body.rows];
            const text = row => row.cells[head.cellIndex].textContent;
            const number = row => Number(text(row).replace(/,/g, ""));
            const missing = row => text(row) === "–";
            const numbers = rows.every(row => missing(row) || !Number.isNaN(number(row)));
            const up = head.getAttribute("aria-sort") !== "ascending";
            rows.sort((a, b) => missing(a) || missing(b) ? missing(a) - missing(b)
              : (numbers ? number(a) - number(b) : text(a).localeCompare(text(b))) * (up ? 1 : -1));
            for (const each of head.parentNode.cells) each.removeAttribute("aria-sort");
            head.setAttribute("aria-sort", up ? "ascending" : "descending");
            rows.forEach(row => body.appendChild(row));
          });
        }
        </script>
        """;

    private Sorting() {}

    /** What stands in a table of that many rows, within an element of the class {@code p2m-sortable}. */
    static String script(int rows) {
        return rows > 1 ? SCRIPT : "";
    }
}
