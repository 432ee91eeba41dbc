from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access.limits import Limits, PartCounter, UploadRate, declared_length, limits_for
from tests.assistant.access.samples import Clock

MIB = 1024**2
SMALL = Limits(upload_body=1000, window=60, window_files=3, window_bytes=500)


def test_the_limits_follow_the_largest_file() -> None:
    limits = limits_for(10 * MIB, 5)
    assert 50 * MIB < limits.upload_body < 51 * MIB
    assert (limits.body, limits.window_files, limits.window_bytes, limits.window) == (
        16 * MIB, 200, 2048 * MIB, 600,
    )  # fmt: skip
    large = limits_for(1024 * MIB, 5)
    assert large.window_bytes == large.upload_body


@pytest.mark.parametrize(
    ("values", "length"), [([], None), (["0"], 0), (["17"], 17), (["17", "17"], 17)]
)
def test_a_length_is_read(values: list[str], length: int | None) -> None:
    assert declared_length(values) == length


@pytest.mark.parametrize(
    "values", [["-1"], ["+1"], ["1.0"], [""], ["1, 1"], ["١"], ["1", "2"], ["9" * 16], ["0x10"]]
)
def test_what_is_not_one_number_is_no_length(values: list[str]) -> None:
    with pytest.raises(ValueError, match="is not one number of bytes"):
        declared_length(values)


def body(boundary: str, files: list[bytes]) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="f"\r\n\r\n'
    return b"".join(head.encode() + file + b"\r\n" for file in files) + f"--{boundary}--".encode()


@given(
    st.lists(st.binary(max_size=30).filter(lambda data: b"--b0undary" not in data), max_size=6),
    st.integers(1, 50),
    st.sampled_from(["b0undary", '"b0undary"']),
)
def test_parts_are_counted_however_the_body_is_cut(
    files: list[bytes], step: int, written: str
) -> None:
    counter = PartCounter(f"multipart/form-data; boundary={written}")
    data = body("b0undary", files)
    counted = sum(counter.add(data[at : at + step]) for at in range(0, len(data), step))
    assert counted == len(files)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=a; boundary=b",
        'multipart/form-data; boundary="a',
        "multipart/form-data; boundary=a b",
        f"multipart/form-data; boundary={'a' * 71}",
        "multipart/mixed; boundary=a",
    ],
)
def test_a_boundary_that_readers_differ_about_is_refused(content_type: str) -> None:
    with pytest.raises(ValueError, match="is not multipart/form-data with a boundary"):
        PartCounter(content_type)


def test_files_and_bytes_are_counted_for_each_client() -> None:
    clock = Clock()
    rate = UploadRate(SMALL, clock)
    rate.add("ada", 2, 100)
    assert rate.wait("ada", 1, 400) == 0
    assert rate.wait("ada", 2) == rate.wait("ada", 1, 401) == 60
    assert rate.wait("bob", 3, 500) == 0
    clock.now += 20.5
    assert rate.wait("ada", 2) == 40
    clock.now += 39.5
    assert rate.wait("ada", 3, 500) == 0


def test_a_window_begins_with_the_first_upload_and_does_not_move() -> None:
    clock = Clock()
    rate = UploadRate(SMALL, clock)
    for _ in range(3):
        rate.add("ada", 1, 1)
        clock.now += 19
    assert rate.wait("ada") == 3
    clock.now += 3
    rate.add("ada", 3, 1)
    assert rate.wait("ada") == 60


def test_memory_is_bounded() -> None:
    rate = UploadRate(Limits(upload_body=1, most_clients=5), Clock())
    for number in range(100):
        rate.add(str(number), 1, 1)
    assert len(rate) == 5
