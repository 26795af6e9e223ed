"""A project with one of nearly everything, and no mistake in it; tests spoil a copy.

No line stands twice in a file where a test may want to change it. What no brief quotes is there, too: facts
are checked whether somebody prints them or not.
"""

from __future__ import annotations

import struct
import zlib

from briefpress.workspace import Workspace

#: The day on which the project is clean, as ``--today`` takes it.
TODAY = "2026-06-01"

SOURCES = """\
sources:
  survey:
    title: {en: "Orchard survey", fr: "Relevé du verger"}
    publisher: {en: "The Orchard", fr: "Le Verger"}
    address: {en: "https://example.org/survey", fr: "https://example.org/releve"}
    published: 2026-04-30
    accessed: 2026-05-04
    warn_after: 18 months
    error_after: 3 years
  register:
    title: {en: "Land register", fr: "Registre foncier"}
    publisher: "Land Office"
    address: "https://example.org/register"
    published: 2026-01-31
    hosts: ["register.example.org:8443"]
    accessed: 2026-05-05
    note: {en: "In French only.", fr: "En français seulement."}

units:
  tree:
    en: {one: "tree", other: "trees"}
    fr: {one: "arbre", other: "arbres"}
  jar:
    en: {one: "jar", other: "jars"}
    fr: {one: "bocal", other: "bocaux"}
"""

ORCHARD_FACTS = """\
facts:
  orchard.trees:
    type: number
    value: 1240
    unit: tree
    minimum: 100
    maximum: 9000
    source: survey
    label: {en: "Trees", fr: "Arbres"}
  orchard.share:
    type: percent
    value: 62
    source: survey
    locator: {en: "page 3", fr: "page trois"}
    label: {en: "Share of old kinds", fr: "Part des variétés anciennes"}
  orchard.budget:
    type: money
    value: 4.2
    scale: million
    currency: CAD
    qualifier: about
    period: 2024-2025
    source: survey
    label: {en: "Yearly budget", fr: "Budget annuel"}
  orchard.grant:
    type: money
    value: 1.5
    scale: thousand
    currency: USD
    source: register
    label: {en: "Grant", fr: "Subvention"}
  orchard.opening:
    type: date
    value: 1999-04-01
    source: register
    label: {en: "Opening", fr: "Ouverture"}
  orchard.gate:
    type: time
    value: "14:30"
    source: survey
    label: {en: "Gate opens", fr: "Ouverture de la grille"}
  orchard.best:
    type: year
    value: 2023
    qualifier: record
    source: survey
    label: {en: "Best year", fr: "Meilleure année"}
  orchard.plan:
    type: period
    value: 2027-Q3
    source: survey
    label: {en: "Next planting", fr: "Prochaine plantation"}
  orchard.age:
    type: duration
    value: 25
    unit: year
    qualifier: over
    as_of: 2026-05-01
    source: survey
    tags: [history, trees-old]
    label: {en: "Age", fr: "Âge"}
  orchard.rank:
    type: rank
    value: 20
    qualifier: among-top
    source: register
    label: {en: "Rank", fr: "Rang"}
  orchard.growth:
    type: multiple
    value: 3
    wording: {en: "tripled", fr: "triplé"}
    wording_for: 3
    source: survey
    label: {en: "Growth", fr: "Croissance"}
  orchard.name:
    type: text
    value: {en: "Old Orchard", fr: "Vieux Verger"}
    source: survey
    label: {en: "Name", fr: "Nom"}
  orchard.kinds:
    type: list
    value:
      - {en: "apples", fr: "pommes"}
      - {en: "pears", fr: "poires"}
    source: survey
    label: {en: "Kinds", fr: "Variétés"}
  orchard.visitors:
    type: number
    value: {from: 4000, to: 10000}
    warn_after: 400 days
    error_after: 800 days
    period: 2026-Q1
    source: survey
    label: {en: "Visitors", fr: "Visiteurs"}
"""

CELLAR_FACTS = """\
facts:
  cellar.jars:
    type: number
    value: 300
    unit: jar
    source: register
    label: {en: "Jars", fr: "Bocaux"}
  cellar.full:
    type: percent
    value: 71
    source: register
    label: {en: "Part that is full", fr: "Part pleine"}
  cellar.empty:
    type: percent
    value: 29
    source: register
    label: {en: "Part that is empty", fr: "Part vide"}
  cellar.rent:
    type: money
    value: 900
    currency: CAD
    source: register
    label: {en: "Rent", fr: "Loyer"}
  cellar.depth:
    type: number
    value: 12
    source: register
    label: {en: "Depth", fr: "Profondeur"}
"""

HARVEST = """\
facts:
  harvest.tons:
    type: series
    of: number
    source: register
    label: {en: "Harvest", fr: "Récolte"}
    points:
      - {at: 2023, value: 31}
      - {at: 2024, value: 42}
      - {at: 2025, value: 44.5, qualifier: about}
  harvest.plots:
    type: table
    source: register
    label: {en: "Plots", fr: "Parcelles"}
    columns:
      costs: {type: money, currency: CAD, scale: thousand, label: {en: "Costs", fr: "Frais"}}
      hands: {type: number, label: {en: "Hands", fr: "Main-d’œuvre"}}
    rows:
      - {id: north, label: {en: "North", fr: "Nord"}, costs: 290, hands: 31}
      - {id: south, label: {en: "South", fr: "Sud"}, costs: 130}
"""

COMPUTED = """\
facts:
  sum.costs:
    type: money
    currency: CAD
    scale: thousand
    formula: sum(column(harvest.plots, costs))
    label: {en: "All costs", fr: "Tous les frais"}
  sum.weight:
    type: percent
    formula: share(sum.costs, orchard.budget)
    decimals: 1
    qualifier: about
    label: {en: "Weight of the costs", fr: "Poids des frais"}
  sum.years:
    type: duration
    unit: year
    formula: years_since(orchard.opening)
    as_of: 2026-05-02
    label: {en: "Years open", fr: "Années d’ouverture"}
  sum.more:
    type: percent
    formula: growth(harvest.tons.y2023, harvest.tons.y2024)
    decimals: 0
    rounding: half-even
    label: {en: "Growth of the harvest", fr: "Croissance de la récolte"}
  sum.each:
    type: number
    unit: jar
    formula: cellar.jars / 2
    label: {en: "Half of the jars", fr: "La moitié des bocaux"}
  sum.gap:
    type: points
    formula: difference(cellar.full, cellar.empty)
    label: {en: "Difference", fr: "Écart"}
  sum.rent:
    type: money
    currency: CAD
    formula: cellar.rent * 12
    label: {en: "Rent of a year", fr: "Loyer d’une année"}

assertions:
  whole:
    that: cellar.full + cellar.empty = percent(100)
    within: points(0.2)
    because: {en: "Two parts make the whole.", fr: "Les deux parties font le tout."}
  more-each-year:
    that: harvest.tons.y2023 < harvest.tons.y2024 and cellar.rent > 0
"""

ORCHARD = """\
template: sheet
theme: grove
languages: [en, fr]

title: {en: "The orchard", fr: "Le verger"}
subtitle: {en: "What grows there", fr: "Ce qui y pousse"}
subject: {en: "The orchard in figures.", fr: "Le verger en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}
keywords: {en: "trees, fruit", fr: "arbres, fruits"}
notice: {en: "Aussi disponible en français", fr: "Also available in English"}

opening:
  - id: lede
    type: lede
    text:
      en: "The {{ orchard.name }} has {{ orchard.trees }}, and {{ orchard.share }} of them are of old kinds."
      fr: "Le {{ orchard.name }} compte {{ orchard.trees }}, dont {{ orchard.share }} de variétés anciennes."
  - id: tiles
    type: key-figures
    figures:
      - value: "{{ orchard.share('short') }}"
        label: {en: "are old kinds", fr: "sont des variétés anciennes"}
      - value: "{{ orchard.budget('short') }}"
        label: {en: "a year", fr: "par an"}

body:
  - id: money
    type: text
    heading: {en: "Where the money goes", fr: "Où va l’argent"}
    text:
      en: |
        The orchard spends {{ orchard.budget("qualified") }} a year.{{ note("budget") }}

        * The harvest {{ claim("rose", harvest.tons.y2023, harvest.tons.y2024) }}.
        * It is *open* to **all**; see [its site](https://example.org).
        * Costs come to {{ sum.costs }}.
      fr: |
        Le verger dépense {{ orchard.budget("qualified") }} par an{{ note("budget") }}.

        * La récolte {{ claim("rose", harvest.tons.y2023, harvest.tons.y2024) }}.
        * Il est *ouvert* à **tous**; voir [son site](https://example.org).
        * Les frais s’élèvent à {{ sum.costs }}.
  - id: parts
    type: chart
    heading: {en: "The cellar", fr: "La cave"}
    kind: share
    items:
      - fact: cellar.full
        label: {en: "full", fr: "pleine"}
      - fact: cellar.empty
        label: {en: "empty", fr: "vide"}
        form: bare
    alt: {en: "{{ cellar.full }} of the cellar is full.", fr: "La cave est pleine à {{ cellar.full }}."}
    caption: {en: "The cellar in May", fr: "La cave en mai"}
  - id: plots
    type: table
    heading: {en: "The plots", fr: "Les parcelles"}
    caption: {en: "Costs by plot", fr: "Frais par parcelle"}
    columns:
      - label: {en: "Plot", fr: "Parcelle"}
        width: 2
      - label: {en: "Costs", fr: "Frais"}
        align: end
    rows:
      - - {en: "North", fr: "Nord"}
        - "{{ harvest.plots.north.costs('short') }}"
      - - {en: "South", fr: "Sud"}
        - "{{ harvest.plots.south.costs('short') }}"
  - id: picture
    type: image
    file: briefs/tree.png
    width: 60
    alt: {en: "A tree.", fr: "Un arbre."}
  - id: mark
    type: image
    file: briefs/mark.svg
    width: 20
    alt: {en: "A leaf in a ring.", fr: "Une feuille dans un anneau."}
    credit: {en: "Drawn by the gardener", fr: "Dessin du jardinier"}
  - id: partners
    type: logos
    items:
      - file: briefs/mill.svg
        alt: {en: "The mill", fr: "Le moulin"}
        address: "https://example.org/mill"
      - {file: briefs/grove.png, height: 30, alt: {en: "The grove", fr: "Le bosquet"}}
  - id: code
    type: qr
    address: {en: "https://example.org/visit", fr: "https://example.org/visite"}
    text: {en: "When the gate is open", fr: "Quand la grille est ouverte"}
    size: 60

closing:
  - id: call
    type: callout
    heading: {en: "Come and see", fr: "Venez voir"}
    text:
      en: "It is {{ sum.years }} since {{ orchard.opening }}: {{ lang('fr', 'bienvenue') }}."
      fr: "Cela fait {{ sum.years }} depuis le {{ orchard.opening }}\u00a0: {{ lang('en', 'welcome') }}."

notes:
  - id: budget
    text: {en: "The survey rounds the amount.", fr: "Le relevé arrondit le montant."}
"""

CELLAR = """\
template: one-pager
outdated: stamp
dollar: CAD

title: {en: "The cellar", fr: "La cave"}
subject: {en: "The cellar in figures.", fr: "La cave en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}
footer: {en: "Cellar", fr: "Cave"}

opening:
  - id: lede
    type: lede
    text:
      en: "The cellar holds {{ cellar.jars }}."
      fr: "La cave contient {{ cellar.jars }}."

body:
  - id: rent
    type: text
    text:
      en: |
        The rent is {{ cellar.rent }} a month, and was $800 before.

        1. One {{ sup("e") }} of them.
        2. {{ abbr("KG", "kilogram") }} is the measure of {{ harvest.tons.y2024 }} tons.
      fr: |
        Le loyer est de {{ cellar.rent }} par mois; il était de 800\u00a0$ avant.

        1. Un {{ sup("e") }} d’entre eux.
        2. {{ abbr("KG", "kilogramme") }} est la mesure de {{ harvest.tons.y2024 }} tonnes.
"""

SHEET = """\
{#- A sheet of the orchard's own: one column, and a line of its own at the end. -#}
{% extends "base.xml" %}
{% block budget %} pages="2"{% endblock %}
{% block content %}
{{ blocks.region(brief.opening) }}
{% for block in brief.body %}
  {% if block.type == "text" %}
  <section id="{{ block.id }}">
    <h2>{{ block.heading }}</h2>
    {{ block.text }}
  </section>
  {% else %}
  {{ blocks.makers[block.type](block) }}
  {% endif %}
{% endfor %}
{{ blocks.region(brief.closing) }}
<ul><li><p lang="en">Old Orchard</p></li></ul>
<p><a href="https://example.org/orchard">example.org</a></p>
{{ blocks.end_matter(brief, words) }}
{% endblock %}
"""

WORDS = """\
page: {en: Page, fr: Page}
of: {en: of, fr: de}
end_matter: {en: Notes and sources, fr: Notes et sources}
source: {en: "Source:", fr: "Source :"}
consulted: {en: read on, fr: lu le}
outdated: {en: Old figures, fr: Chiffres anciens}
as_of: {en: as of, fr: en date du}
since: {en: since, fr: depuis}
qr_code: {en: QR code for, fr: Code QR pour}
isbn: {en: ISBN, fr: ISBN}
issn: {en: ISSN, fr: ISSN}
catalogue: {en: Catalogue number, fr: Numéro de catalogue}
chart_lowest: {en: "{name} ends with {value}"}
season: {en: Season, fr: Saison}
"""

#: A leaf in a ring, as a program for drawings writes it.
MARK = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
  <style>.leaf {fill: #2A6F4E}</style>
  <g transform="translate(20 20)">
    <circle r="18" fill="none" stroke="#1C2733" stroke-width="2" stroke-dasharray="6 3"/>
    <path class="leaf" d="M0-12c8 6 8 16 0 22-8-6-8-16 0-22z"/>
  </g>
</svg>
"""


def _shipped(path: str) -> str:
    from pathlib import Path

    return Workspace(Path()).read(f"builtin:{path}").decode("utf-8")


#: The shipped theme under another name, as designers begin.
GROVE = _shipped("themes/civic.yaml").partition("\n")[2]


def picture(width: int, height: int, rows: int | None = None) -> bytes:
    """Return a grey PNG picture of a size in pixels; with fewer rows than that, one that is broken off."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress((b"\x00" + b"\x80" * width) * (height if rows is None else rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


RICH: dict[str, str | bytes] = {
    "data/sources.yaml": SOURCES,
    "data/orchard.yaml": ORCHARD_FACTS,
    "data/cellar.yaml": CELLAR_FACTS,
    "data/harvest.yaml": HARVEST,
    "data/computed.yaml": COMPUTED,
    "briefs/orchard.yaml": ORCHARD,
    "briefs/cellar.yaml": CELLAR,
    "briefs/tree.png": picture(8, 8),
    "briefs/mark.svg": MARK,
    "briefs/mill.svg": MARK,
    "briefs/grove.png": picture(8, 8),
    "templates/sheet.xml": SHEET,
    "templates/words.yaml": WORDS,
    "templates/grove.yaml": GROVE,
}
