"""Every exception that Footnote raises on purpose.

::

    FootnoteError
    ├── DocumentError               one document could not be taken; the others go on
    │   ├── EmptyDocument           the file holds nothing to read
    │   ├── NotAFile                a folder, a dangling link, a device
    │   ├── DocumentTooLarge        over the size limit
    │   ├── UnsupportedFormat       no reader for this content
    │   ├── WrongFormat             the content is not what the name says
    │   ├── CorruptDocument         truncated or broken beyond reading
    │   ├── EncryptedDocument       a password is needed, or the one given is wrong
    │   ├── NoTextLayer             a scan: pictures of pages, no text
    │   ├── GarbledText             a text layer whose characters mean nothing
    │   ├── WrongEncoding           bytes that are not in the encoding tried
    │   ├── DecompressionBomb       unpacks to far more than it should
    │   ├── DuplicateDocument       the same content is held already
    │   ├── DocumentExists          another file is held under this name
    │   ├── UnsafeName              a name that cannot be a document's
    │   ├── DocumentNotFound        no such document
    │   ├── ReferenceNotFound       no such entry in a document's reference list
    │   ├── DocumentChanged         the file is not the one that was indexed
    │   ├── PageNotDrawn            a page cannot be shown as an image
    │   │   └── PageNotFound        the document has no such page
    │   └── FetchError              an address gave no document
    │       ├── AddressInvalid      no address that can be fetched
    │       ├── AddressForbidden    leads to this machine or a private network
    │       ├── NoNetwork           no other machine can be reached
    │       ├── RobotsForbidden     the site's robots.txt asks to stay away
    │       ├── AddressGone         no such host or page there any more
    │       ├── NotADocument        a consent wall, a login, an error page sent as a page
    │       └── ServerFailed        refused, too slow, cut short, or failed again and again
    ├── IndexingError               the index as a whole
    │   ├── IndexNotFound           nothing was built yet
    │   ├── IndexCorrupt            a checksum, a size or a count does not agree
    │   ├── IndexFormatUnsupported  written by another format version
    │   ├── IndexLocked             another build holds the lock
    │   └── NothingToRollBack       there is no older generation
    ├── EmbedderError               the embedding model
    │   ├── ModelNotFound           no such model here, and none could be fetched
    │   ├── WeightsMismatch         the weights are not those that were pinned or indexed
    │   └── DataError               the data to train or measure a model with is not of its form
    ├── LanguageModelError          the language model that writes answers; see its ``kind``
    ├── QuestionInvalid             a question that cannot be asked
    ├── QuestionStopped             the person stopped it before it was answered
    ├── EvidenceError               a quotation does not stand in its document
    ├── TranscriptInvalid           a stored or exported conversation is not of the form
    ├── FeedbackError               a verdict on an answer cannot be kept
    ├── FittedWeightsInvalid        the file of weights that choose sentences is damaged
    ├── ServingError                the page cannot be served
    ├── AccessError                 who may use the page
    │   ├── AccountsInvalid         the accounts file is not of the form, or cannot be read
    │   └── NotAllowed              this person may not do that
    └── EvaluationError             the evaluation
        ├── QuestionsInvalid        a questions file is not of the form
        ├── BaselineInvalid         a baseline is not of the form
        └── ReportInvalid           a report is damaged, or not of the form

A message says what was wrong, what was expected and what to do next.
"""

from __future__ import annotations

from typing import Literal


class FootnoteError(Exception):
    """Base of every error that is meant for a person to read."""


class DocumentError(FootnoteError):
    """One document could not be taken.

    :param name: the file or document, as the person named it.
    :param problem: what was wrong, what was expected and what to do next, as one sentence or two.
    """

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


class EmptyDocument(DocumentError):
    """The file holds nothing to read."""


class NotAFile(DocumentError):
    """A folder, a dangling link or a device was given where a file was expected."""


class DocumentTooLarge(DocumentError):
    """The file is over the size limit."""


class UnsupportedFormat(DocumentError):
    """No reader knows this content."""


class WrongFormat(DocumentError):
    """The content is not what the file's name says."""


class CorruptDocument(DocumentError):
    """The file is truncated or broken beyond reading."""


class EncryptedDocument(DocumentError):
    """A password is needed, or the one given is wrong."""


class NoTextLayer(DocumentError):
    """The file is a scan: it holds pictures of pages and no text."""


class GarbledText(DocumentError):
    """The text layer's characters mean nothing, for its fonts have no usable map."""


class WrongEncoding(DocumentError):
    """Some byte is not in the encoding that was tried."""


class DecompressionBomb(DocumentError):
    """The file unpacks, or expands, to far more than its size allows."""


class DuplicateDocument(DocumentError):
    """The same content is held already, under another name."""


class DocumentExists(DocumentError):
    """Another file is held under this name."""


class UnsafeName(DocumentError):
    """The name cannot be a document's."""


class DocumentNotFound(DocumentError):
    """There is no such document."""


class ReferenceNotFound(DocumentError):
    """The document's reference list has no such entry."""


class DocumentChanged(DocumentError):
    """The file in the folder is not the one that was indexed."""


class PageNotDrawn(DocumentError):
    """A page cannot be shown as an image."""


class PageNotFound(PageNotDrawn):
    """The document has no such page."""


class FetchError(DocumentError):
    """An address gave no document."""


class AddressInvalid(FetchError):
    """The text is no address that can be fetched."""


class AddressForbidden(FetchError):
    """The address leads to this machine, a private network or one that is reserved."""


class NoNetwork(FetchError):
    """No other machine can be reached."""


class RobotsForbidden(FetchError):
    """The site's robots.txt asks programs to stay away from this page."""


class AddressGone(FetchError):
    """There is no such host, or no such page there any more."""


class NotADocument(FetchError):
    """What came is a consent wall, a login or an error page, though it was sent as a page."""


class ServerFailed(FetchError):
    """The server refused, was too slow, sent too much or too little, or failed again and again."""


class IndexingError(FootnoteError):
    """The index as a whole could not be read or written."""


class IndexNotFound(IndexingError):
    """No index was built yet."""


class IndexCorrupt(IndexingError):
    """A checksum, a size or a count of the index does not agree with its manifest."""


class IndexFormatUnsupported(IndexingError):
    """The index was written in another format version."""


class IndexLocked(IndexingError):
    """Another build holds the lock."""


class NothingToRollBack(IndexingError):
    """There is no older generation to go back to."""


class EmbedderError(FootnoteError):
    """The embedding model could not be used."""


class ModelNotFound(EmbedderError):
    """There is no such model here, and none could be fetched."""


class WeightsMismatch(EmbedderError):
    """The weights are not those that were pinned or indexed."""


class DataError(EmbedderError):
    """The data to train or measure a model with is missing or not of its form."""


LanguageModelFailure = Literal[
    "setup",
    "unreachable",
    "lost",
    "timeout",
    "unauthorised",
    "no-model",
    "busy",
    "server",
    "rejected",
    "truncated",
    "context",
    "filtered",
    "malformed",
    "schema",
]
"""What can go wrong with a language model.

``setup``: what was asked for cannot be used. ``unreachable``: nobody listens there. ``lost``: the
connection broke. ``timeout``: it took too long. ``unauthorised``: the key is missing, wrong, or may
not do that. ``no-model``: there is no such model. ``busy``: too many requests. ``server``: it
failed. ``rejected``: it does not take the request, or is no such server. ``truncated``: the reply
ends before its end. ``context``: question and excerpts are too long for it. ``filtered``: its
content filter withheld the reply. ``malformed``: the reply is not of the form asked for.
``schema``: it takes no JSON schema, so that another form must be asked for.
"""


class LanguageModelError(FootnoteError):
    """The language model that writes answers cannot be had, or gave none.

    :param kind: what went wrong.
    :param problem: the same for a person to read, with what to do next; no key stands in it.
    """

    def __init__(self, kind: LanguageModelFailure, problem: str) -> None:
        super().__init__(problem)
        self.kind = kind


class QuestionInvalid(FootnoteError):
    """The question is empty or far too long."""


class QuestionStopped(FootnoteError):
    """The person stopped a question before it was answered."""


class EvidenceError(FootnoteError):
    """A quotation does not stand, character for character, in its document."""


class TranscriptInvalid(FootnoteError):
    """A stored or exported conversation is not of the expected form."""


class FeedbackError(FootnoteError):
    """A verdict on an answer cannot be kept."""


class FittedWeightsInvalid(FootnoteError):
    """The file of weights that choose sentences and refuse is not of the expected form."""


class ServingError(FootnoteError):
    """The page cannot be served, for instance because its port is in use."""


class AccessError(FootnoteError):
    """Who may use the page could not be told or changed."""


class AccountsInvalid(AccessError):
    """The accounts file is not of the expected form, or cannot be read or written."""


class NotAllowed(AccessError):
    """The person may not do that."""


class EvaluationError(FootnoteError):
    """The evaluation could not run."""


class QuestionsInvalid(EvaluationError):
    """A questions file is not of the expected form."""


class BaselineInvalid(EvaluationError):
    """A recorded baseline is not of the expected form."""


class ReportInvalid(EvaluationError):
    """A report of the evaluation is damaged, or not of the expected form."""
