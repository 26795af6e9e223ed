"""What memos say of themselves, in each language that they are written in."""

from __future__ import annotations

from collections.abc import Mapping

#: Key -> language -> phrase. Those with a bar have the form for one, then the form for several.
_PHRASES: Mapping[str, Mapping[str, str]] = {
    "title": {"en": "Change memo", "fr": "Relevé des modifications"},
    "subject": {
        "en": "The figures, pages and sentences that a build changed.",
        "fr": "Les chiffres, les pages et les phrases qu’une mise à jour a modifiés.",
    },
    "figures_changed": {
        "en": "{count} figure changed|{count} figures changed",
        "fr": "{count} chiffre a changé|{count} chiffres ont changé",
    },
    "no_figure": {"en": "No figure changed", "fr": "Aucun chiffre n’a changé"},
    "editions_again": {
        "en": "{count} document was published again|{count} documents were published again",
        "fr": "{count} document a été republié|{count} documents ont été republiés",
    },
    "reason_given": {"en": "Reason given: {text}", "fr": "Motif indiqué\u00a0: {text}"},
    "figures": {"en": "Figures", "fr": "Chiffres"},
    "figure": {"en": "Figure", "fr": "Chiffre"},
    "before": {"en": "Before", "fr": "Avant"},
    "now": {"en": "Now", "fr": "Maintenant"},
    "difference": {"en": "Difference", "fr": "Écart"},
    "reason": {"en": "Reason", "fr": "Motif"},
    "no_difference": {"en": "not a number", "fr": "sans objet"},
    "no_reason": {"en": "none given", "fr": "non indiqué"},
    "note": {"en": "Note: {text}", "fr": "Note\u00a0: {text}"},
    "refresh": {"en": "Fetched from: {text}", "fr": "Obtenu de\u00a0: {text}"},
    "commit": {"en": "Commit: {text}", "fr": "Enregistrement\u00a0: {text}"},
    "follows": {"en": "Computed from {names}", "fr": "Calculé à partir de {names}"},
    "computed": {"en": "Computed, by a changed formula", "fr": "Calculé, selon une formule modifiée"},
    "documents": {"en": "Documents", "fr": "Documents"},
    "document": {"en": "Document", "fr": "Document"},
    "language": {"en": "Language", "fr": "Langue"},
    "pages_touched": {"en": "Pages touched", "fr": "Pages touchées"},
    "pages": {
        "en": "Page {numbers} of {count}|Pages {numbers} of {count}",
        "fr": "Page {numbers} sur {count}|Pages {numbers} sur {count}",
    },
    "no_page": {"en": "No page looks different", "fr": "Aucune page n’a changé d’aspect"},
    "pages_gone": {
        "en": "{count} page less|{count} pages less",
        "fr": "{count} page de moins|{count} pages de moins",
    },
    "unknown": {
        "en": "Nothing says what it said before: its record is missing, so there is nothing to compare with.",
        "fr": "Rien n’indique ce qu’il disait avant\u00a0: aucune comparaison n’est possible.",
    },
    "unknown_short": {"en": "Not known", "fr": "Inconnues"},
    "passages": {"en": "What reads otherwise", "fr": "Ce qui se lit autrement"},
    "no_passage": {
        "en": "No sentence reads otherwise: what changed is how its pages look, or what is attached to it.",
        "fr": "Aucune phrase ne se lit autrement\u00a0: seul l’aspect ou ce qui est joint a changé.",
    },
    "page": {"en": "Page", "fr": "Page"},
    "new": {"en": "(was not there)", "fr": "(n’y était pas)"},
    "gone": {"en": "(is gone)", "fr": "(supprimé)"},
    "picture_before": {"en": "Page {page} before", "fr": "Page {page}, avant"},
    "picture_now": {"en": "Page {page} now", "fr": "Page {page}, maintenant"},
    "alt_before": {
        "en": "Page {page} before the change: {text}",
        "fr": "Page {page} avant la modification\u00a0: {text}",
    },
    "alt_now": {
        "en": "Page {page} after the change: {text}",
        "fr": "Page {page} après la modification\u00a0: {text}",
    },
    "more_pictures": {
        "en": "{count} more changed region is not pictured.|{count} more changed regions are not pictured.",
        "fr": "{count} autre partie n’est pas illustrée.|{count} autres parties ne sont pas illustrées.",
    },
    "no_pictures": {
        "en": "Pictures of the changed regions are left out, because what draws them is not installed. "
        "To have them: {command}",
        "fr": "Les images des parties modifiées sont omises\u00a0: ce qui les dessine n’est pas installé. "
        "Pour les obtenir\u00a0: {command}",
    },
    "other_languages": {
        "en": "Passages of documents in the other language are in the memo of that language.",
        "fr": "Les passages des documents dans l’autre langue figurent dans le relevé de cette langue.",
    },
    "lang_en": {"en": "English", "fr": "anglais"},
    "lang_fr": {"en": "French", "fr": "français"},
    "lang_parallel": {"en": "both, side by side", "fr": "les deux, côte à côte"},
    "lang_stacked": {"en": "both, one after the other", "fr": "les deux, l’une après l’autre"},
    "lang_tumble": {"en": "both, back to back", "fr": "les deux, tête-bêche"},
    "profile_modern": {"en": "PDF/UA-2", "fr": "PDF/UA-2"},
    "profile_print": {"en": "for a press", "fr": "pour l’imprimeur"},
}


class Phrases:
    """The phrases of one language; one that has none speaks English."""

    def __init__(self, lang: str) -> None:
        self._lang = lang.split("-", 1)[0]

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase with its values in place."""
        return self._of(key).format(**values)

    def counted(self, key: str, count: int, is_one: bool, **values: object) -> str:
        """Return the form of a phrase for a number.

        Args:
            key: Its key.
            count: The number.
            is_one: Whether the language says it in the singular.
            values: What else stands in it.
        """
        one, several = self._of(key).split("|")
        return (one if is_one else several).format(count=count, **values)

    def has(self, key: str) -> bool:
        """Tell whether there is such a phrase."""
        return key in _PHRASES

    def _of(self, key: str) -> str:
        forms = _PHRASES[key]
        return forms.get(self._lang) or forms["en"]
