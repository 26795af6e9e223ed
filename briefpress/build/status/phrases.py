"""What status pages say, in each language that Briefpress has words in."""

from __future__ import annotations

from collections.abc import Mapping

from briefpress.merge.locale import primary

#: Language -> key -> phrase. A version stands in it by its number and its day.
PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "short": "Version {number}",
        "version": "Version {number}, {day}",
        "current": "current",
        "replaced": "replaced",
        "corrected": "corrected",
        "is_current": "Version {number} of {day} is the current one.",
        "is_replaced": "Version {number} of {day} is no longer current: version {next} of {next_day} "
        "replaced it.",
        "is_corrected": "Version {number} of {day} has a mistake: version {next} of {next_day} corrects it.",
        "latest": "The current version is version {number} of {day}.",
        "corrects": "It corrects version {number} of {day}.",
        "wrong": "What was wrong:",
        "all": "All versions",
    },
    "fr": {
        "short": "Version {number}",
        "version": "Version {number}, {day}",
        "current": "en vigueur",
        "replaced": "remplacée",
        "corrected": "corrigée",
        "is_current": "La version {number} du {day} est la version en vigueur.",
        "is_replaced": "La version {number} du {day} n’est plus en vigueur\u00a0: la version {next} "
        "du {next_day} l’a remplacée.",
        "is_corrected": "La version {number} du {day} contient une erreur\u00a0: la version {next} "
        "du {next_day} la corrige.",
        "latest": "La version en vigueur est la version {number} du {day}.",
        "corrects": "Elle corrige la version {number} du {day}.",
        "wrong": "Nature de l’erreur\u00a0:",
        "all": "Toutes les versions",
    },
    "de": {
        "short": "Version {number}",
        "version": "Version {number}, {day}",
        "current": "aktuell",
        "replaced": "ersetzt",
        "corrected": "berichtigt",
        "is_current": "Version {number} vom {day} ist die aktuelle.",
        "is_replaced": "Version {number} vom {day} ist nicht mehr aktuell: Version {next} vom {next_day} "
        "hat sie ersetzt.",
        "is_corrected": "Version {number} vom {day} enthält einen Fehler: Version {next} vom {next_day} "
        "berichtigt ihn.",
        "latest": "Die aktuelle Version ist Version {number} vom {day}.",
        "corrects": "Sie berichtigt Version {number} vom {day}.",
        "wrong": "Was falsch war:",
        "all": "Alle Versionen",
    },
    "es": {
        "short": "Versión {number}",
        "version": "Versión {number}, {day}",
        "current": "vigente",
        "replaced": "sustituida",
        "corrected": "corregida",
        "is_current": "La versión {number} del {day} es la vigente.",
        "is_replaced": "La versión {number} del {day} ya no está vigente: la versión {next} del {next_day} "
        "la sustituyó.",
        "is_corrected": "La versión {number} del {day} contiene un error: la versión {next} del {next_day} "
        "lo corrige.",
        "latest": "La versión vigente es la versión {number} del {day}.",
        "corrects": "Corrige la versión {number} del {day}.",
        "wrong": "Qué era incorrecto:",
        "all": "Todas las versiones",
    },
    "ar": {
        "short": "الإصدار {number}",
        "version": "الإصدار {number}، {day}",
        "current": "سارٍ",
        "replaced": "مستبدَل",
        "corrected": "مصحَّح",
        "is_current": "الإصدار {number} المؤرخ {day} هو الإصدار الساري.",
        "is_replaced": "لم يعد الإصدار {number} المؤرخ {day} ساريًا: "
        "حل محله الإصدار {next} المؤرخ {next_day}.",
        "is_corrected": "في الإصدار {number} المؤرخ {day} خطأ: يصححه الإصدار {next} المؤرخ {next_day}.",
        "latest": "الإصدار الساري هو الإصدار {number} المؤرخ {day}.",
        "corrects": "يصحح هذا الإصدارُ الإصدارَ {number} المؤرخ {day}.",
        "wrong": "موضع الخطأ:",
        "all": "جميع الإصدارات",
    },
    "he": {
        "short": "גרסה {number}",
        "version": "גרסה {number}, {day}",
        "current": "בתוקף",
        "replaced": "הוחלפה",
        "corrected": "תוקנה",
        "is_current": "גרסה {number} מיום {day} היא הגרסה שבתוקף.",
        "is_replaced": "גרסה {number} מיום {day} אינה עוד בתוקף: גרסה {next} מיום {next_day} החליפה אותה.",
        "is_corrected": "בגרסה {number} מיום {day} נפלה טעות: גרסה {next} מיום {next_day} מתקנת אותה.",
        "latest": "הגרסה שבתוקף היא גרסה {number} מיום {day}.",
        "corrects": "היא מתקנת את גרסה {number} מיום {day}.",
        "wrong": "מה היה שגוי:",
        "all": "כל הגרסאות",
    },
    "fa": {
        "short": "نسخهٔ {number}",
        "version": "نسخهٔ {number}، {day}",
        "current": "معتبر",
        "replaced": "جایگزین‌شده",
        "corrected": "اصلاح‌شده",
        "is_current": "نسخهٔ {number} مورخ {day} نسخهٔ معتبر است.",
        "is_replaced": "نسخهٔ {number} مورخ {day} دیگر معتبر نیست: نسخهٔ {next} مورخ {next_day} جایگزین آن شد.",
        "is_corrected": "نسخهٔ {number} مورخ {day} خطا دارد: نسخهٔ {next} مورخ {next_day} آن را اصلاح می‌کند.",
        "latest": "نسخهٔ معتبر نسخهٔ {number} مورخ {day} است.",
        "corrects": "این نسخه، نسخهٔ {number} مورخ {day} را اصلاح می‌کند.",
        "wrong": "خطا چه بود:",
        "all": "همهٔ نسخه‌ها",
    },
}


def speaks(lang: str) -> str:
    """Return the language in which a page about an edition speaks: its own, or English."""
    return lang if primary(lang) in PHRASES else "en"
