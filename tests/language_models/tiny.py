"""A causal language model of a few hundred thousand random weights, with a real tokenizer.

What it writes means nothing. It is there to be loaded, prompted and streamed as a real one is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

VOCABULARY = 600
CONTEXT = 1024
SEED = 7
END, START = "<|im_end|>", "<|im_start|>"
# ChatML, as Qwen, SmolLM and others have it.
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def save_tiny(
    folder: Path,
    text: str,
    context: int = CONTEXT,
    template: str | None = TEMPLATE,
    ends_at_once: bool = False,
) -> Path:
    """Make the model and write it as ``transformers`` does: config, safetensors, tokenizer.

    :param folder: where it is written; made where it is missing.
    :param text: what the tokenizer is trained on.
    :param context: tokens that it says it can take.
    :param template: of its chats; None for a model that has none.
    :param ends_at_once: whatever it writes first ends the reply; else nothing does.
    :return: the folder.
    """
    tokenizer = _tokenizer(text, context, template)
    tokenizer.save_pretrained(folder)
    model = _model(tokenizer, context)
    # Chance would decide otherwise whether and when it ends.
    model.generation_config.eos_token_id = list(range(len(tokenizer))) if ends_at_once else None
    model.save_pretrained(folder)
    return folder


def _tokenizer(text: str, context: int, template: str | None) -> PreTrainedTokenizerFast:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[END, START],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator([text], trainer)
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=raw,
        eos_token=END,
        pad_token=END,
        additional_special_tokens=[START],
        model_max_length=context,
    )
    tokenizer.chat_template = template
    return tokenizer


def _model(tokenizer: PreTrainedTokenizerFast, context: int) -> LlamaForCausalLM:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=context,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
        pad_token_id=tokenizer.pad_token_id,
        # Tied, it would write its last token for ever.
        tie_word_embeddings=False,
    )
    # A generator of its own would be better, but initialising takes the global one.
    with torch.random.fork_rng():
        torch.manual_seed(SEED)
        return LlamaForCausalLM(config)
