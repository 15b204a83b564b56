"""A lesson's Markdown as that of a cell."""

from wslearn.notebook.prose import anchor, details, fence, prose


def test_links_carry_their_address() -> None:
    """A reference becomes a link of its own, also over the end of a line, and the definition is gone."""
    said = prose("See ([nginx: WebSocket\nproxying][Nginx]), not `a[b][c]`.\n\n[nginx]: <https://nginx.org/x>")
    assert said == "See ([nginx: WebSocket\nproxying](https://nginx.org/x)), not `a[b][c]`."


def test_indented_code_is_fenced() -> None:
    """Jupyter takes a dollar for a formula, but not in a fence; blank lines between code stay in it."""
    said = prose("Write:\n\n    proxy $http_host;\n\n    more;\n\nAnd so on.", "text")
    assert said == "Write:\n\n```text\nproxy $http_host;\n\nmore;\n```\n\nAnd so on."


def test_a_list_is_no_code() -> None:
    """What is indented below an item belongs to it."""
    said = "- one\n    still one\n- two"
    assert prose(said) == said


def test_a_fence_holds_a_fence() -> None:
    """Code with backticks is fenced by more of them."""
    assert fence("```js\nx\n```", "text") == "````text\n```js\nx\n```\n````"


def test_details_leave_room_for_markdown() -> None:
    """Blank lines around the body: else it is shown as it is written."""
    assert details("Hint", "**b**") == "<details>\n<summary>Hint</summary>\n\n**b**\n\n</details>"


def test_anchors_are_those_of_jupyter() -> None:
    """Blanks become hyphens; commas and quotes stay."""
    assert anchor("The page's side, twice") == "The-page's-side,-twice"
