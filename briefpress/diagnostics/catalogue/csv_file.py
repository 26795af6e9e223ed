"""CSV codes: tables that stand in CSV files."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "CSV001": CodeInfo(
        "CSV file that gives no table",
        "A table takes its rows from a file of `data/` with a header: `id` or `at`, `label` (or `label.en`, "
        "`label.fr`), and each column of the table. `capital.fr` is the French of the cell `capital`, "
        "`share.qualifier` what is said of the cell `share`. Commas, semicolons or tabs part the fields. "
        "Other columns of the file are nobody's and may stay.",
        wrong="rows: regions.csv",
        right="rows: data/regions.csv",
        see=("FACT003", "YAML002"),
    ),
}
