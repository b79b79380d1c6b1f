"""The API's documentation in a browser: drawn, tried out, and without a word to any other host."""

from tests.browser.conftest import Open


def test_the_documentation_works_offline_and_within_the_policy(open_page: Open) -> None:
    page = open_page("/docs")
    page.set_default_timeout(60_000)  # Swagger UI is a large program
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2] if "://" in request.url else ""))
    page.reload()
    operation = page.locator("#operations-tagging-tag_api_tag_post")
    operation.locator(".opblock-summary").click()
    operation.locator(".execute").click()
    operation.locator(".live-responses-table").get_by_text("toloc.city_name").first.wait_for()
    assert hosts - {""} == {page.url.split("/")[2]}
