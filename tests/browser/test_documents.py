"""The Documents tab in a real browser."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import PATIENCE_MS, Watch, open_context, open_tab, row_of, upload
from tests.browser.staged import REPORT

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

DROP = """
([files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  const place = document.querySelector("#fn-files input[type=file]").closest("button");
  const how = { bubbles: true, cancelable: true, dataTransfer: carried };
  ["dragenter", "dragover", "drop"].forEach((name) =>
    place.dispatchEvent(new DragEvent(name, how)));
}
"""


def dropped(page: Page, **files: bytes) -> None:
    named = [(n.replace("_", "."), base64.b64encode(data).decode()) for n, data in files.items()]
    page.evaluate(DROP, [named])
    for name, _ in named:
        page.locator("#fn-files").get_by_text(name.partition(".")[0]).first.wait_for()
    page.locator("#fn-add").click()


def test_of_several_files_the_one_that_fails_is_named_with_what_to_do(page: Page) -> None:
    open_tab(page, "Documents")
    dropped(
        page,
        harbour_md=b"# The harbour\n\nShips call twice a week.\n",
        broken_pdf=b"%PDF-1.7\nno more than that",
        pier_txt="Причал закрыт зимой.\n".encode("cp1251"),
    )
    lines = page.locator("#fn-added li")
    expect(lines).to_have_count(3)
    expect(lines.filter(has_text="harbour.md")).to_contain_text("added; rebuild the index")
    for name in ("broken.pdf", "pier.txt"):
        failed = lines.filter(has_text=name)
        expect(failed).to_have_class("fn-failed")
        expect(failed).not_to_contain_text("Traceback")
    # What it is that must be given stands on the page, under that name.
    expect(lines.filter(has_text="pier.txt")).to_contain_text("encoding")
    expect(row_of(page, "harbour.md")).to_contain_text("New: not in the index yet")
    expect(row_of(page, "broken.pdf")).to_have_count(0)


def test_a_removal_is_undone(page: Page, staged_folder: Path) -> None:
    file = staged_folder / "documents" / REPORT.doc_id
    open_tab(page, "Documents")
    row = row_of(page, REPORT.doc_id)
    row.get_by_role("button", name="Remove").click()
    expect(page.locator("#fn-told")).to_contain_text("it can be put back")
    expect(row).to_contain_text("Removed: in the index until it is rebuilt")
    assert not file.exists()
    row.get_by_role("button", name="Put").click()
    expect(page.locator("#fn-told")).to_contain_text("put back")
    expect(row).to_contain_text("Indexed")
    assert file.read_text(encoding="utf-8") == REPORT.text


def test_a_file_of_a_held_name_is_taken_once_it_may_replace_it(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "quay.md"
    file.write_text("# The quay\n\nIt is of granite.\n", encoding="utf-8")
    open_tab(page, "Documents")
    upload(page, file)
    expect(page.locator("#fn-added")).to_contain_text("added")
    file.write_text("# The quay\n\nIt is of oak.\n", encoding="utf-8")
    upload(page, file)
    expect(page.locator("#fn-added .fn-failed")).to_contain_text("quay.md")
    page.get_by_role("button", name="Options").click()
    page.get_by_label("Replace documents of the same name").check()
    upload(page, file)
    expect(page.locator("#fn-added .fn-failed")).to_have_count(0)


def test_nothing_chosen_and_no_address_are_told(page: Page) -> None:
    open_tab(page, "Documents")
    page.locator("#fn-add").click()
    expect(page.locator("#fn-added")).to_contain_text("Choose one or more files first")
    page.locator("#fn-address textarea, #fn-address input").fill("ftp://example.org/a.pdf")
    page.locator("#fn-add").click()
    expect(page.locator("#fn-added")).to_contain_text("is no address")
    expect(page.locator("#fn-address textarea, #fn-address input")).to_have_value(
        "ftp://example.org/a.pdf"
    )


def test_a_rebuild_is_seen_by_who_did_not_start_it(
    browser: Browser, page: Page, staged: str
) -> None:
    watch = Watch(staged)
    context = open_context(browser, watch)
    other = context.new_page()
    other.goto(staged)
    for each in (page, other):
        open_tab(each, "Documents")
        each.locator("#fn-documents table").wait_for()
    page.locator("#fn-rebuild").click()
    expect(page.locator("#fn-rebuild-state progress")).to_be_visible()
    # It looks every five seconds, which may be after a build as short as this one, and when it is
    # brought to the front.
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    for each in (page, other):
        expect(each.locator("#fn-rebuild-state")).to_contain_text("The index is being rebuilt")
        expect(each.locator("#fn-rebuild-state progress")).to_be_visible()
    for each in (page, other):
        expect(each.locator("#fn-rebuild-state .fn-built")).to_contain_text("up to date")
    context.close()
    assert watch.trouble == []


def test_a_roll_back_asks_first(own_page: Page) -> None:
    open_tab(own_page, "Documents")
    own_page.locator("#fn-roll-back").click()
    expect(own_page.get_by_text("Go back to gen-000001?")).to_be_visible()
    own_page.get_by_role("button", name="Stay").click()
    expect(own_page.locator("#fn-really")).to_be_hidden()
    own_page.locator("#fn-roll-back").click()
    own_page.locator("#fn-really").click()
    expect(own_page.locator("#fn-told")).to_contain_text("gen-000001 answers now")
    expect(own_page.locator("#fn-roll-back")).to_be_hidden()
