"""FEED codes: values that are fetched, and not written by hand."""

from briefpress.diagnostics.code_info import CodeInfo

_STAYS = " The last good value stays."

CODES: dict[str, CodeInfo] = {
    "FEED001": CodeInfo(
        "Feed that cannot be one",
        "A feed has one of `csv`, `xlsx`, `json` (a file below the project, or a web address), `sql` (a"
        " URL of SQLAlchemy, with a `query`) and `python` (a function of an installed package), and the"
        " `source` that its values are cited to. A password stands in the environment, never in a file.",
        wrong="feeds:\n"
        "  survey:\n"
        '    sql: "postgresql://reader:hunter2@db.example.org/s"\n'
        '    query: "..."\n'
        "    source: s",
        right="feeds:\n"
        "  survey:\n"
        '    sql: "postgresql://reader@db.example.org/s"\n'
        "    password: {env: SURVEY_PASSWORD}\n"
        '    query: "..."\n'
        "    source: s",
        see=("FEED002",),
    ),
    "FEED002": CodeInfo(
        "Fact that cannot be refreshed so",
        "`refresh` names a feed and where in it the value is: `at` for JSON, `row` and `column` for "
        "rows. A table writes `rows: {feed: ID}`. A computed fact is not fetched, and a new value does "
        "not go with an old day: where a fact has `as_of`, `refresh` says where the day stands.",
        wrong="refresh: {feed: survey}",
        right='refresh: {feed: survey, row: {year: "2025"}, column: trees}',
        see=("FEED001",),
    ),
    "FEED003": CodeInfo(
        "Accepted value that does not fit any more",
        "`data/refresh.lock.json` holds what `refresh` accepted, and for what: the type, the unit and "
        "the scale of the fact, and what was asked of its feed. When that changes, the old value would "
        "mean something else. The file is written by the program; by hand, lines can be deleted as a "
        "whole.",
        see=("FEED004",),
    ),
    "FEED004": CodeInfo(
        "Fact that was never refreshed",
        "A fact may come from its feed alone, without a value by hand. Before the first `refresh` there"
        " is nothing to print.",
        see=("FEED003",),
    ),
    "FEED005": CodeInfo(
        "Source that cannot be reached",
        "The file is not there, the name of the host is unknown, or nobody answers there." + _STAYS,
        see=("FEED006", "FEED008"),
    ),
    "FEED006": CodeInfo(
        "Source that takes too long",
        "The whole answer has to be there within the `timeout` of the feed: one that comes byte by byte"
        " counts as none." + _STAYS,
        see=("FEED005",),
    ),
    "FEED007": CodeInfo(
        "Certificate that is not trusted",
        "A server has to prove that it is the one that was asked. Its certificate has expired, is of "
        "another name, or was issued by nobody that this computer knows. A certificate of one's own "
        "network is made known by `SSL_CERT_FILE`; it is never passed over." + _STAYS,
        see=("FEED005",),
    ),
    "FEED008": CodeInfo(
        "Source that answers with an error",
        "The server says that there is nothing (404), that a reader has to sign in (401, 403), or that "
        "it has trouble itself (429, 500 to 504, which are tried three times)." + _STAYS,
        see=("FEED005",),
    ),
    "FEED009": CodeInfo(
        "More than a feed may have",
        "Reading stops at the `max_bytes` of the feed, packed or unpacked, and at 100 000 rows. A "
        "stream that does not end is cut there, and nothing of it is kept." + _STAYS,
        see=("FEED013",),
    ),
    "FEED010": CodeInfo(
        "Address that a feed may not go to",
        "A redirect leads to another host than the feed names, from `https` to `http`, or an address is"
        " that of this computer or of a private network. So a web page cannot make the program read "
        "what only this computer can see. `hosts` of the feed allows more: a host for redirects; a host"
        " with its port where it is your own." + _STAYS,
        wrong='feeds:\n  survey: {json: "http://intranet.example.org:8080/survey", source: survey}',
        right="feeds:\n"
        "  survey:\n"
        '    json: "http://intranet.example.org:8080/survey"\n'
        '    hosts: ["intranet.example.org:8080"]\n'
        "    source: survey",
        see=("FEED001",),
    ),
    "FEED011": CodeInfo(
        "Answer of another kind",
        "A feed with `csv` has to give CSV, one with `json` JSON, one with `xlsx` a workbook. A page to"
        " sign in, or an excuse in HTML, is none of them." + _STAYS,
        see=("FEED012",),
    ),
    "FEED012": CodeInfo(
        "Text in another encoding",
        "Text is read as UTF-8, or as `encoding` of the feed says. Guessing would make other letters of"
        " some names, and nobody would notice. Control characters are refused, too." + _STAYS,
        see=("YAML002", "FEED011"),
    ),
    "FEED013": CodeInfo(
        "Workbook that is not safe to open",
        "A workbook is a packed folder. One that unpacks to more than 50 MB or to hundreds of times its"
        " size, or that declares entities, is not opened." + _STAYS,
        see=("FEED009",),
    ),
    "FEED014": CodeInfo(
        "Columns that have changed",
        "A column that a fact or a table takes values from is not there, or is there twice. It may have"
        " been renamed: then it may also mean something else. A column with formulas for cells is not "
        "taken." + _STAYS,
        see=("FEED016",),
    ),
    "FEED015": CodeInfo(
        "Row that is there twice",
        "Two rows have what `row` of a fact asks for, or two rows of a table have one id. Which of them"
        " is right, a person has to say." + _STAYS,
        see=("FEED014",),
    ),
    "FEED016": CodeInfo(
        "Nothing where the value should be",
        "No row has what `row` asks for, the cell is empty, or the expression `at` leads nowhere." + _STAYS,
        see=("FEED014",),
    ),
    "FEED017": CodeInfo(
        "Value of another type",
        "What was fetched is not what the type of the fact asks for: a text in place of a number, a "
        "number with separators or a unit in it, a day that does not exist. Nothing is guessed." + _STAYS,
        see=("FACT006", "FEED018", "FEED019"),
    ),
    "FEED018": CodeInfo(
        "Formula in place of a number",
        "A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet. It is a text here,"
        " and never computed; a workbook gives the result that was saved with it, and one without a "
        "saved result gives nothing." + _STAYS,
        see=("FEED017",),
    ),
    "FEED019": CodeInfo(
        "Number that is none",
        "`NaN` and `Infinity` are what programs write where a sum went wrong." + _STAYS,
        see=("FEED017",),
    ),
    "FEED020": CodeInfo(
        "Value out of its bounds",
        "What was fetched is less than `minimum` of the fact, or more than `maximum`." + _STAYS,
        see=("EXPR015",),
    ),
    "FEED021": CodeInfo(
        "Value that is too old",
        "The day that came with the value is before that of the last one, or so long ago that no brief "
        "would print it (`error_after`)." + _STAYS,
        see=("FACT019", "FEED022"),
    ),
    "FEED022": CodeInfo(
        "Day in the future",
        "The day of a value, the clock of a server or the last refresh lies in the future. Either that "
        "clock is wrong or the one of this computer, and ages could not be told." + _STAYS,
        see=("FEED021",),
    ),
    "FEED023": CodeInfo(
        "Value that is held for a person",
        "A value has changed by more than its `max_change`, rows of a table are gone, or the words of "
        "the fact are for the last value. It may be right. Look at the source; then `--accept` takes "
        "it.",
        see=("FACT017",),
    ),
    "FEED024": CodeInfo(
        "Database that gives nothing",
        "The database cannot be opened, refuses the password, or does not understand the query. The "
        "query runs in a transaction that can only read, with SQLite and PostgreSQL." + _STAYS,
        see=("FEED001",),
    ),
    "FEED025": CodeInfo(
        "Function that gives nothing",
        "`python` names a function that an installed package declares under `briefpress.feeds`. It runs"
        " in a process of its own, with a time limit, and returns what JSON can hold. Code inside the "
        "project folder is not run unless `--allow-code` is given." + _STAYS,
        see=("FEED001",),
    ),
    "FEED026": CodeInfo(
        "Extra that is not installed",
        "Addresses, JSON, workbooks and databases need libraries that not everyone has: `pip install "
        "'briefpress[refresh]'`. CSV files below the project need none.",
    ),
}
