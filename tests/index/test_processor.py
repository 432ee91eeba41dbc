import pytest
import torch

from index.processor import FEW_TEXTS, share_processor


@pytest.fixture(autouse=True)
def all_threads() -> int:
    share_processor(FEW_TEXTS + 1)
    return torch.get_num_threads()


def test_a_few_texts_are_read_by_one_thread_and_many_by_all(all_threads: int) -> None:
    share_processor(FEW_TEXTS)
    assert torch.get_num_threads() == 1
    share_processor(FEW_TEXTS + 1)
    assert torch.get_num_threads() == all_threads
