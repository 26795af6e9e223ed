"""Brief -> files that translators work on, and back: XLIFF 2.1 and PO.

`messages` makes of a brief what a file has to hold, `xliff` and `po` write and read it, `intake` compares
what came back with the brief, and `rewrite` puts it into the brief's YAML.
"""

from briefpress.translation.exchange.intake import Intake, take_in
from briefpress.translation.exchange.messages import Message, messages_of
from briefpress.translation.exchange.rewrite import rewrite

__all__ = ["Intake", "Message", "messages_of", "rewrite", "take_in"]
