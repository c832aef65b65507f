"""Articles in the shapes that scrapers and importers leave, of any size, in prose of our own."""

from __future__ import annotations

HEAD = """---
title: "The ferry's last winter"
date: Wed, 15 Dec 2021 09:06:35 +0100
updated: 2021-12-16 10:00
author: Ada Example
categories: [Harbour, News]
tags:
- ferry
- bridge
headimg: https://a.example/wp-content/uploads/2021/12/ferry-1024x768.jpg
permalink: https://a.example/2021/12/15/ferry/
layout: post
---
"""

_SECTION = """<h2>What the council said</h2>
<p>On Tuesday the council met for the <b>third</b> time. <a href="https://a.example/log?id=7&amp;p=2">The minutes</a>
say what it <em>decided</em> about the bridge, the ferry &amp; the road: nothing that a boat_owner calls *final*.</p>
<p>The harbour master, who has kept the log since 1998, was asked twice.<br>He did not answer; nobody asked again.</p>
<figure><a href="{upload}.jpg"><img src="{upload}-300x200.jpg" srcset="{upload}-300x200.jpg 300w, {upload}.jpg 1200w"
alt="The ferry at the pier" width="300" height="200"></a><figcaption>The ferry, in March</figcaption></figure>
<ul>
<li>The bridge stays shut until spring.</li>
<li>The ferry runs <i>twice</i> a day, see <a href="#times">the times</a>.</li>
</ul>
<blockquote><p>“We are told that it will be done,” said a neighbour. “We were told so before.”</p></blockquote>
<div class="post-text"><p>By the end of the evening the room was half empty, and the chairman closed the meeting.</p>
<p style="text-align: center;">* * *</p></div>
"""


def sections(count: int) -> str:
    """So many sections of a body, each of some 1,300 characters with a picture of its own."""
    return "".join(
        _SECTION.replace("{upload}", f"https://a.example/wp-content/uploads/2021/12/{number}")
        for number in range(count)
    )


def article(characters: int = 12_000) -> str:
    """A file of about so many characters."""
    return HEAD + sections(max(1, characters // 1_300))
