"""The evaluation's door: run, claims, bench, study, fit."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.generative.choice import add_model, choice_given, open_writer
from assistant.reader.option import add_reader
from index.options import add_index, add_index_command
from ingest.command_line import DONE, LEFT_OUT, add_command, at_least_one, run_command
from ingest.library import DEFAULT_DOCUMENTS

if TYPE_CHECKING:
    from assistant.generative.writing import Writer
    from eval.gate import Baseline
    from eval.models import Question, Report

ROOM = Path(__file__).parent
EXAMPLES = """examples:
  python -m eval run
  python -m eval run --split tune --report /tmp/tune
  python -m eval run --questions mine.jsonl --index papers-index/ --json
  python -m eval run --llm http://127.0.0.1:11434/v1 --llm-model qwen3:4b
  python -m eval run --gate eval/baseline.json
  python -m eval run --write-baseline eval/baseline.json
  python -m eval claims --split report
  python -m eval bench
  python -m eval bench --people 50
  python -m eval study --data testsets/
  python -m eval fit --data testsets/
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: the arguments; None for the process's own.
    :return: 0 done, 1 done but a question failed, the gate did not pass or people who asked at
        once did not all get their answers, 2 could not, 130 stopped.
    """
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    commands = {"run": _run, "claims": _claims, "bench": _bench, "study": _study, "fit": _fit}
    return run_command(
        lambda: commands[arguments.command](arguments), stopped="stopped; no report was written"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Measure retrieval, answers, citations, refusals and speed.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_claims(commands)
    _add_bench(commands)
    _add_study(commands)
    _add_fit(commands)
    return parser


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = add_index_command(commands, "run", "ask every question of a file and score the answers")
    run.add_argument(
        "--questions",
        type=Path,
        default=ROOM / "questions.jsonl",
        metavar="FILE",
        help="one JSON object a line (default: eval/questions.jsonl)",
    )
    _folder(
        run,
        "--report",
        ROOM / "reports" / "latest",
        "where report.json and report.html go (default: eval/reports/latest)",
    )
    run.add_argument("--split", help="only the questions of this split (default: all)")
    run.add_argument("--json", action="store_true", help="print report.json, not the table")
    add_model(run)
    add_reader(run)
    run.add_argument(
        "--gate",
        type=Path,
        metavar="BASELINE",
        help="exit 1 where a measure is below this baseline by more than its interval",
    )
    run.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="record this run as a baseline"
    )


def _add_claims(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    claims = add_command(commands, "claims", "hold claims against sources whose verdict is known")
    claims.add_argument(
        "--claims",
        type=Path,
        default=ROOM / "claims.jsonl",
        metavar="FILE",
        help="one JSON object a line (default: eval/claims.jsonl)",
    )
    claims.add_argument("--split", help="only the pairs of this split (default: all)")
    claims.add_argument("--model", help="the embedding model (default: the index's default)")
    claims.add_argument("--json", action="store_true", help="print figures and pairs as JSON")
    claims.add_argument(
        "--fit", action="store_true", help="only print thresholds fitted on the split tune"
    )


def _add_bench(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    bench = add_command(commands, "bench", "time build and questions against the model alone")
    _folder(bench, "--documents", DEFAULT_DOCUMENTS, "the documents (default: ingest/documents)")
    bench.add_argument(
        "--people",
        type=at_least_one,
        metavar="N",
        help="also let N people ask a server at once while its index is rebuilt; exit 1 where "
        "one did not get the answers asked for",
    )
    bench.add_argument("--json", action="store_true", help="print the figures as JSON")


def _add_study(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    study = add_command(commands, "study", "compare ways to fuse dense and lexical search")
    study.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="folder of public test sets"
    )
    study.add_argument("--out", type=Path, metavar="DIR", help="where study.json goes, if anywhere")


def _add_fit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fit = add_command(commands, "fit", "fit what chooses sentences and what refuses")
    fit.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="folder of public question sets"
    )
    fit.add_argument(
        "--questions",
        type=Path,
        default=ROOM / "questions.jsonl",
        metavar="FILE",
        help="our own; those of the split tune are fitted on too (default: eval/questions.jsonl)",
    )
    add_index(fit)
    fit.add_argument(
        "--out",
        type=Path,
        default=ROOM.parent / "assistant" / "selection" / "weights.json",
        metavar="FILE",
        help="where the weights go (default: assistant/selection/weights.json)",
    )
    fit.add_argument(
        "--ablation", action="store_true", help="also show what is lost without each signal"
    )


def _folder(parser: argparse.ArgumentParser, flag: str, default: Path, text: str) -> None:
    parser.add_argument(flag, type=Path, default=default, metavar="DIR", help=text)


def _run(arguments: argparse.Namespace) -> int:
    from eval.gate import read_baseline, require_same_questions
    from eval.plots import require_plots
    from eval.questions import load_questions
    from eval.run import choose_split, fingerprint

    # What a person may have mistyped, or not installed, is told before anything that takes time.
    require_plots()
    questions = choose_split(load_questions(arguments.questions), arguments.split)
    baseline = read_baseline(arguments.gate) if arguments.gate else None
    if baseline:
        require_same_questions(baseline, fingerprint(questions))
    writer = open_writer(choice_given(arguments, os.environ))
    report = _ask_all(questions, arguments, writer)
    _show(report, arguments)
    complete = _complete(report)
    return DONE if _passes(report, baseline) and complete else LEFT_OUT


def _ask_all(
    questions: Sequence[Question], arguments: argparse.Namespace, writer: Writer | None
) -> Report:
    from assistant.ask import Assistant
    from eval.run import Pinned, Writing, run_questions
    from index.progress import TerminalProgress
    from index.search import Index

    searcher = Index(arguments.index).current()
    searcher.embedder.encode(["warm up"], "query")  # loads the model, which is no question's time
    documents = searcher.generation.documents()
    pinned = Pinned(searcher)  # throughout: a build in between must not change what is asked
    writing = None
    if writer is not None:
        from eval.support import claims_judge

        ask = Assistant(pinned, writer=writer, reads=arguments.reader).ask
        writing = Writing(ask, claims_judge(searcher.embedder))
    with TerminalProgress(sys.stderr) as progress:
        return run_questions(
            questions,
            Assistant(pinned, reads=arguments.reader).ask,
            documents,
            questions_file=arguments.questions,
            writing=writing,
            progress=progress,
        )


def _show(report: Report, arguments: argparse.Namespace) -> None:
    from eval.gate import write_baseline
    from eval.report import report_json, write_report
    from eval.table import render_table

    _, page = write_report(report, arguments.report)
    if arguments.write_baseline:
        write_baseline(report, arguments.write_baseline)
    if arguments.json:
        print(json.dumps(report_json(report), ensure_ascii=False, indent=1))
    else:
        print(render_table(report))
    print(f"report: {page}", file=sys.stderr)


def _complete(report: Report) -> bool:
    for row in report.errors:
        print(f"failed: {row.question.id}: {row.error}", file=sys.stderr)
    unwritten = [row for row in report.written if row.error is not None]
    for row in unwritten:
        print(f"failed, written: {row.question.id}: {row.error}", file=sys.stderr)
    unlocated = [row for row in report.rows if row.unlocated]
    for row in unlocated:
        quotations = "; ".join(row.unlocated)
        print(f"not in any document: {row.question.id}: {quotations}", file=sys.stderr)
    return not report.errors and not unwritten and not unlocated


def _passes(report: Report, baseline: Baseline | None) -> bool:
    if baseline is None:
        return True
    from eval.gate import check_gate

    regressions = check_gate(report, baseline)
    for regression in regressions:
        print(f"below the baseline: {regression}", file=sys.stderr)
    return not regressions


def _claims(arguments: argparse.Namespace) -> int:
    from eval.claims import judge_pairs, strangers
    from eval.claims_data import choose_pairs, load_pairs
    from eval.claims_report import claims_json, lines_of, render_claims
    from eval.models import TUNE_SPLIT
    from index.embedder import DEFAULT_MODEL, open_embedder

    pairs = choose_pairs(load_pairs(arguments.claims), arguments.split)
    embedder = open_embedder(arguments.model or DEFAULT_MODEL)
    if arguments.fit:
        from eval.claims_fit import fitted

        print(fitted(choose_pairs(pairs, TUNE_SPLIT), embedder))
        return DONE
    judged, model = judge_pairs(pairs, embedder), embedder.identity.name
    lines = lines_of(judged, judge_pairs(list(strangers(pairs)), embedder))
    if arguments.json:
        print(json.dumps(claims_json(lines, judged, model), ensure_ascii=False, indent=1))
    else:
        print(render_claims(lines, model))
    return DONE


def _bench(arguments: argparse.Namespace) -> int:
    from eval.bench import bench_json, render_bench, run_bench
    from index.progress import TerminalProgress

    with TerminalProgress(sys.stderr) as progress:
        figures = run_bench(arguments.documents, progress=progress)
        if arguments.people:
            from eval.bench_load import run_load

            load = run_load(arguments.documents, arguments.people, progress=progress)
            figures = replace(figures, load=load)
    if arguments.json:
        print(json.dumps(bench_json(figures), ensure_ascii=False, indent=2))
    else:
        print(render_bench(figures))
    return DONE if figures.load is None or figures.load.is_clean else LEFT_OUT


def _study(arguments: argparse.Namespace) -> int:
    from eval.study import run_fusion_study
    from index.progress import TerminalProgress

    with TerminalProgress(sys.stderr) as progress:
        print(run_fusion_study(arguments.data, arguments.out, progress=progress))
    return DONE


def _fit(arguments: argparse.Namespace) -> int:
    from assistant.reader.packaged import PackagedReader
    from assistant.selection.scale import scale_of
    from eval.fit import FitSettings, fit, measured_cases
    from eval.fit_cases import own_cases, public_cases
    from eval.fit_data import read_corpora
    from eval.fit_report import (
        Fitted,
        FittedPart,
        ablation,
        cross_validated,
        lines,
        render,
        write_weights,
    )
    from eval.questions import load_questions, to_fit_on
    from index.progress import TerminalProgress
    from index.search import Index

    questions = to_fit_on(load_questions(arguments.questions))
    corpora = read_corpora(arguments.data)
    searcher = Index(arguments.index).current()
    embedder = searcher.embedder
    reader = PackagedReader(embedder)
    with TerminalProgress(sys.stderr) as progress:
        cases = [*public_cases(corpora, embedder, reader, progress)]
    cases += own_cases(questions, searcher, reader)
    settings = FitSettings()
    alone, reading = (measured_cases(cases, reads=reads) for reads in (False, True))
    for heading, measured in (("without the reader", alone), ("with the reader", reading)):
        left_out = list(ablation(measured, settings)) if arguments.ablation else []
        print(heading, render(list(lines(cross_validated(measured, settings))), left_out), sep="\n")
    fitted = Fitted(
        FittedPart(fit(alone, settings), alone),
        FittedPart(fit(reading, settings), reading),
        embedder.identity.name,
        scale_of(embedder),
    )
    write_weights(arguments.out, fitted, settings)
    print(f"weights: {arguments.out}", file=sys.stderr)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
