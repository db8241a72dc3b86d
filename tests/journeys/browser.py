"""Opening Debian's Chromium, and what a page must have for people who cannot see or point."""

import os
import shutil
from typing import Any

from playwright.sync_api import Page, Playwright, ViewportSize

CHROMIUM = os.environ.get("MUSEION_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu"]
PHONE: ViewportSize = {"width": 390, "height": 844}

# A few of the rules that axe-core checks, each giving the offending elements.
RULES: dict[str, str] = {
    "one main heading": "document.querySelectorAll('h1').length === 1 ? [] : ['h1: ' + document.querySelectorAll('h1').length]",
    "landmarks": "['header', 'main', 'footer'].filter(name => document.querySelectorAll(name + ':not(article header)').length < 1)",
    "no heading level skipped": """[...document.querySelectorAll('h1, h2, h3, h4')]
        .filter((heading, place, all) => place && +heading.tagName[1] > +all[place - 1].tagName[1] + 1)
        .map(heading => heading.outerHTML)""",
    "every picture has an alternative": "[...document.querySelectorAll('img:not([alt])')].map(image => image.outerHTML)",
    "every field has a label": """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter(field => !field.labels.length && !field.getAttribute('aria-label')).map(field => field.outerHTML)""",
    "every link and button has a name": """[...document.querySelectorAll('a[href], button')]
        .filter(node => !node.closest('[aria-hidden=true]'))
        .filter(node => !node.textContent.trim() && !node.getAttribute('aria-label')
            && ![...node.querySelectorAll('img')].some(image => image.alt)).map(node => node.outerHTML)""",
    "every region has its own name": """(() => { const names = [...document.querySelectorAll('nav')]
        .map(nav => nav.getAttribute('aria-label') || ''); return names.filter((name, place) => !name || names.indexOf(name) !== place) })()""",
    "no id twice": """(() => { const ids = [...document.querySelectorAll('[id]')].map(node => node.id);
        return ids.filter((id, place) => ids.indexOf(id) !== place) })()""",
    "the page names its language": "document.documentElement.lang ? [] : ['html']",
    "nothing hidden takes the focus": """[...document.querySelectorAll('[aria-hidden=true] a, [aria-hidden=true] button')]
        .filter(node => node.tabIndex >= 0).map(node => node.outerHTML)""",
    "targets are 24 pixels": """[...document.querySelectorAll('.masthead a, nav a, button, summary, label:has(input)')]
        .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.closest('[aria-hidden=true]'))
        .filter(node => { const box = node.getBoundingClientRect(); return box.width > 1 && box.height > 1 && box.height < 24 })
        .map(node => node.outerHTML.slice(0, 120))""",
    "nothing runs over the side": """document.documentElement.scrollWidth > window.innerWidth
        ? ['width ' + document.documentElement.scrollWidth] : []""",
}


# Finds the page itself, for as long as its scripts may not have run yet.
ARRIVING = "arriving"
ARRIVING_ENGINE = """{
  query(root) { return document.readyState === 'complete' ? null : document.documentElement },
  queryAll(root) { return [this.query(root)].filter(Boolean) },
}"""


def know_arriving_pages(playwright: Playwright) -> None:
    """Before any page opens: lets `wait_for_arrival` see that one is still arriving."""
    playwright.selectors.register(ARRIVING, ARRIVING_ENGINE)


def wait_for_arrival(page: Page) -> Page:
    """Before each touch and each look, the page has come whole with its scripts: nobody is faster than that, a test is."""
    page.add_locator_handler(page.locator(f"{ARRIVING}=page"), lambda _: page.wait_for_load_state())
    return page


def find_offences(page: Page) -> dict[str, list[Any]]:
    """What breaks each rule on this page; empty where all is well."""
    page.wait_for_load_state()
    found = {name: page.evaluate(rule) for name, rule in RULES.items()}
    return {name: offenders for name, offenders in found.items() if offenders}
