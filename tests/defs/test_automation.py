"""What starts a build, asked without a daemon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import definitions
from pipelines.defs.documents import ALL_BUCKETS


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as found:
        yield found


@pytest.fixture(scope="module")
def loaded() -> dg.Definitions:
    return definitions()


def look(loaded: dg.Definitions, instance: dg.DagsterInstance, cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    with dg.build_sensor_context(instance=instance, cursor=cursor) as context:
        found = loaded.resolve_sensor_def("new_documents")(context)
    assert isinstance(found, dg.SensorResult | dg.SkipReason)
    return found


def test_a_file_that_comes_changes_or_goes_starts_a_build_once(
    loaded: dg.Definitions, instance: dg.DagsterInstance, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = raw.parent / "data"
    folder.mkdir()
    raw.rename(folder / "raw")
    monkeypatch.chdir(raw.parent)
    new, cursor = folder / "raw" / "new.txt", None
    for change in (lambda: None, lambda: new.write_text("1"), lambda: new.write_text("22"), new.unlink):
        change()
        found = look(loaded, instance, cursor)
        assert isinstance(found, dg.SensorResult)
        assert found.run_requests is not None
        (request,) = found.run_requests
        assert ALL_BUCKETS.items() <= request.tags.items()
        cursor = found.cursor
        assert isinstance(look(loaded, instance, cursor), dg.SkipReason)
    assert cursor is not None
    assert len(cursor) < 50


def test_a_build_that_is_under_way_is_waited_for(loaded: dg.Definitions, instance: dg.DagsterInstance) -> None:
    instance.create_run_for_job(
        loaded.resolve_job_def("build_warehouse"), status=dg.DagsterRunStatus.STARTED, tags=ALL_BUCKETS
    )
    found = look(loaded, instance, None)
    assert isinstance(found, dg.SkipReason)
    assert "under way" in str(found.skip_message)


def test_every_night_has_a_build(loaded: dg.Definitions) -> None:
    schedule = loaded.resolve_schedule_def("every_night")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("30 2 * * *", "Asia/Shanghai")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING
    with dg.build_schedule_context() as context:
        requests = schedule.evaluate_tick(context).run_requests
    assert requests is not None
    (request,) = requests
    assert ALL_BUCKETS.items() <= request.tags.items()


def test_what_follows_parsing_is_asked_for_by_itself(loaded: dg.Definitions) -> None:
    groups = {spec.group_name for spec in loaded.resolve_all_asset_specs() if spec.automation_condition is not None}
    assert groups == {"star", "marts", "published"}


def test_the_listing_has_a_time_by_which_it_is_due(loaded: dg.Definitions) -> None:
    due = {spec.key.to_user_string() for spec in loaded.resolve_all_asset_specs() if spec.freshness_policy is not None}
    assert due == {"raw_documents"}


def test_what_may_pass_is_tried_again_later_and_later(loaded: dg.Definitions) -> None:
    policy = loaded.resolve_job_def("build_warehouse").op_retry_policy
    assert policy is not None
    assert [policy.calculate_delay(attempt) for attempt in range(1, policy.max_retries + 1)] == [30, 90, 210]
