"""A template's package with what slides need of it, and nothing else.

From the main part only relations of known kinds are followed: masters, layouts, themes, their
pictures, styles of tables, embedded fonts. Slides, notes, comments, macros, embedded objects,
controls, films, tags and the author's name are never reached, so they are not in the result.
"""

import io
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from components.slides.template_zip import WANTED, PackedFile, TemplateError, damaged, opened

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_TYPES = "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PRESENTATION = f"{_MAIN}.presentation.main+xml"
PRESENTATIONS = (PRESENTATION, f"{_MAIN}.template.main+xml", f"{_MAIN}.slideshow.main+xml")
OTHERS = {
    "wordprocessingml": "a Word document",
    "spreadsheetml": "an Excel workbook",
    "themeManager": "an Office theme (.thmx)",
    "oasis.opendocument.presentation": "an OpenDocument presentation (.odp, .otp)",
    "oasis.opendocument": "an OpenDocument file",
}
"""Words in a content type, and what such a file is."""
FOLLOWED: Mapping[str, tuple[str, ...]] = {
    "officeDocument": ("slideMaster", "notesMaster", "theme", "tableStyles", "font"),
    "slideMaster": ("slideLayout", "theme", "image", "hyperlink"),
    "slideLayout": ("slideMaster", "image", "hyperlink", "themeOverride"),
    "notesMaster": ("theme", "image", "hyperlink"),
    "theme": ("image",),
    "themeOverride": ("image",),
}
"""Kind of a part -> the relations of it that are kept."""
ROOTS = {
    "officeDocument": "presentation",
    "slideMaster": "sldMaster",
    "slideLayout": "sldLayout",
    "notesMaster": "notesMaster",
    "theme": "theme",
    "tableStyles": "tblStyleLst",
    "themeOverride": "themeOverride",
}
"""Kind of a part of XML -> its outermost element."""
KEPT_OF_PRESENTATION = (
    "sldMasterIdLst",
    "notesMasterIdLst",
    "sldSz",
    "notesSz",
    "embeddedFontLst",
    "kinsoku",
    "defaultTextStyle",
)
"""Without lists of slides, sections, shows, tags, and without the lock against changes."""
NEVER = ("transition", "timing", "controls", "custDataLst", "oleObj", "contentPart")
"""Elements of masters and layouts that move, run or call something."""
ALONE = (
    *("hlinkClick", "hlinkHover", "hlinkMouseOver", "sldLayoutId", "notesMasterId"),
    *("regular", "bold", "italic", "boldItalic"),
)
"""Elements that go without what holds them where their target is not kept."""
HOLDERS = ("spTree", "grpSp", "cSld", "extLst", "embeddedFontLst", *ROOTS.values())
SAFE_LINKS = ("https://", "http://", "mailto:")
SAFE_ACTION = "ppaction://hlinkshowjump"
FONT = "application/x-fontdata"

Tree = Any
"""An element of lxml, which has no type stubs."""


@dataclass(frozen=True)
class Relation:
    """A line of a part's relations; target: a part's name, or an address where ``external``."""

    number: str
    kind: str
    target: str
    external: bool

    def xml(self, source: str) -> str:
        mode = ' TargetMode="External"' if self.external else ""
        start = posixpath.dirname(source) or "."
        target = self.target if self.external else posixpath.relpath(self.target, start)
        return (
            f'<Relationship Id={quoteattr(self.number)} Type="{_OFFICE}/{self.kind}" '
            f"Target={quoteattr(target)}{mode}/>"
        )


@dataclass
class _Package:
    """Parts on their way from a template into a clean package."""

    file: PackedFile
    types: "_ContentTypes"
    content: dict[str, bytes] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def follow(self, main: str) -> None:
        """Take the main part and all that is reached from it."""
        waiting = [(main, "officeDocument")]
        while waiting:
            name, kind = waiting.pop()
            if name in self.content:
                continue
            self.kinds[name] = kind
            if kind not in ROOTS:
                self.content[name] = self.file.read(name)
                continue
            tree = parsed_part(self.file.read(name), name, ROOTS[kind])
            kept = [each for each in self._relations_of(name, tree) if self._is_kept(kind, each)]
            _clean(tree, kind, {each.number for each in kept})
            self.content[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
            self.relations[name] = kept
            waiting += [(each.target, each.kind) for each in kept if not each.external]

    def _is_kept(self, source: str, relation: Relation) -> bool:
        if relation.kind not in FOLLOWED.get(source, ()):
            return False
        if relation.kind == "hyperlink":
            return relation.external and relation.target.lower().startswith(SAFE_LINKS)
        if relation.external:
            return False
        kind = self.types.of_part(relation.target)
        if relation.kind == "image":
            return kind.startswith("image/") and bool(self.file.real_name(relation.target))
        return kind == FONT if relation.kind == "font" else True

    def _relations_of(self, name: str, tree: Tree) -> Iterator[Relation]:
        folder, _, own = name.rpartition("/")
        of_part = f"{folder}/_rels/{own}.rels".removeprefix("/")
        if not self.file.real_name(of_part):
            return
        for relation in _relations(self.file, of_part, folder):
            if relation.external and relation.kind == "image":
                raise TemplateError(_linked_picture(tree))
            yield relation

    def zipped(self) -> bytes:
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as made:
            made.writestr(_TYPES, self._types_xml())
            for name, content in self.content.items():
                made.writestr(name, content)
                if self.relations.get(name):
                    folder, own = posixpath.split(name)
                    lines = "".join(each.xml(name) for each in self.relations[name])
                    made.writestr(f"{folder}/_rels/{own}.rels".lstrip("/"), _relations_xml(lines))
            (main, *_) = self.content
            start = Relation("rId1", "officeDocument", main, external=False)
            made.writestr("_rels/.rels", _relations_xml(start.xml("")))
        return out.getvalue()

    def _types_xml(self) -> str:
        lines = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in self._types()
        )
        return (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
        )

    def _types(self) -> Iterator[tuple[str, str]]:
        for number, name in enumerate(self.content):
            yield name, self.types.of_part(name) if number else PRESENTATION


def clean_template(content: bytes) -> bytes:
    """A presentation without slides from a user's .pptx or .potx: masters, layouts, themes.

    Raises:
        TemplateError: it is something else, has macros or linked pictures, or is damaged.
    """
    file = opened(content)
    types = _ContentTypes.of(file)
    main = _main_part(file, types)
    package = _Package(file, types)
    package.follow(main)
    if not any(each.kind == "slideMaster" for each in package.relations[main]):
        raise damaged("it has no slide master")
    for name, kind in package.kinds.items():
        of_it = [each.kind for each in package.relations.get(name, ())]
        if kind == "slideLayout" and "slideMaster" not in of_it:
            raise damaged("a layout has no master")
    return package.zipped()


@dataclass(frozen=True)
class _ContentTypes:
    """The content types of a package, by part and by the ends of names, in small letters."""

    parts: Mapping[str, str]
    ends: Mapping[str, str]

    @classmethod
    def of(cls, file: PackedFile) -> "_ContentTypes":
        if not file.real_name(_TYPES):
            raise TemplateError(_no_office_file(file))
        root = parsed_part(file.read(_TYPES), _TYPES, "Types")
        parts = {
            each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "")
            for each in root.iterchildren(f"{{{_PACKAGE}/content-types}}Override")
        }
        ends = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in root.iterchildren(f"{{{_PACKAGE}/content-types}}Default")
        }
        return cls(parts, ends)

    def of_all(self) -> Iterator[str]:
        yield from self.parts.values()
        yield from self.ends.values()

    def of_part(self, name: str) -> str:
        return self.parts.get(name.lower()) or self.ends.get(name.rpartition(".")[2].lower(), "")


def parsed_part(content: bytes, name: str, root: str) -> Tree:
    """A part of XML; what has a document type is refused before it is parsed.

    Raises:
        TemplateError: it has one, is no XML, or its outermost element is not ``root``.
    """
    # without its zeros the two-byte forms of XML read like the others
    plain = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise TemplateError(
            f"The part “{name}” of the file declares a document type, which no file of "
            "PowerPoint has and which can be made to fill a computer. Save the template again in "
            "PowerPoint, and choose that file."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(f"its part “{name}” is no XML") from None
    if tree.getroottree().docinfo.internalDTD is not None or _local(tree) != root:
        raise damaged(f"its part “{name}” is not what its name says")
    return tree


def _local(element: Tree) -> str:
    """The name of an element without its namespace; a comment has none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _relations(file: PackedFile, name: str, folder: str) -> Iterator[Relation]:
    """Relations of the kinds that Office names; others are none of a presentation's."""
    for each in parsed_part(file.read(name), name, "Relationships"):
        base, _, kind = str(each.get("Type", "")).rpartition("/")
        target = each.get("Target", "")
        if base == _STRICT and kind == "officeDocument":
            raise TemplateError(
                "The file is a “Strict Open XML Presentation”. Save it as “PowerPoint "
                "Presentation (.pptx)” or “PowerPoint Template (.potx)” and choose that file."
            )
        external = each.get("TargetMode") == "External"
        if base == _OFFICE:
            where = target if external else _resolved(file, folder, target)
            yield Relation(each.get("Id", ""), kind, where, external)


def _resolved(file: PackedFile, folder: str, target: str) -> str:
    """The name of a part that a relation leads to; one that is not there stays as written."""
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    name = posixpath.normpath(path)
    return file.real_name(name) or name


def _no_office_file(file: PackedFile) -> str:
    kind = ""
    if file.real_name("mimetype"):
        mime = file.read("mimetype")[:100].decode("ascii", "replace")
        kind = next((words for part, words in OTHERS.items() if part in mime), "")
    elif any(name.endswith(".iwa") for name in file.names):
        kind = "a presentation of Apple Keynote"
    seems = f"The file seems to be {kind}" if kind else "The file seems to be a ZIP of other files"
    return f"{seems}, not a PowerPoint presentation. {WANTED}"


def _main_part(file: PackedFile, types: _ContentTypes) -> str:
    """The name of the presentation's main part.

    Raises:
        TemplateError: the file is none, or has macros.
    """
    if _has_macros(file, types):
        raise TemplateError(
            "The template holds macros (.pptm, .potm). Save it without them, as “PowerPoint "
            "Template (.potx)” or “PowerPoint Presentation (.pptx)”, and choose that file."
        )
    found = [
        each.target
        for each in _relations(file, "_rels/.rels", "")
        if each.kind == "officeDocument" and not each.external
    ]
    if len(found) != 1:
        raise damaged("it does not say which part is the presentation")
    kind = types.of_part(found[0])
    if kind not in PRESENTATIONS:
        seems = next(
            (words for part, words in OTHERS.items() if part in kind), "another Office file"
        )
        raise TemplateError(
            f"The file seems to be {seems}, not a PowerPoint presentation. {WANTED}"
        )
    return found[0]


def _has_macros(file: PackedFile, types: _ContentTypes) -> bool:
    kinds = [each.lower() for each in types.of_all()]
    return any("macroenabled" in each or "vbaproject" in each for each in kinds) or any(
        name.endswith(("vbaproject.bin", "vbadata.xml")) for name in file.names
    )


def _linked_picture(tree: Tree) -> str:
    named = next((each.get("name") for each in tree.iter("{*}cSld") if each.get("name")), "")
    where = f"layout “{named[:80]}”" if named else "the slide master or its theme"
    return (
        f"A picture of {where} is linked, not embedded: whoever opens the slides would ask another "
        "computer for it. Embed it (File, Info, Edit Links to Files, Break Link), save the "
        "template and choose it again."
    )


def _clean(tree: Tree, kind: str, kept: set[str]) -> None:
    """Take out of a part what leads to parts that are not kept, and what moves or runs."""
    if kind == "officeDocument":
        for child in list(tree):
            if _local(child) not in KEPT_OF_PRESENTATION:
                tree.remove(child)
    for element in [each for each in tree.iter() if _is_lost(each, kept)]:
        holder = element if _local(element) in ALONE else _holder(element)
        parent = holder.getparent()
        if kind.startswith("theme") and parent is tree:
            raise damaged("a picture of its theme is missing")
        if parent is not None:
            parent.remove(holder)


def _is_lost(element: Tree, kept: set[str]) -> bool:
    name = _local(element)
    if name in NEVER or str(element.get("uri", "")).endswith("/ole"):
        return True
    action = element.get("action", "")
    if action and not action.startswith(SAFE_ACTION):
        return True
    targets = (value for key, value in element.attrib.items() if key.startswith(f"{{{_OFFICE}}}"))
    return any(target and target not in kept for target in targets)


def _holder(element: Tree) -> Tree:
    """The shape, extension or setting that an element belongs to."""
    found = element
    while found.getparent() is not None and _local(found.getparent()) not in HOLDERS:
        found = found.getparent()
    return found


def _relations_xml(lines: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
