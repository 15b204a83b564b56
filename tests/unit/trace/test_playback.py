"""A saved trace is rows again, with steps and findings in their places."""

from tests.unit.trace.sample import FINDING, RECORDS, TRACE
from wslearn.trace.playback import play_back
from wslearn.trace.row import Row


def test_every_record_is_in_a_row_between_the_step_and_the_finding() -> None:
    """Nothing is lost, the step's title comes first, and the finding after the rows it is about."""
    items = list(play_back(TRACE))
    assert (items[0], items[-1]) == (TRACE.entries[0], FINDING)
    rows = [item for item in items if isinstance(item, Row)]
    assert {record.id for row in rows for record in row.records} == {record.id for record in RECORDS}
    assert {row.client for row in rows if row.conn} == {"alice"}
