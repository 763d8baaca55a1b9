"""Makers of OFD files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from PIL import Image

from testkit.docx import archive

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(
    pages: Sequence[str], *, template: str = "", title: str = "", pictures: Mapping[str, Image.Image] | None = None
) -> bytes:
    """An OFD of pages; each is the XML of its objects (``text``, ``line``, ``picture``).

    ``pictures``: those that ``picture`` shows, by the number of their resource.
    """
    listing = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    under = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    use = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template else ""
    members: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title></ofd:DocInfo>"
        f"<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{under}</ofd:CommonData><ofd:Pages>{listing}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(page, use)
    if template:
        members["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(template, "")
    if pictures:
        media = "".join(
            f'<ofd:MultiMedia ID="{number}" Type="Image"><ofd:MediaFile>{number}.png</ofd:MediaFile></ofd:MultiMedia>'
            for number in pictures
        )
        members["Doc_0/DocumentRes.xml"] = (
            f'<ofd:Res {_NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
        )
        members |= {f"Doc_0/Res/{number}.png": _png(picture) for number, picture in pictures.items()}
    return archive(members)


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _page(objects: str, use: str) -> str:
    return f'<ofd:Page {_NS}>{use}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def text(written: str, x: float, y: float, *, size: float = 5.6, delta: str = "", ctm: str = "") -> str:
    """A text object: ``x`` and ``y`` (of its base line) in millimetres."""
    spacing = f' DeltaX="{delta}"' if delta else ""
    turned = f' CTM="{ctm}"' if ctm else ""
    return (
        f'<ofd:TextObject ID="2" Boundary="{x} {y - size} 170 {size}" Font="3" Size="{size}"{turned}>'
        f'<ofd:TextCode X="0" Y="{size}"{spacing}>{written}</ofd:TextCode></ofd:TextObject>'
    )


def line(x: float, y: float, to_x: float, to_y: float) -> str:
    """A straight line."""
    return (
        f'<ofd:PathObject ID="4" Boundary="{x} {y} {to_x - x} {to_y - y}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {to_x - x} {to_y - y}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def picture(x: float, y: float, width: float, height: float) -> str:
    """A picture."""
    return f'<ofd:ImageObject ID="5" Boundary="{x} {y} {width} {height}" ResourceID="6"/>'
