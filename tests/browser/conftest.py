"""One server with the shipped models and one Chromium for all browser tests; each test has a fresh browser profile."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from app.main import create_app
from app.settings import Settings

ARGS = """--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync
    --no-first-run""".split()
WAIT_MS = 60_000  # a busy machine is no fault of the page
ARRIVE = "I would like to arrive Taipei on November 2nd."
LEAVE = "I would like to leave Taipei on November 2nd."

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """The address of a real server in a thread of its own."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(access_log=False)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(address: str, browser: Browser) -> Iterator[Open]:
    """Open a page: its query as keywords, and what else a profile is made with; nothing may go wrong on it unseen."""
    opened: list[Page] = []
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # a refused request is the server's word, which the page shows; everything else would be a defect
        if message.type == "error" and "Failed to load resource" not in message.text:
            problems.append(message.text)

    def opening(path: str = "/", profile: dict[str, object] | None = None, **query: str) -> Page:
        settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **(profile or {})}
        page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(WAIT_MS)
        page.on("console", note)
        page.on("pageerror", lambda error: problems.append(str(error)))
        opened.append(page)
        page.goto(f"{address}{path}{'?' + urlencode(query) if query else ''}")
        if settings.get("java_script_enabled", True) and path == "/":
            page.locator(".word[role=button]").or_(page.locator("scope-rows > .quiet")).first.wait_for()
        return page

    yield opening
    for page in opened:
        page.context.close()
    assert problems == []


@pytest.fixture
def page(open_page: Open) -> Page:
    """The page with the first classic sentence."""
    return open_page(text=ARRIVE)
