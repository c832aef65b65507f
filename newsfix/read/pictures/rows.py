"""When two URLs are one picture: the table, all of it in one place. `identity.py` reads it.

A row takes out of a URL what a server, a proxy or a habit adds to it and what does not choose the
picture; two URLs of which the same is left are one picture. Where a form can also tell pictures
apart (a region cut out of one, a frame of a film), the row leaves it alone: a copy that is not
recognised is shown twice, a picture taken for another one is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from msgspec import Struct

from newsfix.syntax.pictures import PHOTOGRAPH

Pair = tuple[str, str]
Replacement = str | Callable[[re.Match[str]], str]


class Row(Struct, frozen=True):
    """One service or habit.

    name             explains itself, in kebab case
    drops            what is taken out, in words
    pattern          found in the URL, whose scheme is https by then; the rows above have been at it
    replacement      what is in its place
    example          two URLs of one picture
    counter_example  two URLs that look alike and are two pictures
    kind             spelling: both name one resource; proxy: the URL carries another one;
                     size: a server makes the picture smaller or otherwise handier
    hosts            the row is for these hosts and those below them; empty: for all
    mark             characters that a URL without is not even looked at
    """

    name: str
    drops: str
    pattern: str
    replacement: Replacement
    example: Pair
    counter_example: Pair
    kind: Literal["spelling", "proxy", "size"] = "size"
    hosts: tuple[str, ...] = ()
    mark: str = ""

    def apply(self, url: str) -> str:
        """The URL without what the row takes out, or as it was."""
        return _compiled(self.pattern).sub(self.replacement, url)


_BASE64 = str.maketrans("-_", "+/", "/")  # imgproxy may part the letters
# Most rows are never needed in a run, and compiling them all takes longer than converting a file.
_compiled = cache(re.compile)

_QUERY = r"\?(?P<query>.*)"
_IMAGE_QUERY = rf"(?i:(?P<path>{PHOTOGRAPH}))\?(?P<query>.*)"
_SIZES = (
    r"(?:w|h|mw|mh|wid|hei|width|height|maxwidth|maxheight|max-w|max-h|imwidth|im_w|dpr|q|qlt|quality|fit|resize|scale"
    r"|scale-down-to|downsize|output-quality|output-format|size|zoom|auto|fm|format|fmt|strip|ssl|smart|auth|twic"
    r"|odn\w+)=.*|crop=(?:\d{1,2}:\d{1,2},smart|[a-z,]*|[01])"
    r"|imageView|thumbnail=\d+\w\d+|im=Resize(?:(?!Crop).)*|tr=(?:(?:w|h|q|f|ar|c|dpr|pr)-[^,]+,?)+"
)
_RESIZER = rf"{_SIZES}|(?:s|sharp|usm|blur|bg|cs|ixlib|ixid|ixjsv)=.*"
_ASKED = r"(?:(?:fit-in|smart|trim|left|center|right|top|middle|bottom|-?\d*x-?\d*|filters:[^/]*)/)"
"""What Thumbor is asked for: sizes, where to cut, filters."""
_THUMBED = rf"(?P<region>\d+x\d+:\d+x\d+/)?{_ASKED}+"
_THUMBOR = rf"{_ASKED}*(?:(?P<plain>https?(?i::|%3a).*)|(?P<host>[\w.-]+\.[a-z]{{2,}}/.*))"

_PROCESSED = (
    r"[^/?]+/(?:(?:rs|rt|s|w|h|q|f|el|ext|dpr|mw|mh|sm|cb|resize|resizing_type|size|width|height|quality|format|enlarge)"
    r":[^/?]*/)+"
)
"""What imgproxy is asked for."""


def without(parameters: str) -> Replacement:
    """A replacement for a query: the parameters (`name=value`) that match as a whole go, the others stay."""

    def replace(match: re.Match[str]) -> str:
        drop = _compiled(parameters).fullmatch
        path, _, query = match[0].partition("?")
        kept = "&".join([part for part in query.split("&") if part and not drop(part)])
        return f"{path}?{kept}" if kept else path

    return replace


def carried(match: re.Match[str]) -> str:
    """A replacement for a proxy's URL: the one that it carries in one of the groups.

    encoded: a parameter's value, percent-encoded; plain: the rest of the URL, encoded only where its
    scheme is; host: without a scheme; path: on the proxy's own host; hex: its characters in hexadecimal; letters:
    in Base64 (RFC 4648, section 5).
    """
    group = match.lastgroup or ""
    text = match[group]
    if group == "hex":
        text = bytes.fromhex(text).decode("utf-8", "replace")
    elif group == "letters":
        from binascii import Error, a2b_base64

        try:
            text = a2b_base64(text.translate(_BASE64) + "==").decode("utf-8", "replace")
        except Error:
            return match[0]
    elif group == "encoded" or _compiled(r"https?%3a", re.IGNORECASE).match(text):
        from urllib.parse import unquote

        text = unquote(text)
    if group == "host" or text.startswith("ssl:"):
        text = "https://" + text.removeprefix("ssl:")
    text = _compiled(r"(?i)(https?):/+").sub(r"\1://", text, 1) if text[:4].lower() == "http" else text
    if text.startswith("//"):
        return "https:" + text
    if "://" in text[:8]:
        return text
    if group == "encoded" and not text.startswith("/"):
        return "https://" + text
    outer = _compiled(r"https://[^/?#]*").match(match[0])
    return (outer[0] if outer else "") + "/" + text.lstrip("/")


def _decoded(match: re.Match[str]) -> str:
    """Percent-encoded characters as themselves, except those that would then mean something else."""
    from urllib.parse import unquote

    reserved = "#%&=+" if "?" in match.string[: match.start()] else "/?#%"
    return "".join(_kept(char, reserved) for char in unquote(match[0], errors="surrogateescape"))


def _kept(char: str, reserved: str) -> str:
    if char in reserved or char < " ":
        return f"%{ord(char):02X}"
    return f"%{ord(char) - 0xDC00:02X}" if 0xDC80 <= ord(char) <= 0xDCFF else char


def _sorted(match: re.Match[str]) -> str:
    return "?" + "&".join(sorted(match["query"].split("&"), key=lambda part: part.partition("=")[0]))


def _ratio(match: re.Match[str]) -> str:
    width, height = int(match["w"] or match["x"] or match["u"]), int(match["h"] or match["y"] or match["v"])
    return f"/{width / height:.2f}x" if width and height else "/x"


SPELLING: tuple[Row, ...] = (
    Row("entity", "`&` written as an entity once too often", r"&(?:amp|#0*38);", "&",
        ("https://a.example/x?id=1&amp;n=2", "https://a.example/x?id=1&n=2"),
        ("https://a.example/x?id=1&amp;n=2", "https://a.example/x?id=1&n=3"), "spelling", mark="&"),
    Row("scheme", "http, https or none", r"\A(?:(?i:https?):)?//", "https://",
        ("http://a.example/x.jpg", "//a.example/x.jpg"),
        ("http://a.example/x.jpg", "ftp://a.example/x.jpg"), "spelling", mark="//"),
    Row("host-case", "capitals in the host", r"\Ahttps://[^/?#A-Z]*[A-Z][^/?#]*", lambda match: match[0].lower(),
        ("https://A.Example/x.jpg", "https://a.example/x.jpg"),
        ("https://a.example/X.jpg", "https://a.example/x.jpg"), "spelling", mark="https://"),
    Row("default-port", "the port that the scheme has anyway", r"\A(https://[^/?#]*):(?:80|443)(?=[/?#]|\Z)", r"\1",
        ("http://a.example:80/x.jpg", "https://a.example:443/x.jpg"),
        ("http://a.example:8080/x.jpg", "http://a.example/x.jpg"), "spelling", mark=":"),
    Row("fragment", "the fragment, unless it names a part of an SVG or a page within a page", r"(?<!\.svg)#(?![/!]).*", "",
        ("https://a.example/x.jpg#top", "https://a.example/x.jpg"),
        ("https://a.example/icons.svg#one", "https://a.example/icons.svg#two"), "spelling", mark="#"),
)

PROXIES: tuple[Row, ...] = (
    Row("photon", "Jetpack's proxy and its parameters", r"\Ahttps://i\d\.wp\.com/(?P<host>[^/?]+\.[^?]*)(?:\?(?!(?:.*&)?q=).*)?\Z", carried,
        ("https://i0.wp.com/a.example/x.jpg?w=300&ssl=1", "https://i2.wp.com/a.example/x.jpg?resize=640%2C480"),
        ("https://i0.wp.com/a.example/x.php?q=id%3D1", "https://i0.wp.com/a.example/x.php?q=id%3D2"), "proxy", ("wp.com",)),
    Row("weserv", "the proxy and its parameters", r"\A[^?]*/\?(?:.*?&)?url=(?P<encoded>[^&]+).*", carried,
        ("https://images.weserv.nl/?url=ssl:a.example/x.jpg&w=300", "https://wsrv.nl/?w=80&url=https%3A%2F%2Fa.example%2Fx.jpg"),
        ("https://wsrv.nl/?url=a.example/x.jpg", "https://wsrv.nl/?url=a.example/y.jpg"), "proxy", ("weserv.nl", "wsrv.nl")),
    Row("next-image", "the image service of Next.js, Vercel, Netlify or Astro",
        r"\A[^?]*/(?:_next/image/?|_vercel/image|\.netlify/images|_image)\?(?:.*?&)?(?:url|href)=(?P<encoded>[^&]+).*", carried,
        ("https://a.example/_next/image?url=%2Fm%2Fx.jpg&w=640&q=75", "https://a.example/m/x.jpg"),
        ("https://a.example/_next/image?url=%2Fx.jpg", "https://a.example/_next/image?url=%2Fy.jpg"), "proxy", mark="image"),
    Row("cloudflare", "Cloudflare's resizing", r"\A[^?]*?/cdn-cgi/image/[^/?]+/(?:(?P<plain>https?(?i::|%3a).*)|(?P<path>.+))", carried,
        ("https://a.example/cdn-cgi/image/width=80,quality=75/https://b.example/x.jpg", "https://b.example/x.jpg"),
        ("https://a.example/cdn-cgi/image/width=80/m/x.jpg", "https://a.example/cdn-cgi/image/width=80/m/y.jpg"), "proxy", mark="/cdn-cgi/"),
    Row("nuxt-image", "the image service of Nuxt", r"\A[^?]*?/_ipx/[^/?]+/(?:(?P<plain>https?(?i::|%3a).*)|(?P<path>.+))", carried,
        ("https://a.example/_ipx/w_640,q_75/m/x.jpg", "https://a.example/m/x.jpg"),
        ("https://a.example/_ipx/w_640/m/x.jpg", "https://a.example/_ipx/w_640/m/y.jpg"), "proxy", mark="/_ipx/"),
    Row("statically", "the proxy and its parameters", r"\Ahttps://[^/]+/img/([^/?]+)/(?:[a-z]+=[^/?]*/)?(.+)", r"https://\1/\2",
        ("https://cdn.statically.io/img/a.example/f=auto,w=600/x.jpg", "https://a.example/x.jpg"),
        ("https://cdn.statically.io/img/a.example/w=600/x.jpg", "https://cdn.statically.io/img/a.example/w=600/y.jpg"), "proxy", ("statically.io",)),
    Row("image-fetch", "the fetching of Substack and Cloudinary", r"\A[^?]*?/image/fetch/(?:[^/?]+/)*?(?P<plain>https?(?i::|%3a)[^?]*(?:\?.*)?)", carried,
        ("https://substackcdn.com/image/fetch/w_1456,c_limit,f_auto/https%3A%2F%2Fa.example%2Fx.jpg", "https://res.cloudinary.com/b/image/fetch/https://a.example/x.jpg"),
        ("https://substackcdn.com/image/fetch/w_80/https%3A%2F%2Fa.example%2Fx.jpg", "https://substackcdn.com/image/fetch/w_80/https%3A%2F%2Fa.example%2Fy.jpg"), "proxy", mark="/image/fetch/"),
    Row("thumbor", "Thumbor's sizes and filters, not a region", rf"\A[^?]*?/unsafe/{_THUMBOR}", carried,
        ("https://t.example/unsafe/300x200/smart/filters:quality(80)/https://a.example/x.jpg", "https://t.example/unsafe/fit-in/80x80/a.example/x.jpg"),
        ("https://t.example/unsafe/0x0:90x90/80x80/a.example/x.jpg", "https://t.example/unsafe/90x0:180x90/80x80/a.example/x.jpg"), "proxy", mark="/unsafe/"),
    Row("thumbor-signed", "the same with a signature", rf"\A[^?]*?/[\w-]{{27}}=/{_THUMBOR}", carried,
        ("https://t.example/0123456789012345678901234-_=/300x200/https://a.example/x.jpg", "https://a.example/x.jpg"),
        ("https://t.example/0123456789012345678901234-_=/9x9/a.example/x.jpg", "https://t.example/0123456789012345678901234-_=/9x9/a.example/y.jpg"), "proxy", mark="=/"),
    Row("imgproxy", "imgproxy's signature, sizes and formats, not a region", rf"\A[^?]*?/{_PROCESSED}plain/(?P<plain>https?(?i::|%3a)[^?@]*)(?:@\w+)?\Z", carried,
        ("https://img.example/0a1B/rs:fit:300:200:0/q:80/plain/https://a.example/x@webp", "https://a.example/x"),
        ("https://img.example/0a1B/crop:90:90/plain/https://a.example/x", "https://a.example/x"), "proxy", mark="/plain/"),
    Row("imgproxy-encoded", "the same, with the URL in Base64", rf"\A[^?]*?/{_PROCESSED}(?P<letters>aHR0c[\w/-]*)(?:\.\w+)?\Z", carried,
        ("https://img.example/insecure/w:80/aHR0cHM6Ly9hLmV4YW1wbGUveC5qcGc.webp", "https://a.example/x.jpg"),
        ("https://img.example/crop:80:80/aHR0cHM6Ly9hLmV4YW1wbGUveC5qcGc", "https://a.example/x.jpg"), "proxy", mark="/aHR0c"),
    Row("camo", "GitHub's proxy", r"\A[^?]*/[0-9a-f]+/(?P<hex>(?:[0-9a-f]{2})+)\Z", carried,
        ("https://camo.githubusercontent.com/0badcafe/68747470733a2f2f612e6578616d706c652f782e6a7067", "https://a.example/x.jpg"),
        ("https://camo.githubusercontent.com/0badcafe/68747470733a2f2f612e6578616d706c652f782e6a7067", "https://camo.githubusercontent.com/0badcafe/68747470733a2f2f612e6578616d706c652f792e6a7067"), "proxy", ("camo.githubusercontent.com",)),
    Row("amp-cache", "Google's cache of AMP pages", r"\Ahttps://[^/]+/(?:i|ii/w\d+)/(?:s/)?(?P<host>[^/?]+\.[^/?]+/.*)", carried,
        ("https://a-example.cdn.ampproject.org/ii/w680/s/a.example/x.jpg", "https://a.example/x.jpg"),
        ("https://a-example.cdn.ampproject.org/i/s/a.example/x.jpg", "https://a-example.cdn.ampproject.org/i/s/a.example/y.jpg"), "proxy", ("cdn.ampproject.org",)),
    Row("proxy-query", "a proxy that carries the URL as its query", rf"\Ahttps://[^/?]+(?:/\?(?P<plain>https?(?i:://|%3a%2f%2f).+)|/[^?]+\?(?=[^&]*(?i:{PHOTOGRAPH}))(?P<encoded>https?(?i:://|%3a%2f%2f)[^&]+))", carried,
        ("https://proxy.example/?http://a.example/x.jpg", "http://a.example/x.jpg"),
        ("https://proxy.example/?http://a.example/x.jpg", "https://proxy.example/?http://a.example/y.jpg"), "proxy", mark="?http"),
    Row("proxy-parameter", "a proxy that carries the URL in a parameter",
        rf"\A(?![^?]*(?i:qr|shot|favicon|oembed|shields|badge))(?=[^?]*(?i:proxy|image|img|resiz|cors|photo|pic|fetch|thumb|cdn)|.*=http[^&]*(?i:{PHOTOGRAPH}))"
        r"[^?]*\?(?:.*?&)?(?:url|u|uri|src|image|img|imgurl|image_url|fname)=(?P<encoded>https?(?i:://|%3a%2f%2f)[^&]+).*", carried,
        ("https://b.example/gadgets/proxy?url=http%3A%2F%2Fa.example%2Fx.jpg&container=blog", "http://a.example/x.jpg"),
        ("https://b.example/qr?url=https://a.example/x.jpg", "https://a.example/x.jpg"), "proxy", mark="=http"),
    Row("proxy-path-encoded", "a proxy that carries the URL in its path, encoded, so that the parameters are its own",
        rf"\A(?!https://(?:[^/?]*\.)?(?:archive\.\w+|thum\.io|pagepeeker\.com)/|[^?]*(?:shot|/s2/))https://[^?]*?/(?P<encoded>https?(?i:%3a%2f%2f)(?=[^?/]*(?i:{PHOTOGRAPH}))[^?/]*)\?.*", carried,
        ("https://a.imgix.net/https%3A%2F%2Fa.example%2Fx.jpg?w=300&s=0a", "https://a.example/x.jpg"),
        ("https://a.imgix.net/https%3A%2F%2Fa.example%2Fx.jpg?w=300", "https://a.imgix.net/https%3A%2F%2Fa.example%2Fy.jpg?w=300"), "proxy", mark="/http"),
    Row("proxy-path", "a proxy that carries the URL in its path, not an archive or a screenshot",
        rf"\A(?!https://(?:[^/?]*\.)?(?:archive\.\w+|thum\.io|pagepeeker\.com)/|[^?]*(?:shot|/s2/))https://[^?]*?/(?P<plain>https?(?i::/|%3a%2f)[^?]*(?i:{PHOTOGRAPH}).*)", carried,
        ("https://cors.example/https://a.example/x.jpg", "https://img.example/300x200/https%3A%2F%2Fa.example%2Fx.jpg"),
        ("https://image.thum.io/get/https://a.example/x.jpg", "https://a.example/x.jpg"), "proxy", mark="/http"),
)

ENCODING: tuple[Row, ...] = (
    Row("percent-encoding", "percent-encoding that says nothing", r"(?:%[0-9A-Fa-f]{2})+", _decoded,
        ("https://a.example/caf%c3%a9%2B1.jpg?at=1%2C2", "https://a.example/café+1.jpg?at=1,2"),
        ("https://a.example/x.php?n=1%262", "https://a.example/x.php?n=1&2"), "spelling", mark="%"),
)

SERVICES: tuple[Row, ...] = (
    Row("blogger", "the size and the number of the server", r"\Ahttps://[^/]+/(.+?)/(?:[swh]\d+(?:-[a-z0-9]+)*/([^/?]+)|([^/?=]+))(?:=[a-z]\d[^/?]*)?(?:\?.*)?\Z", r"https://bp.blogspot.com/\1/\2\3",
        ("http://1.bp.blogspot.com/-a/b/c/d/s72-c/x+y.png", "https://2.bp.blogspot.com/-a/b/c/d/s1600/x%2By.png"),
        ("https://1.bp.blogspot.com/-a/b/c/d/s1600/x.png", "https://1.bp.blogspot.com/-a/b/c/e/s1600/x.png"), hosts=("bp.blogspot.com",)),
    Row("blogger-photos", "the size", r"\A(https://[^/]+/(?:x/)?blogger\d*/\d+/\d+)/\d+/", r"\1/",
        ("http://photos1.blogger.com/blogger2/1/2/200/x.jpg", "http://photos1.blogger.com/blogger2/1/2/1600/x.jpg"),
        ("http://photos1.blogger.com/blogger2/1/2/200/x.jpg", "http://photos1.blogger.com/blogger2/1/3/200/x.jpg"), hosts=("blogger.com",)),
    Row("google-photos", "the size", r"(?:=[swh]\d+[^/?]*|/[swh]\d+(?:-[a-z0-9]+)*(?=/[^/]+\Z))", "",
        ("https://lh3.googleusercontent.com/abc=w640-h480-rw", "https://lh3.googleusercontent.com/abc=s0"),
        ("https://lh3.googleusercontent.com/abc=s0", "https://lh3.googleusercontent.com/abd=s0"), hosts=("googleusercontent.com", "ggpht.com")),
    Row("medium", "the size and the server", r"\Ahttps://(?:cdn-images-\d|miro)\.medium\.com/(?:[^?]*/)?(\d\*[^/?]+)(?:\?.*)?\Z", r"https://miro.medium.com/\1",
        ("https://cdn-images-1.medium.com/max/1067/0*a_B.png", "https://miro.medium.com/v2/resize:fit:1400/format:webp/0*a_B.png"),
        ("https://miro.medium.com/max/800/0*a_B.png", "https://miro.medium.com/max/800/0*a_C.png"), hosts=("medium.com",)),
    Row("matters", "the size and the format", r"\A(https://[^/]+)/(?:processed/\w+/)?(embed/[\w-]{36})\.\w+", r"\1/\2",
        ("https://assets.matters.news/processed/540w/embed/01234567-89ab-cdef-0123-456789abcdef.webp", "https://assets.matters.news/embed/01234567-89ab-cdef-0123-456789abcdef.png"),
        ("https://assets.matters.news/embed/01234567-89ab-cdef-0123-456789abcdef.png", "https://assets.matters.news/embed/01234567-89ab-cdef-0123-456789abcdea.png"), hosts=("matters.news", "matters.town")),
    Row("imgix", "sizes and formats, not a region", _QUERY, without(_RESIZER),
        ("https://a.imgix.net/x?w=300&h=200&fit=crop&auto=format&s=0123", "https://a.imgix.net/x?w=1200"),
        ("https://a.imgix.net/x?rect=0,0,80,80&w=300", "https://a.imgix.net/x?rect=80,0,80,80&w=300"),
        hosts=("imgix.net", "images.unsplash.com", "images.pexels.com", "ctfassets.net", "cdn.sanity.io", "prismic.io", "datocms-assets.com", "i.guim.co.uk", "squarespace-cdn.com", "squarespace.com", "shopify.com", "storyblok.com", "note.com", "segmentfault.com", "scene7.com", "wsj.net"), mark="?"),
    Row("bytedance", "the template after `~` and the server", r"\Ahttps://p\d+(-[\w-]+)?\.([^/]+)/([^?]+)~tplv-[^?]*(?:\?.*)?", r"https://p\1.\2/\3",
        ("https://p3-juejin.byteimg.com/tos-cn-i-k/0a1~tplv-k-zoom-1.image", "https://p9-juejin.byteimg.com/tos-cn-i-k/0a1~tplv-k-watermark.image?"),
        ("https://p3-juejin.byteimg.com/tos-cn-i-k/0a1~tplv-k.image", "https://p3-juejin.byteimg.com/tos-cn-i-k/0a2~tplv-k.image"), mark="~tplv-"),
    Row("wechat", "the size and the format asked for", r"\A(https://[^/]+/\w+/[\w-]+)(?:/\d*)?(?:\?.*)?\Z", r"\1",
        ("https://mmbiz.qpic.cn/mmbiz_jpg/aB_c/640?wx_fmt=jpeg&tp=webp&wxfrom=5", "http://mmbiz.qpic.cn/mmbiz_jpg/aB_c/0?wx_fmt=jpeg"),
        ("https://mmbiz.qpic.cn/mmbiz_jpg/aB_c/640?wx_fmt=jpeg", "https://mmbiz.qpic.cn/mmbiz_jpg/aB_d/640?wx_fmt=jpeg"), hosts=("qpic.cn", "qlogo.cn")),
    Row("twitter", "the size", r"\A(https://[^/]+/media/[\w-]+)(?:\.(\w+)(?::\w+)?(?:\?.*)?|\?(?:.*&)?format=(\w+).*)\Z", r"\1.\2\3",
        ("https://pbs.twimg.com/media/AbC?format=jpg&name=small", "http://pbs.twimg.com/media/AbC.jpg:large"),
        ("https://pbs.twimg.com/media/AbC.jpg", "https://pbs.twimg.com/media/AbD.jpg"), hosts=("twimg.com",)),
    Row("flickr", "server, secret and size: the number alone names the photograph", r"\Ahttps://[^/]+/(?:\d+/){0,2}(\d+)_[0-9a-f]+(?:_[a-z0-9]{1,2}){0,2}\.\w+(?:\?.*)?\Z", r"https://flickr.com/\1",
        ("http://static.flickr.com/33/58355722_12df35533d_t.jpg", "https://live.staticflickr.com/33/58355722_0badcafe00_o.png"),
        ("http://static.flickr.com/33/58355722_12df35533d_t.jpg", "http://static.flickr.com/33/58355723_12df35533d_t.jpg"), hosts=("flickr.com", "staticflickr.com")),
    Row("sina", "the size and the server", r"\Ahttps://[^/]+/(?:[a-z]+\d*/(?=[\w-]{16,}\.)|(?:thumb\d+|thumbnail|mw\d+|orj\d+|wap\d+|large|bmiddle|small|square|woriginal)/)([\w-]+)\.\w+(?:\?.*)?\Z", r"https://sinaimg.cn/\1",
        ("http://tva1.sinaimg.cn/mw690/00745YaMgy1h0n41qo1ktj307.jpg", "https://wx3.sinaimg.cn/large/00745YaMgy1h0n41qo1ktj307.jpg"),
        ("http://tva1.sinaimg.cn/mw690/00745YaMgy1h0n41qo1ktj307.jpg", "http://tva1.sinaimg.cn/mw690/00745YaMgy1h0n41qu8n1j30l.jpg"), hosts=("sinaimg.cn",)),
    Row("zhihu", "the size, the format and the server", r"\Ahttps://[^/]+/(?:\d+/)?(v2-[0-9a-f]+|[0-9a-f]{32})(?:_\w+)?\.\w+(?:\?.*)?\Z", r"https://zhimg.com/\1",
        ("https://pic2.zhimg.com/v2-86ea4b8b7df16d9c219613abc03b1ee5_l.jpg?source=8673f162", "https://pica.zhimg.com/80/v2-86ea4b8b7df16d9c219613abc03b1ee5_720w.webp"),
        ("https://pic2.zhimg.com/v2-86ea4b8b7df16d9c219613abc03b1ee5_l.jpg", "https://pic2.zhimg.com/v2-86ea4b8b7df16d9c219613abc03b1ee6_l.jpg"), hosts=("zhimg.com",)),
    Row("douban", "the size and the server", r"\Ahttps://[^/]+/view/(photo|subject|celebrity|note|group_topic)/\w+/public/([\w-]+)\.\w+", r"https://doubanio.com/\1/\2",
        ("https://img1.doubanio.com/view/photo/s/public/p123.jpg", "https://img9.doubanio.com/view/photo/raw/public/p123.webp"),
        ("https://img1.doubanio.com/view/photo/s/public/p123.jpg", "https://img1.doubanio.com/view/photo/s/public/p124.jpg"), hosts=("doubanio.com",)),
    Row("qq-news", "the size", r"/(?:0|\d{3,4})\Z", "",
        ("https://inews.gtimg.com/newsapp_bt/0/13953386364/1000", "https://inews.gtimg.com/newsapp_bt/0/13953386364/641"),
        ("https://inews.gtimg.com/newsapp_bt/0/13953386364/1000", "https://inews.gtimg.com/newsapp_bt/0/13953386365/1000"), hosts=("inews.gtimg.com",)),
    Row("sohu", "the size, not a region", r"(?<=\.cn/|com/)(?:(?:a_auto|q_\d+|w_\d+|h_\d+|c_(?:zoom|fill|lfit))(?:,|(?=/)))+/", "",
        ("https://5b09.cdn.sohucs.com/q_70,c_zoom,w_640/images/2021/x.jpeg", "https://5b09.cdn.sohucs.com/images/2021/x.jpeg"),
        ("https://5b09.cdn.sohucs.com/c_cut,x_0,y_0,w_9,h_9/images/x.jpeg", "https://5b09.cdn.sohucs.com/c_cut,x_9,y_0,w_9,h_9/images/x.jpeg"), hosts=("sohucs.com",)),
    Row("mydrivers", "`s_` of the small copy", r"/s_(?=[^/]+\Z)", "/",
        ("https://img1.mydrivers.com/img/20210819/s_9b3a.jpg", "https://img1.mydrivers.com/img/20210819/9b3a.jpg"),
        ("https://img1.mydrivers.com/img/20210819/s_9b3a.jpg", "https://img1.mydrivers.com/img/20210820/9b3a.jpg"), hosts=("mydrivers.com",)),
    Row("cnbeta", "`/thumb/` of the small copy", r"/thumb/(?:mini/)?", "/",
        ("https://static.cnbetacdn.com/thumb/article/2022/0825/05ee.jpg", "https://static.cnbetacdn.com/article/2022/0825/05ee.jpg"),
        ("https://static.cnbetacdn.com/thumb/article/2022/0825/05ee.jpg", "https://static.cnbetacdn.com/article/2022/0825/05ef.jpg"), hosts=("cnbetacdn.com", "cnbeta.com")),
    Row("gamersky", "`_S` of the small copy", r"_S(?=\.\w+\Z)", "",
        ("https://img1.gamersky.com/image2022/08/image001_S.jpg", "https://img1.gamersky.com/image2022/08/image001.jpg"),
        ("https://img1.gamersky.com/image2022/08/image001_S.jpg", "https://img1.gamersky.com/image2022/08/image002.jpg"), hosts=("gamersky.com",)),
    Row("naver", "the size", _QUERY, without(r"type=\w+"),
        ("https://postfiles.pstatic.net/a/x.jpg?type=w773", "https://postfiles.pstatic.net/a/x.jpg?type=w80_blur"),
        ("https://postfiles.pstatic.net/a/x.jpg?type=w773", "https://postfiles.pstatic.net/b/x.jpg?type=w773"), hosts=("pstatic.net", "naver.net"), mark="?"),
    Row("naver-blog", "the size and the server", r"\Ahttps://(?:postfiles\d*|blogfiles|mblogthumb-phinf|blogthumb2?)\.(?:pstatic|naver)\.net/", "https://blogfiles.pstatic.net/",
        ("https://mblogthumb-phinf.pstatic.net/a/x.jpg?type=w800", "https://postfiles.pstatic.net/a/x.jpg?type=w966"),
        ("https://mblogthumb-phinf.pstatic.net/a/x.jpg", "https://shop-phinf.pstatic.net/a/x.jpg"), hosts=("pstatic.net", "naver.net")),
    Row("hatena", "`_m` and `_120` of the small copies", r"(/images/fotolife/[^?]*/\d{14})_(?:m|\d{2,3})(?=\.\w+\Z)", r"\1",
        ("https://cdn-ak.f.st-hatena.com/images/fotolife/a/ab/20200101/20200101120000_m.jpg", "https://cdn-ak.f.st-hatena.com/images/fotolife/a/ab/20200101/20200101120000.jpg"),
        ("https://cdn-ak.f.st-hatena.com/images/fotolife/a/ab/20200101/20200101120000_m.jpg", "https://cdn-ak.f.st-hatena.com/images/fotolife/a/ab/20200101/20200101120001_m.jpg"), hosts=("st-hatena.com", "hatena.ne.jp")),
    Row("livejournal", "the size", r"(?<=\d)_(?:\d{2,4}|original)(?=\.\w+\Z)|/s\d+x\d+/?\Z", "",
        ("https://ic.pics.livejournal.com/quay/1234/5678/5678_600.jpg", "https://ic.pics.livejournal.com/quay/1234/5678/5678_original.jpg"),
        ("https://ic.pics.livejournal.com/quay/1234/5678/5678_600.jpg", "https://ic.pics.livejournal.com/quay/1234/5679/5679_600.jpg"), hosts=("livejournal.com", "livejournal.net")),
    Row("alicdn", "the size, the quality and the format behind the file's name", rf"(?i:(?P<path>{PHOTOGRAPH}))_(?:\d+x\d+(?:[a-z]\w*)?|[Qqs]\d+|\.webp)[^/?]*", r"\g<path>",
        ("https://cbu01.alicdn.com/img/a.jpg_400x400q90.jpg_.webp", "https://cbu01.alicdn.com/img/a.jpg"),
        ("https://cbu01.alicdn.com/img/a.jpg_400x400.jpg", "https://cbu01.alicdn.com/img/b.jpg_400x400.jpg"), hosts=("alicdn.com", "taobaocdn.com", "tbcdn.cn", "alibaba.com")),
    Row("pinterest", "the size", r"\A(https://[^/]+)/(?:originals|\d{2,4}x(?:\d{2,4})?(?:_\w+)?)/", r"\1/",
        ("https://i.pinimg.com/236x/0a/1b/x.jpg", "https://i.pinimg.com/originals/0a/1b/x.jpg"),
        ("https://i.pinimg.com/236x/0a/1b/x.jpg", "https://i.pinimg.com/236x/0a/1c/x.jpg"), hosts=("pinimg.com",)),
    Row("wikia", "the size and the version", r"/revision/latest(?:/scale-to-\w+(?:-\w+)*/\d+|/(?:top|zoom)-crop/width/\d+/height/\d+|/smart/width/\d+/height/\d+)?(?:\?.*)?\Z", "",
        ("https://static.wikia.nocookie.net/a/images/0/0a/X.png/revision/latest/scale-to-width-down/300?cb=2019", "https://static.wikia.nocookie.net/a/images/0/0a/X.png/revision/latest"),
        ("https://static.wikia.nocookie.net/a/images/0/0a/X.png/revision/latest", "https://static.wikia.nocookie.net/b/images/0/0a/X.png/revision/latest"), hosts=("nocookie.net",)),
    Row("wix", "the size, not a region", r"\A(https://[^/]+/(?:media/[^/?]+|f/[^/?]+/[^/?]+))/v1/(?:fill|fit)/[^?]*(?:\?token=.*)?", r"\1",
        ("https://static.wixstatic.com/media/a1~mv2.jpg/v1/fill/w_300,h_200/x.jpg", "https://static.wixstatic.com/media/a1~mv2.jpg"),
        ("https://static.wixstatic.com/media/a1~mv2.jpg/v1/crop/x_0/x.jpg", "https://static.wixstatic.com/media/a1~mv2.jpg/v1/crop/x_9/x.jpg"), hosts=("wixstatic.com", "wixmp.com")),
    Row("amazon", "the size", r"\._[\w,]+_(?=\.\w+\Z)", "",
        ("https://m.media-amazon.com/images/I/51a._SL500_.jpg", "https://m.media-amazon.com/images/I/51a.jpg"),
        ("https://m.media-amazon.com/images/I/51a._SL500_.jpg", "https://m.media-amazon.com/images/I/51b._SL500_.jpg"), hosts=("media-amazon.com", "images-amazon.com", "ssl-images-amazon.com")),
    Row("imgur", "the letter of the small copy", r"\A(https://[^/]+/(?:\w{7}|\w{5}))[sbtmlh](?=\.\w+)", r"\1",
        ("https://i.imgur.com/2P2MVNKl.png", "https://i.imgur.com/2P2MVNK.png"),
        ("https://i.imgur.com/2P2MVNK.png", "https://i.imgur.com/2P2MVNk.png"), hosts=("i.imgur.com",)),
    Row("youtube", "the size and the server, not another frame", r"\Ahttps://[^/]+/vi(?:_webp)?/([\w-]{11})/(?:0|(?:hq|mq|sd|maxres)?default|hq720)\.\w+(?:\?.*)?", r"https://ytimg.com/vi/\1",
        ("https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg", "https://img.youtube.com/vi/abcdefghijk/0.jpg"),
        ("https://img.youtube.com/vi/abcdefghijk/1.jpg", "https://img.youtube.com/vi/abcdefghijk/2.jpg"), hosts=("ytimg.com", "youtube.com")),
    Row("gravatar", "the size and what stands in for a face", r"\Ahttps://[^/]+/avatar/(\w{32,})(?:\.\w+)?(?:\?.*)?", r"https://gravatar.com/\1",
        ("http://0.gravatar.com/avatar/0123456789abcdef0123456789abcdef?s=80&d=mm&r=g", "https://secure.gravatar.com/avatar/0123456789abcdef0123456789abcdef?s=160"),
        ("http://0.gravatar.com/avatar/0123456789abcdef0123456789abcdef?s=80", "http://0.gravatar.com/avatar/0123456789abcdef0123456789abcdee?s=80"), hosts=("gravatar.com",)),
    Row("bbc", "the size", r"(?<=bbci\.co\.uk)/(?:news|images/ic|ace/(?:standard|ws))/(?:\d+x\d+|\d+|raw)(?=/)", "",
        ("https://ichef.bbci.co.uk/news/976/cpsprodpb/1/x.jpg", "https://ichef.bbci.co.uk/ace/standard/240/cpsprodpb/1/x.jpg"),
        ("https://ichef.bbci.co.uk/news/976/cpsprodpb/1/x.jpg", "https://ichef.bbci.co.uk/news/976/cpsprodpb/2/x.jpg"), hosts=("bbci.co.uk",)),
    Row("github-raw", "the way to the file", r"\Ahttps://(?:github\.com/([^/]+/[^/]+)/(?:raw|blob)|raw\.githubusercontent\.com/([^/]+/[^/]+))/(?:refs/heads/)?([^?]+)(?:\?raw=true)?\Z", r"https://github.com/\1\2/\3",
        ("https://github.com/a/b/raw/main/x.png", "https://raw.githubusercontent.com/a/b/main/x.png"),
        ("https://github.com/a/b/raw/main/x.png", "https://github.com/a/b/raw/next/x.png"), kind="spelling", hosts=("github.com", "raw.githubusercontent.com")),
    Row("tumblr", "the size and the server", r"\Ahttps://(?:[\w-]+\.)*tumblr\.com/((?:\w+/)?tumblr_\w+?)_(?:\d{2,4}(?:sq)?|raw)(?=\.\w+)", r"https://media.tumblr.com/\1",
        ("https://66.media.tumblr.com/0a1b/tumblr_p1q2o1_540.jpg", "https://64.media.tumblr.com/0a1b/tumblr_p1q2o1_1280.jpg"),
        ("https://66.media.tumblr.com/0a1b/tumblr_p1q2o1_540.jpg", "https://66.media.tumblr.com/0a1b/tumblr_p1q2o2_540.jpg"), hosts=("tumblr.com",)),
    Row("tumblr-media", "the size, and the name that each size has of its own", r"\Ahttps://(?:[\w-]+\.)*tumblr\.com/(\w+/\w+-\w+)/s\d+x\d+(?:_\w+)?/[^/?]+(?:\?.*)?\Z", r"https://media.tumblr.com/\1",
        ("https://64.media.tumblr.com/0a1b/2c3d-4e/s540x810/5f6a.jpg", "https://64.media.tumblr.com/0a1b/2c3d-4e/s1280x1920/7b8c.jpg"),
        ("https://64.media.tumblr.com/0a1b/2c3d-4e/s540x810/5f6a.jpg", "https://64.media.tumblr.com/0a1b/2c3d-5e/s540x810/5f6a.jpg"), hosts=("tumblr.com",)),
    Row("habrastorage", "the size and the server", r"\Ahttps://[^/]+/(?:r/w\d+(?:q\d+)?/)?(?=[^?]*/)", "https://habrastorage.org/",
        ("https://habrastorage.org/r/w1560/getpro/habr/a/x.jpg", "https://hsto.org/getpro/habr/a/x.jpg"),
        ("https://habrastorage.org/r/w1560/getpro/habr/a/x.jpg", "https://habrastorage.org/r/w1560/getpro/habr/b/x.jpg"), hosts=("habrastorage.org", "hsto.org")),
    Row("ameblo", "the size", r"\A(https://[^/]+/user_images/[^?]*/)(?:(?:t\d{8}_|o)(?=\d))?([^/?]+)(?:\?.*)?\Z", r"\1\2",
        ("https://stat.ameba.jp/user_images/20200101/00/a/1b/j/t02200165_0800060011.jpg?caw=800", "https://stat.ameba.jp/user_images/20200101/00/a/1b/j/o0800060011.jpg"),
        ("https://stat.ameba.jp/user_images/20200101/00/a/1b/j/o0800060011.jpg", "https://stat.ameba.jp/user_images/20200101/00/a/1b/j/o0800060012.jpg"), hosts=("ameba.jp",)),
    Row("livedoor", "`-s` of the small copy", r"-s(?=\.\w+\Z)", "",
        ("https://livedoor.blogimg.jp/a/imgs/0/a/0a1b-s.jpg", "https://livedoor.blogimg.jp/a/imgs/0/a/0a1b.jpg"),
        ("https://livedoor.blogimg.jp/a/imgs/0/a/0a1b-s.jpg", "https://livedoor.blogimg.jp/a/imgs/0/a/0a1c-s.jpg"), hosts=("blogimg.jp",)),
    Row("typepad", "the size", r"(/6a[0-9a-z]{2,})-(?:\d{2,4}[whsp]i|pi|popup)(?=\?|\Z)", r"\1",
        ("https://a.example/.a/6a00d8341c-320wi", "https://a.example/.a/6a00d8341c-pi"),
        ("https://a.example/.a/6a00d8341c-320wi", "https://a.example/.a/6a00d8341d-320wi"), mark="/6a"),
    Row("new-york-times", "the size", r"(?<=/images/)([^?]*)-(?:article(?:Large|Inline)|(?:super)?[jJ]umbo|facebookJumbo|master\d+|popup|thumb(?:Standard|Large)|square\d+|(?:\w+T|t)hreeByTwo\w*|videoSixteenByNine\w*)(?=(?:-v\d+)?\.\w+(?:\?|\Z))", r"\1",
        ("https://static01.nyt.com/images/2020/01/01/a/x-articleLarge.jpg", "https://static01.nyt.com/images/2020/01/01/a/x-superJumbo.jpg?quality=75"),
        ("https://static01.nyt.com/images/2020/01/01/a/x-articleLarge.jpg", "https://static01.nyt.com/images/2020/01/01/a/y-articleLarge.jpg"), hosts=("nyt.com", "nytimes.com")),
    Row("shopify", "the size", r"(?<=/files/)([^?]*?)_(?:pico|icon|thumb|small|compact|medium|large|grande|master|\d{1,4}x\d{0,4}|x\d{1,4})(?:_crop_\w+)?(?:@[23]x)?(?:\.progressive)?(?=\.\w+(?:\?|\Z))", r"\1",
        ("https://cdn.shopify.com/s/files/1/0a/files/x_300x300.jpg?v=1", "https://cdn.shopify.com/s/files/1/0a/files/x_grande.jpg?v=1"),
        ("https://cdn.shopify.com/s/files/1/0a/files/x_300x300.jpg?v=1", "https://cdn.shopify.com/s/files/1/0a/files/y_300x300.jpg?v=1"), hosts=("shopify.com",)),
    Row("storyblok", "the size", rf"(?i:(?P<path>{PHOTOGRAPH}|\.svg))/m(?:/[^?]*)?\Z", r"\g<path>",
        ("https://a.storyblok.com/f/1/900x600/0a/x.jpg/m/600x0", "https://a.storyblok.com/f/1/900x600/0a/x.jpg"),
        ("https://a.storyblok.com/f/1/900x600/0a/x.jpg/m/600x0", "https://a.storyblok.com/f/1/900x600/0b/x.jpg/m/600x0"), hosts=("storyblok.com",)),
    Row("uploadcare", "the size, not a region", r"(?<=/)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?!.*(?:crop|overlay))[^?]*", r"\1/",
        ("https://ucarecdn.com/01234567-89ab-cdef-0123-456789abcdef/-/resize/300x/x.jpg", "https://ucarecdn.com/01234567-89ab-cdef-0123-456789abcdef/"),
        ("https://ucarecdn.com/01234567-89ab-cdef-0123-456789abcdef/-/crop/9x9/0,0/", "https://ucarecdn.com/01234567-89ab-cdef-0123-456789abcdef/-/crop/9x9/9,0/"), hosts=("ucarecdn.com",)),
    Row("hygraph", "the size and the format, not a region", r"/(?:resize|output|auto_image|quality|compress)=?[^/?]*(?=/)", "",
        ("https://media.graphassets.com/resize=width:300/AbC", "https://media.graphassets.com/AbC"),
        ("https://media.graphassets.com/crop=dim:[0,0,9,9]/AbC", "https://media.graphassets.com/crop=dim:[9,0,9,9]/AbC"), hosts=("graphassets.com", "graphcms.com", "filestackcontent.com")),
    Row("webflow", "the size", rf"-p-\d{{3,4}}(?=(?i:{PHOTOGRAPH}))", "",
        ("https://cdn.prod.website-files.com/5a/6b_x-p-500.jpg", "https://cdn.prod.website-files.com/5a/6b_x.jpg"),
        ("https://cdn.prod.website-files.com/5a/6b_x-p-500.jpg", "https://cdn.prod.website-files.com/5a/6c_x-p-500.jpg"), hosts=("website-files.com", "webflow.com")),
    Row("reddit", "the size", r"\Ahttps://(?:preview|i)\.redd\.it/(?:[\w-]+-v0-)?(\w+\.\w+)(?:\?.*)?\Z", r"https://i.redd.it/\1",
        ("https://preview.redd.it/a-title-v0-0a1b2c.jpg?width=640&crop=smart&s=0123", "https://i.redd.it/0a1b2c.jpg"),
        ("https://preview.redd.it/0a1b2c.jpg?width=640", "https://preview.redd.it/0a1b2d.jpg?width=640"), hosts=("redd.it",)),
    Row("giphy", "the size and the server", r"\Ahttps://[^/]+/media/(?:v1\.[\w-]+/)?(\w+)/[\w-]+\.(?:gif|webp)(?:\?.*)?\Z", r"https://giphy.com/media/\1",
        ("https://media1.giphy.com/media/AbC/200w.gif", "https://media.giphy.com/media/v1.Y2/AbC/giphy.gif"),
        ("https://media.giphy.com/media/AbC/giphy.gif", "https://media.giphy.com/media/AbD/giphy.gif"), hosts=("giphy.com",)),
    Row("facebook", "the size, the server and the signature", r"\Ahttps://[^/]+/[^?]*?/(\d+_\d+_\d+)_[a-z]\.\w+(?:\?.*)?\Z", r"https://fbcdn.net/\1",
        ("https://scontent.xx.fbcdn.net/v/t1.0-9/p720x720/1_2_3_n.jpg?_nc_cat=1&oh=0a", "https://scontent-a.xx.fbcdn.net/v/t1.0-9/1_2_3_o.jpg?oh=1b"),
        ("https://scontent.xx.fbcdn.net/v/t1.0-9/1_2_3_n.jpg", "https://scontent.xx.fbcdn.net/v/t1.0-9/1_2_4_n.jpg"), hosts=("fbcdn.net", "cdninstagram.com")),
    Row("vk", "the size and the signature, not a region", r"\Ahttps://[^/]+/([^?]+)\?(?!(?:.*&)?crop=(?!0,0)).*", r"https://userapi.com/\1",
        ("https://sun9-1.userapi.com/impg/aB/cD.jpg?size=604x403&sign=0a", "https://sun9-2.userapi.com/impg/aB/cD.jpg?size=1280x853&sign=1b"),
        ("https://sun9-1.userapi.com/impg/aB/cD.jpg?size=604x403", "https://sun9-1.userapi.com/impg/aB/cE.jpg?size=604x403"), hosts=("userapi.com",)),
    Row("yandex", "the size", r"(/get-[\w-]+/\d+/[^/?]+)/\w+\Z", r"\1",
        ("https://avatars.mds.yandex.net/get-zen_doc/1/pub_0a/scale_600", "https://avatars.mds.yandex.net/get-zen_doc/1/pub_0a/scale_1200"),
        ("https://avatars.mds.yandex.net/get-zen_doc/1/pub_0a/scale_600", "https://avatars.mds.yandex.net/get-zen_doc/1/pub_0b/scale_600"), hosts=("mds.yandex.net",)),
    Row("toutiao", "the size and the server", r"\Ahttps://p\d+[\w-]*\.([^/]+)/(?:origin|large|list/\d+x\d+|thumb|medium|img|obj)/([^?]+)(?:\?.*)?\Z", r"https://p.\1/\2",
        ("https://p3.toutiaoimg.com/origin/tos-cn-i-q/0a1b?_iz=58558", "https://p1.toutiaoimg.com/large/tos-cn-i-q/0a1b"),
        ("https://p3.toutiaoimg.com/origin/tos-cn-i-q/0a1b", "https://p3.toutiaoimg.com/origin/tos-cn-i-q/0a1c"), hosts=("toutiaoimg.com", "pstatp.com")),
    Row("vimeo", "the size", r"(/video/[\w-]+?)(?:_\d+(?:x\d+)?)?(?:\.\w+)?(?:\?.*)?\Z", r"\1",
        ("https://i.vimeocdn.com/video/123-0a_640.jpg", "https://i.vimeocdn.com/video/123-0a_1280"),
        ("https://i.vimeocdn.com/video/123-0a_640", "https://i.vimeocdn.com/video/124-0a_640"), hosts=("vimeocdn.com",)),
    Row("smugmug", "the size", r"/(?:Th|Ti|[SMLOD]|XL|X[2-5])/([^/?]+?)(?:-(?:Th|Ti|[SMLOD]|XL|X[2-5]))?(?=\.\w+\Z)", r"/\1",
        ("https://photos.smugmug.com/a/i-AbC/0/0a/M/x-M.jpg", "https://photos.smugmug.com/a/i-AbC/0/0a/X3/x-X3.jpg"),
        ("https://photos.smugmug.com/a/i-AbC/0/0a/M/x-M.jpg", "https://photos.smugmug.com/a/i-AbD/0/0b/M/x-M.jpg"), hosts=("smugmug.com",)),
    Row("ebay", "the size and the format", r"/s-l\d+\.\w+(?:\?.*)?\Z", "",
        ("https://i.ebayimg.com/images/g/aB/s-l300.webp", "https://i.ebayimg.com/images/g/aB/s-l1600.jpg"),
        ("https://i.ebayimg.com/images/g/aB/s-l300.jpg", "https://i.ebayimg.com/images/g/aC/s-l300.jpg"), hosts=("ebayimg.com",)),
    Row("etsy", "the size", r"/il_(?:\d+x[\dN]+|fullxfull)\.", "/il.",
        ("https://i.etsystatic.com/1/r/il/0a/12/il_570xN.12_ab.jpg", "https://i.etsystatic.com/1/r/il/0a/12/il_fullxfull.12_ab.jpg"),
        ("https://i.etsystatic.com/1/r/il/0a/12/il_570xN.12_ab.jpg", "https://i.etsystatic.com/1/r/il/0a/13/il_570xN.13_ab.jpg"), hosts=("etsystatic.com",)),
    Row("bloomberg", "the size", r"/v\d+/-?\d+x-?\d+(?=\.\w+)", "",
        ("https://assets.bwbx.io/images/users/a/i0a/v1/800x-1.jpg", "https://assets.bwbx.io/images/users/a/i0a/v0/1200x-1.jpg"),
        ("https://assets.bwbx.io/images/users/a/i0a/v1/800x-1.jpg", "https://assets.bwbx.io/images/users/a/i0b/v1/800x-1.jpg"), hosts=("bwbx.io",)),
    Row("cnn", "the size, not a region", r"-(?:small|medium(?:-plus)?|large|exlarge|super|full)-(?:11|43|169|tease)(?=\.\w+\Z)|\?(?!.*x_[1-9])[cq]=.*", "",
        ("https://media.cnn.com/api/v1/images/x.jpg?q=w_800", "https://media.cnn.com/api/v1/images/x.jpg?c=16x9&q=h_720,w_1280"),
        ("https://cdn.cnn.com/dam/assets/x-large-169.jpg", "https://cdn.cnn.com/dam/assets/y-large-169.jpg"), hosts=("cnn.com", "turner.com")),
    Row("npr", "the size and the quality", r"-s\d{2,4}-c\d{1,3}(?=\.\w+)", "",
        ("https://media.npr.org/assets/img/2020/01/01/x-s800-c85.jpg", "https://media.npr.org/assets/img/2020/01/01/x.jpg"),
        ("https://media.npr.org/assets/img/2020/01/01/x-s800-c85.jpg", "https://media.npr.org/assets/img/2020/01/01/y-s800-c85.jpg"), hosts=("npr.org",)),
    Row("deutsche-welle", "the size", r"(/image/\d+)_\d+(?=\.\w+)", r"\1",
        ("https://static.dw.com/image/123_302.jpg", "https://static.dw.com/image/123_303.jpg"),
        ("https://static.dw.com/image/123_303.jpg", "https://static.dw.com/image/124_303.jpg"), hosts=("dw.com",)),
    Row("spiegel", "the size", r"_w\d+_r[\d.]+_fpx[\d.]+_fpy\d+(?:\.\d+)?", "",
        ("https://cdn.prod.www.spiegel.de/images/0a-1_w488_r1.5_fpx50_fpy50.jpg", "https://cdn.prod.www.spiegel.de/images/0a-1_w996_r1.78_fpx50_fpy50.jpg"),
        ("https://cdn.prod.www.spiegel.de/images/0a-1_w488_r1.5_fpx50_fpy50.jpg", "https://cdn.prod.www.spiegel.de/images/0b-1_w488_r1.5_fpx50_fpy50.jpg"), hosts=("spiegel.de", "manager-magazin.de")),
    Row("zeit", "the shape and the size", r"/(?:wide|original|square|portrait|cinema|super|upright)(?:__\d+x\d+)?(?:__\w+)*\Z", "",
        ("https://img.zeit.de/a/x/wide__220x124", "https://img.zeit.de/a/x/original"),
        ("https://img.zeit.de/a/x/wide__220x124", "https://img.zeit.de/a/y/wide__220x124"), hosts=("zeit.de",)),
    Row("le-monde", "the size, not the region", r"(/\d{4}/\d\d/\d\d/(?:\d+/){4})(?:\d+/){4}(?=[^/?]+\Z)", r"\1",
        ("https://img.lemde.fr/2020/01/01/0/0/3500/2333/664/0/75/0/0a.jpg", "https://img.lemde.fr/2020/01/01/0/0/3500/2333/1328/0/45/0/0a.jpg"),
        ("https://img.lemde.fr/2020/01/01/0/0/900/900/664/0/75/0/0a.jpg", "https://img.lemde.fr/2020/01/01/900/0/900/900/664/0/75/0/0a.jpg"), hosts=("lemde.fr",)),
    Row("le-figaro", "the size", r"/cache/\d+x\d*(?=/)", "",
        ("https://i.f1g.fr/media/cms/cache/320x/2020/x.jpg", "https://i.f1g.fr/media/cms/cache/640x360/2020/x.jpg"),
        ("https://i.f1g.fr/media/cms/cache/320x/2020/x.jpg", "https://i.f1g.fr/media/cms/cache/320x/2020/y.jpg"), hosts=("f1g.fr", "lefigaro.fr")),
    Row("associated-press", "the size", r"(/afs-prod/media/[0-9a-f]{32})/\d+(?=\.\w+)", r"\1/",
        ("https://storage.googleapis.com/afs-prod/media/0123456789abcdef0123456789abcdef/800.jpeg", "https://storage.googleapis.com/afs-prod/media/0123456789abcdef0123456789abcdef/3000.jpeg"),
        ("https://storage.googleapis.com/afs-prod/media/0123456789abcdef0123456789abcdef/800.jpeg", "https://storage.googleapis.com/afs-prod/media/0123456789abcdef0123456789abcdee/800.jpeg"), hosts=("storage.googleapis.com",)),
    Row("rbc", "the size", r"/resized/\w+(?=/)", "",
        ("https://s0.rbk.ru/v6_top_pics/resized/590xH/media/img/1/2/3.jpg", "https://s0.rbk.ru/v6_top_pics/media/img/1/2/3.jpg"),
        ("https://s0.rbk.ru/v6_top_pics/media/img/1/2/3.jpg", "https://s0.rbk.ru/v6_top_pics/media/img/1/2/4.jpg"), hosts=("rbk.ru", "rbc.ru")),
    Row("ria", "the size, not the region", r"(/\d+_\d+:\d+:\d+:\d+)_\d+x\d+_\w+(?=\.\w+)", r"\1",
        ("https://cdnn21.img.ria.ru/images/07e4/01/01/15_0:0:3072:1728_600x0_80_0_0_0a1b.jpg", "https://cdnn21.img.ria.ru/images/07e4/01/01/15_0:0:3072:1728_1920x0_80_0_0_2c3d.jpg"),
        ("https://cdnn21.img.ria.ru/images/07e4/01/01/15_0:0:900:900_600x0_80_0_0_0a.jpg", "https://cdnn21.img.ria.ru/images/07e4/01/01/15_900:0:1800:900_600x0_80_0_0_0a.jpg"), hosts=("ria.ru", "sputniknews.com", "sputnikglobe.com")),
    Row("uol", "the size", r"_(?:(?:rt|th|xs|sm|me|md|lg|xl|xxl)|v\d_\d+x\d+)(?=\.\w+\Z)", "",
        ("https://f.i.uol.com.br/fotografia/2020/01/01/15_3x2_md.jpg", "https://f.i.uol.com.br/fotografia/2020/01/01/15_3x2_lg.jpg"),
        ("https://f.i.uol.com.br/fotografia/2020/01/01/15_3x2_md.jpg", "https://f.i.uol.com.br/fotografia/2020/01/01/16_3x2_md.jpg"), hosts=("uol.com.br", "imguol.com.br")),
    Row("welt", "the size", r"-w\d+(?=/)", "",
        ("https://img.welt.de/img/a/mobile20/12-ci102l-w1024/x.jpg", "https://img.welt.de/img/a/mobile20/12-ci102l-w2048/x.jpg"),
        ("https://img.welt.de/img/a/mobile20/12-ci102l-w1024/x.jpg", "https://img.welt.de/img/a/mobile20/13-ci102l-w1024/x.jpg"), hosts=("welt.de",)),
    Row("svt", "the size", r"(?<=/image/)(\w+)/\d+(?=/\d)", r"\1",
        ("https://www.svtstatic.se/image/wide/480/25", "https://www.svtstatic.se/image/wide/992/25"),
        ("https://www.svtstatic.se/image/wide/480/25", "https://www.svtstatic.se/image/wide/480/26"), hosts=("svtstatic.se",)),
    Row("times-of-india", "the size", r"(/thumb/msid-\d+),[^/?]*", r"\1",
        ("https://static.toiimg.com/thumb/msid-7,width-400,resizemode-4/7.jpg", "https://static.toiimg.com/thumb/msid-7,width-1070,resizemode-75/7.jpg"),
        ("https://static.toiimg.com/thumb/msid-7,width-400/x.jpg", "https://static.toiimg.com/thumb/msid-8,width-400/x.jpg"), hosts=("toiimg.com",)),
    Row("yonhap", "the size", r"_P\d(?=\.\w+\Z)", "",
        ("https://img9.yna.co.kr/photo/cms/2020/01/01/01/PYH2_P2.jpg", "https://img9.yna.co.kr/photo/cms/2020/01/01/01/PYH2_P4.jpg"),
        ("https://img9.yna.co.kr/photo/cms/2020/01/01/01/PYH2_P2.jpg", "https://img9.yna.co.kr/photo/cms/2020/01/01/01/PYH3_P2.jpg"), hosts=("yna.co.kr",)),
    Row("ifeng", "the size", r"\Ahttps://d\.ifengimg\.com/\w+/(?=[^/]+\.)", "https://",
        ("https://d.ifengimg.com/w640_h360_q100/x0.ifengimg.com/res/2020/0A.jpeg", "https://x0.ifengimg.com/res/2020/0A.jpeg"),
        ("https://x0.ifengimg.com/res/2020/0A.jpeg", "https://x0.ifengimg.com/res/2020/0B.jpeg"), hosts=("ifengimg.com",)),
    Row("quora", "the quality", r"(/main-qimg-[0-9a-f]{32})-\w+", r"\1",
        ("https://qph.fs.quoracdn.net/main-qimg-0123456789abcdef0123456789abcdef-lq", "https://qph.fs.quoracdn.net/main-qimg-0123456789abcdef0123456789abcdef"),
        ("https://qph.fs.quoracdn.net/main-qimg-0123456789abcdef0123456789abcdef", "https://qph.fs.quoracdn.net/main-qimg-0123456789abcdef0123456789abcdee"), hosts=("quoracdn.net",)),
    Row("behance", "the size", r"(?<=/project_modules/)[^/]+/", "",
        ("https://mir-s3-cdn-cf.behance.net/project_modules/disp/0a.jpg", "https://mir-s3-cdn-cf.behance.net/project_modules/max_1200/0a.jpg"),
        ("https://mir-s3-cdn-cf.behance.net/project_modules/disp/0a.jpg", "https://mir-s3-cdn-cf.behance.net/project_modules/disp/0b.jpg"), hosts=("behance.net",)),
    Row("tilda", "the size and the server", r"\Ahttps://[^/]+/(tild[\w-]+/)(?:-/\w+/(?:[^/]+/)?)*", r"https://tildacdn.com/\1",
        ("https://thb.tildacdn.com/tild3431-6662/-/resize/20x/x.jpg", "https://static.tildacdn.com/tild3431-6662/x.jpg"),
        ("https://static.tildacdn.com/tild3431-6662/x.jpg", "https://static.tildacdn.com/tild3431-6663/x.jpg"), hosts=("tildacdn.com", "tildacdn.info", "tildacdn.net")),
    Row("jimdo", "the size", r"/transf/[^/]+(?=/)", "",
        ("https://image.jimcdn.com/app/cms/image/transf/dimension=640x10000:format=jpg/path/s0a/image/i1b/image.jpg", "https://image.jimcdn.com/app/cms/image/transf/none/path/s0a/image/i1b/image.jpg"),
        ("https://image.jimcdn.com/app/cms/image/transf/none/path/s0a/image/i1b/image.jpg", "https://image.jimcdn.com/app/cms/image/transf/none/path/s0a/image/i1c/image.jpg"), hosts=("jimcdn.com",)),
    Row("pixabay", "the size", r"__?\d{3,4}(?=\.\w+\Z)", "",
        ("https://cdn.pixabay.com/photo/2020/01/01/00/00/x-123_640.jpg", "https://cdn.pixabay.com/photo/2020/01/01/00/00/x-123__340.jpg"),
        ("https://cdn.pixabay.com/photo/2020/01/01/00/00/x-123_640.jpg", "https://cdn.pixabay.com/photo/2020/01/01/00/00/x-124_640.jpg"), hosts=("pixabay.com",)),
    Row("new-york-magazine", "the size", r"\.w\d+(?=\.\w+)", "",
        ("https://pyxis.nymag.com/v1/imgs/0a1/b2c/x.rsocial.w1200.jpg", "https://pyxis.nymag.com/v1/imgs/0a1/b2c/x.rsocial.w600.jpg"),
        ("https://pyxis.nymag.com/v1/imgs/0a1/b2c/x.w600.jpg", "https://pyxis.nymag.com/v1/imgs/0a1/b2d/x.w600.jpg"), hosts=("nymag.com",)),
    Row("discord", "the size, the server and the signature", r"\Ahttps://[^/]+/(attachments/\d+/\d+/[^?]+)(?:\?.*)?\Z", r"https://cdn.discordapp.com/\1",
        ("https://media.discordapp.net/attachments/1/2/x.png?width=300", "https://cdn.discordapp.com/attachments/1/2/x.png?ex=0a&is=0b&hm=0c"),
        ("https://cdn.discordapp.com/attachments/1/2/x.png", "https://cdn.discordapp.com/attachments/1/3/x.png"), hosts=("discordapp.com", "discordapp.net")),
    Row("patreon", "the size and the signature", r"(/patreon-media/[^?]*?)/eyJ[\w=%-]*(/[^/?]+)(?:\?.*)?\Z", r"\1\2",
        ("https://c10.patreonusercontent.com/4/patreon-media/p/post/1/0a/eyJ3Ijo2MjB9/1.png?token-time=1", "https://c10.patreonusercontent.com/4/patreon-media/p/post/1/0a/eyJ3IjoxMjAwfQ==/1.png?token-time=2"),
        ("https://c10.patreonusercontent.com/4/patreon-media/p/post/1/0a/eyJ3Ijo2MjB9/1.png", "https://c10.patreonusercontent.com/4/patreon-media/p/post/2/0a/eyJ3Ijo2MjB9/1.png"), hosts=("patreonusercontent.com",)),
    Row("bluesky", "the size and the format", r"(/img)/feed_\w+(/plain/[^@?]*)(?:@\w+)?\Z", r"\1\2",
        ("https://cdn.bsky.app/img/feed_thumbnail/plain/did:plc:a/b@jpeg", "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:a/b@jpeg"),
        ("https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:a/b@jpeg", "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:a/c@jpeg"), hosts=("bsky.app",)),
    Row("tmdb", "the size", r"/t/p/(?:original|[wh]\d+(?:_and_h\d+\w*)?)(?=/)", "/t/p",
        ("https://image.tmdb.org/t/p/w300/x.jpg", "https://image.tmdb.org/t/p/original/x.jpg"),
        ("https://image.tmdb.org/t/p/w300/x.jpg", "https://image.tmdb.org/t/p/w300/y.jpg"), hosts=("tmdb.org", "themoviedb.org")),
    Row("know-your-meme", "the size", r"(?<=/photos/images)/[a-z]+(?=/\d)", "",
        ("https://i.kym-cdn.com/photos/images/newsfeed/000/001/x.jpg", "https://i.kym-cdn.com/photos/images/original/000/001/x.jpg"),
        ("https://i.kym-cdn.com/photos/images/original/000/001/x.jpg", "https://i.kym-cdn.com/photos/images/original/000/002/x.jpg"), hosts=("kym-cdn.com",)),
    Row("future", "the size and the quality", r"(\A[^?]*/[A-Za-z0-9]{22})-\d+-\d+(?=\.\w+)", r"\1",
        ("https://cdn.mos.cms.futurecdn.net/0123456789abcdefghijkl-320-80.jpg", "https://cdn.mos.cms.futurecdn.net/0123456789abcdefghijkl-1200-80.jpg"),
        ("https://cdn.mos.cms.futurecdn.net/0123456789abcdefghijkl-320-80.jpg", "https://cdn.mos.cms.futurecdn.net/0123456789abcdefghijkm-320-80.jpg"), hosts=("futurecdn.net",)),
    Row("duda", "the size and the server of the smaller copies", r"\Ahttps://l?irp\.([^/]+/[^?]*?/multi/)(?:opt/)?([^/?]+?)(?:-\d+w)?(\.\w+)(?:\?.*)?\Z", r"https://irp.\1\2\3",
        ("https://lirp.cdn-website.com/0a/dms3rep/multi/opt/x-640w.jpg", "https://irp.cdn-website.com/0a/dms3rep/multi/x.jpg"),
        ("https://irp.cdn-website.com/0a/dms3rep/multi/x.jpg", "https://irp.cdn-website.com/0b/dms3rep/multi/x.jpg"), hosts=("cdn-website.com",)),
    Row("nature", "the size", r"\A(https://media\.[^/]+)/(?:full|original|(?:lw|w|h|m)\d+(?:h\d+)?)(?=/)", r"\1",
        ("https://media.springernature.com/lw685/springer-static/image/x.png", "https://media.springernature.com/full/springer-static/image/x.png"),
        ("https://media.springernature.com/full/springer-static/image/x.png", "https://media.springernature.com/full/springer-static/image/y.png"), hosts=("nature.com", "springernature.com")),
    Row("rte", "the size", r"(\A[^?]*/[0-9a-f]+)-\d+(?=\.\w+)", r"\1",
        ("https://img.rasset.ie/000a1b-300.jpg", "https://img.rasset.ie/000a1b-800.jpg"),
        ("https://img.rasset.ie/000a1b-300.jpg", "https://img.rasset.ie/000a1c-300.jpg"), hosts=("rasset.ie",)),
    Row("wayback", "the archive and the time of its copy", r"\Ahttps://web\.archive\.org/web/\d{4,14}(?:\w\w_)?/(?:https?:)?/*(?=[^/]+\.)", "https://",
        ("https://web.archive.org/web/20200101000000im_/http://a.example/x.jpg", "http://a.example/x.jpg"),
        ("https://web.archive.org/web/20200101000000im_/http://a.example/x.jpg", "https://web.archive.org/web/20200101000000im_/http://a.example/y.jpg"), hosts=("web.archive.org",)),
)

HABITS: tuple[Row, ...] = (
    Row("webp-copy", "the format that a plugin has put behind the name", rf"(?i:(?P<path>{PHOTOGRAPH}))\.webp(?=\?|\Z)", r"\g<path>",
        ("https://a.example/m/x.jpg.webp", "https://a.example/m/x.jpg"),
        ("https://a.example/m/x.webp", "https://a.example/m/x.jpg"), mark=".webp"),
    Row("webp-express", "the folder of copies", r"/wp-content/webp-express/webp-images/(?:doc-root/wp-content/)?(?=uploads/)", "/wp-content/",
        ("https://a.example/wp-content/webp-express/webp-images/uploads/x.jpg.webp", "https://a.example/wp-content/uploads/x.jpg"),
        ("https://a.example/wp-content/webp-express/webp-images/uploads/x.jpg", "https://a.example/wp-content/webp-express/webp-images/uploads/y.jpg"), mark="/webp-express/"),
    Row("wordpress-size", "`-300x200` and `-scaled` of an upload", rf"((?:/wp-content/|/uploads/|/\d{{4}}/\d{{2}}/)[^?]*)-(?:\d{{2,4}}x\d{{2,4}}|scaled)(?=(?i:{PHOTOGRAPH})(?:\?|\Z))", r"\1",
        ("https://a.example/wp-content/uploads/2021/01/x-300x200.jpg", "https://a.example/wp-content/uploads/2021/01/x-scaled.jpg"),
        ("https://ads.example/banner-300x250.png", "https://ads.example/banner-728x90.png"), mark="-"),
    Row("wordpress-www", "`www.` before an upload", r"\Ahttps://www\.(?=[^/]+/wp-content/uploads/)", "https://",
        ("https://www.a.example/wp-content/uploads/x.jpg", "https://a.example/wp-content/uploads/x.jpg"),
        ("https://www.a.example/x.jpg", "https://a.example/x.jpg"), "spelling", mark="/wp-content/"),
    Row("retina", "`@2x` for finer screens", rf"@[234]x(?=(?i:{PHOTOGRAPH}))", "",
        ("https://a.example/x@2x.png", "https://a.example/x.png"),
        ("https://a.example/x@2x.png", "https://a.example/x2.png"), mark="@"),
    Row("discourse", "the size", r"/optimized/(\dX/(?:\w/){0,2}[0-9a-f]{40})_\d_\d+x\d+", r"/original/\1",
        ("https://f.example/uploads/default/optimized/1X/0123456789abcdef0123456789abcdef01234567_2_690x388.png", "https://f.example/uploads/default/original/1X/0123456789abcdef0123456789abcdef01234567.png"),
        ("https://f.example/optimized/x_2_690x388.png", "https://f.example/original/x.png"), mark="/optimized/"),
    Row("mediawiki", "the thumbnail of a file, not a page of one", r"/thumb/([0-9a-f]/[0-9a-f]{2}/[^/?]+)/(?:lossy-)?\d+px-(?!seek=)[^/?]+", r"/\1",
        ("https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/X.jpg/640px-X.jpg", "https://upload.wikimedia.org/wikipedia/commons/a/ab/X.jpg"),
        ("https://w.example/thumb/a/ab/X.pdf/page1-640px-X.pdf.jpg", "https://w.example/thumb/a/ab/X.pdf/page2-640px-X.pdf.jpg"), mark="/thumb/"),
    Row("drupal", "the style", r"(?:(?<=/files)|(?<=/s3fs-public))/styles/[^/?]+/(?:public|private|s3)(?=/)", "",
        ("https://a.example/sites/default/files/styles/large/public/x.jpg?itok=Bo-CQJdv", "https://a.example/sites/default/files/x.jpg"),
        ("https://a.example/styles/large/public/x.jpg", "https://a.example/styles/small/public/x.jpg"), mark="/styles/"),
    Row("ghost", "the size", r"(?<=/content/images)/size/w\d+(?:h\d+)?(?:/format/\w+)?(?=/)", "",
        ("https://a.example/content/images/size/w600/2021/x.jpg", "https://a.example/content/images/2021/x.jpg"),
        ("https://a.example/size/w600/x.jpg", "https://a.example/size/w300/x.jpg"), mark="/content/images/size/"),
    Row("cloudinary", "sizes and formats, not a region or a text", r"(?<=/image/upload)(?:/(?:(?:(?:w|h|q|f|g|ar|dpr|fl|z|r|b|bo|o|t)_[^/,]+|pg_1\b|c_(?!crop)[a-z_]+)(?:,|(?=/)))+)+(?=/)", "",
        ("https://res.cloudinary.com/a/image/upload/w_300,c_fill,q_auto/v1/x.jpg", "https://res.cloudinary.com/a/image/upload/v1/x.jpg"),
        ("https://res.cloudinary.com/a/image/upload/l_text:Arial_80:One/x.jpg", "https://res.cloudinary.com/a/image/upload/l_text:Arial_80:Two/x.jpg"), mark="/image/upload/"),
    Row("conde-nast", "the shape and the size", r"(/photos/[0-9a-f]{24})/(?:master|\d+:\d+)/(?:[whc]_|pass\b)[^/?]*", r"\1",
        ("https://media.a.example/photos/0123456789abcdef01234567/master/w_1600,c_limit/x.jpg", "https://media.a.example/photos/0123456789abcdef01234567/16:9/w_640%2Cc_limit/x.jpg"),
        ("https://media.a.example/photos/0123456789abcdef01234567/master/pass/x.jpg", "https://media.a.example/photos/0123456789abcdef01234568/master/pass/x.jpg"), mark="/photos/"),
    Row("gatsby", "the size", r"(/static/[0-9a-f]{32})/[0-9a-f]{5}(?=/[^/?]+\Z)", r"\1",
        ("https://a.example/static/0123456789abcdef0123456789abcdef/e5166/x.jpg", "https://a.example/static/0123456789abcdef0123456789abcdef/9f8e7/x.jpg"),
        ("https://a.example/static/0123456789abcdef0123456789abcdef/e5166/x.jpg", "https://a.example/static/0123456789abcdef0123456789abcdee/e5166/x.jpg"), mark="/static/"),
    Row("hugo", "the size that Hugo makes, not a region", r"_hu[0-9a-f]{32}_\d+_\d+x\d+_(?:resize|fit|fill)[^/?]*(?=\.\w+\Z)", "",
        ("https://a.example/p/x_hu0123456789abcdef0123456789abcdef_9_600x0_resize_q75_box.jpg", "https://a.example/p/x.jpg"),
        ("https://a.example/p/x_hu0123456789abcdef0123456789abcdef_9_90x90_crop_q75.jpg", "https://a.example/p/x_hu0123456789abcdef0123456789abcdef_9_90x91_crop_q75.jpg"), mark="_hu"),
    Row("thumbor-path-unsafe", "sizes and filters of Thumbor for a file on its own host, not a region", rf"/unsafe/{_THUMBED}", r"/\g<region>",
        ("https://t.example/unsafe/0x0:90x60/960x640/m/x.jpg", "https://t.example/unsafe/0x0:90x60/fit-in/300x200/smart/m/x.jpg"),
        ("https://t.example/unsafe/0x0:90x60/960x640/m/x.jpg", "https://t.example/unsafe/90x0:180x60/960x640/m/x.jpg"), mark="/unsafe/"),
    Row("thumbor-path-signed", "Thumbor's signature, sizes and filters of a file on its own host, not a region", rf"/[\w-]{{27}}=/{_THUMBED}", r"/\g<region>",
        ("https://t.example/0123456789012345678901234-_=/0x0:90x60/960x640/m/x.jpg", "https://t.example/1123456789012345678901234-_=/0x0:90x60/300x200/smart/m/x.jpg"),
        ("https://t.example/0123456789012345678901234-_=/0x0:90x60/m/x.jpg", "https://t.example/0123456789012345678901234-_=/9x0:90x60/m/x.jpg"), mark="=/"),
    Row("width-in-path", "a width that the path names", r"/(?:w|width)(?:[:=]\d{2}|[:=_-]\d{3,4})(?=/)", "",
        ("https://s.example/media/display/0a1b/w:640/p:16x9/x.jpg", "https://s.example/media/display/0a1b/w:1280/p:16x9/x.jpg"),
        ("https://s.example/media/w640/x.jpg", "https://s.example/media/w650/x.jpg"), mark="/w"),
    Row("size-in-path", "width and height as a part of the path or the end of the name, not their ratio",
        r"-(?P<u>\d{3,4})x(?P<v>\d{3,4})(?=\.\w+(?:\?|\Z))|"
        r"/(?!(?:\d\dx\d+|\d+x\d\d)\.)(?:(?P<w>\d{2,4}|0|\d(?=x\d-\d{3}))x(?P<h>\d{2,4}|0|\d(?=-\d{3}))|w(?P<x>\d+)_?h(?P<y>\d+))(?:-\d{3,4})?(?=[/?]|\.\w+(?:\?|\Z)|\Z)", _ratio,
        ("https://a.example/i/640x360/x.jpg", "https://a.example/i/1920x1080/x.jpg"),
        ("https://ads.example/300x250/x.jpg", "https://ads.example/728x90/x.jpg"), mark="/"),
    Row("hubspot", "the size", r"/hs-fs(/hubfs/[^?]*)(?:\?.*)?\Z", r"\1",
        ("https://a.example/hs-fs/hubfs/x.png?width=300&name=x.png", "https://a.example/hubfs/x.png"),
        ("https://a.example/hs-fs/hubfs/x.png?width=300", "https://a.example/hs-fs/hubfs/y.png?width=300"), mark="/hs-fs/"),
    Row("mastodon", "the size", r"(/media_attachments/files/[\d/]+)/(?:small|original)(?=/)", r"\1",
        ("https://m.example/system/media_attachments/files/001/002/small/x.png", "https://m.example/system/media_attachments/files/001/002/original/x.png"),
        ("https://m.example/files/001/small/x.png", "https://m.example/files/001/original/x.png"), mark="/media_attachments/"),
    Row("drupal-imagecache", "the preset", r"/imagecache/[^/?]+(?=/)", "",
        ("https://a.example/sites/default/files/imagecache/large/x.jpg", "https://a.example/sites/default/files/x.jpg"),
        ("https://a.example/imagecache/x.jpg", "https://a.example/imagecache/y.jpg"), mark="/imagecache/"),
    Row("weebly", "`_orig` of the whole file", r"(/uploads/\d+/\d+/[^?]*)_orig(?=\.\w+)", r"\1",
        ("https://a.example/uploads/1/2/3/4/1234/x_orig.jpg", "https://a.example/uploads/1/2/3/4/1234/x.jpg"),
        ("https://a.example/uploads/x_orig.jpg", "https://a.example/uploads/x.jpg"), mark="_orig"),
    Row("godaddy", "what the image service is asked for", r"/:/(?:rs|cr|fx|ll|qt)=.*", "",
        ("https://img1.wsimg.com/isteam/ip/0a1b/x.jpg/:/rs=w:600,cg:true", "https://img1.wsimg.com/isteam/ip/0a1b/x.jpg"),
        ("https://img1.wsimg.com/isteam/ip/0a1b/x.jpg", "https://img1.wsimg.com/isteam/ip/0a1b/y.jpg"), mark="/:/"),
    Row("craft", "the size", r"/_(?:\d+|AUTO)x(?:\d+|AUTO)_(?:crop|fit|stretch)[\w-]*(?:/\d+)?(?=/)", "",
        ("https://a.example/images/_800x600_crop_center-center_none/x.jpg", "https://a.example/images/x.jpg"),
        ("https://a.example/_800x600/x.jpg", "https://a.example/x.jpg"), mark="/_"),
    Row("adobe", "the rendition", r"/(?:_jcr_content|jcr:content)/renditions/[^/?]+", "",
        ("https://a.example/content/dam/x.jpg/_jcr_content/renditions/cq5dam.web.1280.1280.jpeg", "https://a.example/content/dam/x.jpg"),
        ("https://a.example/renditions/a.jpeg", "https://a.example/renditions/b.jpeg"), mark="/renditions/"),
    Row("silverstripe", "the size", r"(?<=/)_resampled/[A-Za-z]+[\w=]*?-|__(?:Scale|Fit|Fill|Resized|Resample|Pad)[A-Za-z]*W[yz]\w*(?=\.\w+)", "",
        ("https://a.example/assets/Uploads/_resampled/ResizedImage600400-x.jpg", "https://a.example/assets/Uploads/x__ScaleWidthWzYwMF0.jpg"),
        ("https://a.example/assets/x__Fitness.jpg", "https://a.example/assets/x__Fitting.jpg"), mark="/assets/"),
    Row("kirby", "the size", r"(/media/(?:pages|site)/[^?]*)-\d{3,}x\d*(?:-[\w-]+)?(?=\.\w+\Z)", r"\1",
        ("https://a.example/media/pages/b/0a1b-157/x-600x.jpg", "https://a.example/media/pages/b/0a1b-157/x.jpg"),
        ("https://a.example/media/x-600x.jpg", "https://a.example/media/x.jpg"), mark="/media/"),
    Row("escenic", "the shape and the size", r"(?i:/alternates/)\w+(?=/)", "",
        ("https://a.example/news/article1.ece/ALTERNATES/s615/0_x.jpg", "https://a.example/news/article1.ece/ALTERNATES/s1200/0_x.jpg"),
        ("https://a.example/news/article1.ece/alternates/s615/x.jpg", "https://a.example/news/article2.ece/alternates/s615/x.jpg"), mark=".ece/"),
    Row("imagekit", "sizes and formats, not a region or a text", r"/tr:(?:(?:w|h|q|f|ar|c|dpr|pr)-[^/,]+,?)+(?=/)", "",
        ("https://ik.imagekit.io/a/tr:w-300,h-200/x.jpg", "https://ik.imagekit.io/a/x.jpg"),
        ("https://ik.imagekit.io/a/tr:cm-extract,x-0/x.jpg", "https://ik.imagekit.io/a/tr:cm-extract,x-9/x.jpg"), mark="/tr:"),
    Row("style", "the style after `!`", rf"(?i:(?P<path>{PHOTOGRAPH}))@?![^?]*", r"\g<path>",
        ("http://img.example/x.jpg!custom", "http://img.example/x.jpg"),
        ("http://img.example/x.jpg!custom", "http://img.example/y.jpg!custom"), mark="!"),
    Row("style-at", "the size after `@`", rf"(?i:(?P<path>{PHOTOGRAPH}))@\d[^?/]*", r"\g<path>",
        ("https://i0.example/bfs/x.jpg@600w_1l.webp", "https://i0.example/bfs/x.jpg"),
        ("https://i0.example/bfs/x@1.jpg", "https://i0.example/bfs/x@2.jpg"), mark="@"),
    Row("cloud-process", "the processing that Aliyun, Baidu, Tencent, Huawei or Volcano Engine is asked for", _QUERY, without(r"x-(?:oss|bce|cos|image|tos)-process=.*"),
        ("https://a.example/x.png?x-bce-process=image/watermark,g_7", "https://a.example/x.png?x-oss-process=image/resize,w_300"),
        ("https://a.example/x.png?x-oss-process=image/crop,w_9&id=1", "https://a.example/x.png?x-oss-process=image/crop,w_9&id=2"), mark="-process="),
    Row("qiniu", "the processing that Qiniu or Tencent is asked for", _QUERY, without(r"(?:imageView2?|imageMogr2?|watermark)/.*|imageslim"),
        ("https://a.example/x.png?imageView2/2/w/64", "https://a.example/x.png?imageMogr2/auto-orient/strip|imageView2/2/w/1240"),
        ("https://a.example/x.mp4?vframe/jpg/offset/1", "https://a.example/x.mp4?vframe/jpg/offset/2"), mark="?"),
    Row("signature-parameters", "what lets a reader have a file for a time", _QUERY, without(r"(?i:X-(?:Amz|Goog)-[\w-]+|AWSAccessKeyId|GoogleAccessId|Key-Pair-Id|Signature|Expires|Policy)=.*"),
        ("https://a.example/x.jpg?X-Amz-Date=20210101T000000Z&X-Amz-Signature=0a", "https://a.example/x.jpg?AWSAccessKeyId=B&Expires=1&Signature=c"),
        ("https://a.example/x.jpg?id=1&Signature=0a", "https://a.example/x.jpg?id=2&Signature=0a"), "spelling", mark="ignature="),
    Row("resize-parameters", "sizes and qualities asked of an image file, not a region", _IMAGE_QUERY, without(_SIZES),
        ("https://a.example/wp-content/x.jpg?w=770&resize=770%2C433", "https://a.example/wp-content/x.jpg?fit=300%2C200&ssl=1"),
        ("https://a.example/chart.php?w=300", "https://a.example/chart.php?w=600"), mark="?"),
    Row("resize-parameters-alone", "sizes and a format, the only parameters of a picture whose name has no ending",
        r"(/[^/?.]+)\?(?=(?:.*&)?format=)(?:(?:w|h|width|height|q|quality|fit|auto|dpr|format|crop)=[^&]*(?:&|\Z))+\Z", r"\1",
        ("https://a.example/i/0a1b?width=300&format=jpeg", "https://a.example/i/0a1b?width=1200&format=webp"),
        ("https://a.example/chart?width=300", "https://a.example/chart?width=600"), mark="format="),
    Row("cache-parameters", "the version or hour of an image file", _IMAGE_QUERY, without(r"\d{4,}|(?:v|ver|version|rev|cb)=[\w.-]*|(?:_|t|_t|ts|time|timestamp|mtime)=\d{10,}"),
        ("https://a.example/x.jpg?v=2.1", "https://a.example/x.jpg?_=1630985416"),
        ("https://a.example/film.jpg?t=10", "https://a.example/film.jpg?t=20"), "spelling", mark="?"),
    Row("tracking-parameters", "what counts visitors or delays loading", _QUERY, without(r"utm_\w+=.*|(?:fbclid|gclid|itok|is-pending-load|cachebuster)=.*"),
        ("https://a.example/x?id=1&utm_source=feed&fbclid=0", "https://a.example/x?id=1"),
        ("https://a.example/x?id=1&utm_source=feed", "https://a.example/x?id=2&utm_source=feed"), "spelling", mark="?"),
    Row("parameter-order", "the order of parameters with different names", r"\?(?P<query>[^&]*&.*)", _sorted,
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
        ("https://a.example/x?a=1&a=2", "https://a.example/x?a=2&a=1"), "spelling", mark="&"),
)

ROWS: tuple[Row, ...] = SPELLING + PROXIES + ENCODING + SERVICES + HABITS
