"""The job: a fact sheet of two pages as plain data, in as many versions as wanted.

Everything is made up. "Example Province" is no place, and every figure comes out of `_Figures`: the sheets
are a load to be measured, not something to be read. `make` imports nothing: a cold start is the engine’s own.
"""

YEARS = range(2018, 2026)
LINES = (
    *("Harbour ferry", "Valley railway", "Coast express", "Night bus network"),
    *("River crossing", "Airport shuttle", "School transport", "Mountain cable line"),
    *("Island mail boat", "Freight by canal", "Bicycle hire", "Stations and stops"),
)
MARKS = "¹²³⁴"


class _Figures:
    """Numbers that look like figures, the same ones for the same sheet on every machine."""

    def __init__(self, seed: int) -> None:
        self._state = seed * 7919 + 104_729

    def whole(self, low: int, high: int) -> int:
        self._state = (self._state * 1_103_515_245 + 12_345) % 2**31
        return low + (self._state >> 8) % (high - low + 1)

    def tenths(self, low: int, high: int) -> str:
        """Return a number with one decimal that is not zero, as it would be typed."""
        return f"{self.whole(low, high)}.{self.whole(1, 9)}"


def make(i: int) -> dict:
    """Return sheet ``i``: numbers as they are typed in a data file, texts with ``{name}`` for a figure.

    Superscript digits mark the places that the notes belong to.
    """
    f = _Figures(i)
    place = f"Example Province {i + 1}"
    figures = {
        "budget": ("money", f.tenths(2, 18)),
        "share": ("percent", str(f.whole(51, 89))),
        "riders": ("number", str(f.whole(12_000, 98_000))),
        "service": ("duration", str(f.whole(21, 79))),
        "rural": ("percent", f.tenths(3, 14)),
        "stops": ("number", str(f.whole(120, 960))),
        "crew": ("number", str(f.whole(1_200, 9_800))),
        "buses": ("number", str(f.whole(40, 480))),
    }
    return {
        "index": i,
        "id": f"EP-{i + 1:05}",
        "lang": "en-CA",
        "place": place,
        "title": "Public transport at a glance",
        "subtitle": f"Fictional sheet for {place}: every figure is synthetic",
        "footer": f"Benchmark sheet EP-{i + 1:05}, {place}: fictional, not for use",
        "lede": f"This sheet describes the public transport of {place}, which does not exist, in figures "
        "that nobody measured. It has the length and the parts of a real one.",
        "figures": figures,
        "tiles": (
            ("budget", "yearly budget of all lines together"),
            ("share", "of commuters leave the car at home"),
            ("riders", "passengers on an ordinary weekday"),
            ("service", "of service without a winter break"),
        ),
        "sections": tuple(
            (heading, tuple(p.replace("PLACE", place) for p in paragraphs))
            for heading, paragraphs in _SECTIONS
        ),
        "bullets_heading": "What to remember",
        "bullets": tuple(b.replace("PLACE", place) for b in _BULLETS),
        "chart_heading": "Passengers by year",
        "chart_unit": "thousand passengers",
        "chart": tuple((str(year), str(f.whole(300, 3_200))) for year in YEARS),
        "table_heading": "The lines one by one",
        "table_head": ("Line", "Passengers in thousands", "Change on the year"),
        "table": tuple((line, str(f.whole(40, 2_400)), _signed(f)) for line in LINES),
        "notes_heading": "Sources and notes",
        "notes": tuple(n.replace("PLACE", place) for n in _NOTES),
        "source": (
            "Example Office of Imaginary Statistics",
            "Yearbook of nowhere",
            "https://example.org/yearbook",
        ),
    }


def fill(text: str, figures: dict) -> str:
    """Return a text with its figures in place."""
    return text.format_map({name: show(*figure) for name, figure in figures.items()})


def show(kind: str, value: str) -> str:
    """Return a figure as every engine has to print it."""
    whole, point, decimals = value.partition(".")
    digits = f"{int(whole.lstrip('-')):,}{point}{decimals}"
    digits = f"\u2212{digits}" if whole.startswith("-") else digits
    return {
        "number": digits,
        "percent": f"{digits}%",
        "money": f"US${digits}\u00a0billion",
        "duration": f"{digits}\u00a0years",
    }[kind]


def _signed(f: _Figures) -> str:
    return ("-" if f.whole(0, 1) else "") + f.tenths(0, 28)


_SECTIONS = (
    (
        "How the network came about",
        (
            "The first regular boat of PLACE crossed the harbour with mail, milk and a handful of clerks. "
            "The timetable hung on a nail beside the baker’s door, and whoever missed the last crossing "
            "slept in the waiting room. From that one boat grew a network that today reaches every "
            "district, and that people set their clocks by.¹",
            "For over {service} its crews have run the valley railway through every winter. The line was "
            "laid by two towns that could agree on little else: gauge, fares and signals are shared, while "
            "each of them paints its own carriages. A joint control room watches the points, the level "
            "crossings and the river gauges, and it can stop all traffic within a minute.²",
            "Buses joined later and filled the gaps between the rails. They carry schoolchildren in the "
            "morning, parcels at noon and concert-goers at night, with {buses} vehicles that were bought "
            "second-hand and overhauled in the province’s own workshop.",
        ),
    ),
    (
        "Who rides, and where to",
        (
            "On an ordinary weekday {riders} passengers use the network, more than half of them before ten "
            "in the morning. Commuters make up the largest group, with students close behind. The rest "
            "travel for errands, visits and, on clear days, simply for the view.",
            "What is more, the countryside has not been left behind: {rural} of all journeys begin at one "
            "of the {stops} request stops, where a bus halts only if somebody waves. Drivers know these "
            "stops by the names of farms, and since the signs were renewed passengers can read them, too, "
            "by day and by night, in large type and in braille.³",
            "Together with its neighbours the province keeps a spare fleet on the border, so that a broken "
            "axle on one side never strands travellers on the other. Tickets are valid on both sides, the "
            "lost-property offices share one telephone number, and in summer a night train with sleeping "
            "cars runs all the way down to the lakes.",
        ),
    ),
    (
        "What it costs, and who pays",
        (
            "All lines together cost {budget} a year. Fares bring in a third of it, freight and mail "
            "another quarter, and the province pays the remainder out of a fund that was set aside for this"
            " purpose alone and that no other department may touch, however good its reasons.",
            "In return {share} of commuters leave the car at home, as the yearly survey shows. The {crew} "
            "people who work for the network pay taxes here, shop here and, as a rule, stay: their average "
            "time in service is longer than in any other public office.⁴",
            "Since the workshop took over all repairs, “spares first” has been its rule: nothing is "
            "scrapped before every usable part of it lies labelled on a shelf. The saving is small, yet "
            "everybody can see it.",
        ),
    ),
)

_BULLETS = (
    "One ticket covers every boat, train and bus of PLACE.",
    "A fleet of {buses} buses fills the gaps between the rails and runs until midnight.",
    "The network has run for over {service} without closing for the winter.",
    "Request stops bring the timetable to places that have no station.",
    "Spare parts come from the province’s own workshop.",
)

_NOTES = (
    "Harbour chronicle of PLACE, an invented book, read for this benchmark only.",
    "Agreement of the two towns on a joint control room, a text that was never signed.",
    "Register of request stops, as imagined; signs in large type since the last renewal.",
    "Yearly survey of commuters in PLACE, for which nobody was asked anything.",
)
