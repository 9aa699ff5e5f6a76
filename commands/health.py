"""`health`: screening answers and side effects."""

from typing import Annotated

import typer

from commands.records import (
    At,
    ClientWord,
    JsonFile,
    answer,
    client_id_of,
    moment,
    open_records,
)

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="Screening answers and side effects.", no_args_is_help=True)

Named = Annotated[list[str] | None, typer.Option(metavar="QUESTION", help="Again for each.")]


@app.command()
def questions(json_file: JsonFile = None) -> None:
    """List the screening questions, with what a yes means for each treatment."""
    from treatments.conditions import CONDITIONS

    def say() -> None:
        for condition in CONDITIONS:
            typer.echo(f"{condition.id}: {condition.question}")
            for treatment, rule in condition.rules.items():
                typer.echo(f"    {treatment.value}: {rule.severity.value}, {rule.sentence}")

    entries = [
        {
            "id": condition.id,
            "question": condition.question,
            "asked_before_each_session": not condition.lasting,
            "yes_means": {
                treatment.value: {
                    "rule": rule.id,
                    "severity": rule.severity.value,
                    "sentence": rule.sentence,
                    "source": str(rule.source),
                }
                for treatment, rule in condition.rules.items()
            },
        }
        for condition in CONDITIONS
    ]
    answer("questions", {"questions": entries}, json_file, say)


@app.command()
def ask(
    *,
    client: ClientWord,
    yes: Named = None,
    unsure: Named = None,
    no: Named = None,
    others_no: Annotated[
        bool, typer.Option("--others-no", help="No to every question that is not named.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who asked; else the owner.")] = None,
    at: At = None,
    json_file: JsonFile = None,
) -> None:
    """Keep a client's answers to the screening questions."""
    from tracking.health import answer as keep
    from treatments.conditions import CONDITIONS
    from treatments.screening import Answer, Reply

    replies = dict.fromkeys(no or [], Reply.NO)
    replies |= dict.fromkeys(unsure or [], Reply.UNSURE)
    replies |= dict.fromkeys(yes or [], Reply.YES)
    if unknown := sorted(set(replies) - {condition.id for condition in CONDITIONS}):
        raise typer.BadParameter(
            f"there is no question {', '.join(unknown)}; see `health questions`"
        )
    if others_no:
        replies = {condition.id: Reply.NO for condition in CONDITIONS} | replies
    if not replies:
        raise typer.BadParameter("give answers, for example --yes diabetes --others-no")
    with open_records() as desk:
        when, who = moment(at, desk.policy), by or desk.actor.name
        given = [Answer(question, reply, when, who) for question, reply in replies.items()]
        keep(desk, client_id_of(desk, client), given)

    def say() -> None:
        counts = ", ".join(
            f"{sum(reply is kind for reply in replies.values())} {kind.value}" for kind in Reply
        )
        typer.echo(f"{len(replies)} answers are kept: {counts}.")

    document = {"answers": {question: reply.value for question, reply in replies.items()}}
    answer("answers", document, json_file, say)


@app.command("side-effect")
def side_effect(
    *,
    client: ClientWord,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="For example bruising, or list.")],
    severity: Annotated[str, typer.Option(help="mild, moderate or severe.")],
    region: Annotated[str | None, typer.Option(help="Where; else the whole person.")] = None,
    since: At = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it ended; else it lasts.")
    ] = None,
    action: Annotated[str, typer.Option(help="What was done; kept encrypted.")] = "",
    json_file: JsonFile = None,
) -> None:
    """Keep a side effect; trouble swallowing, speaking or breathing is an emergency."""
    from records.screening import SideEffectSeverity
    from tracking.health import report_side_effect
    from treatments.side_effects import SideEffect, SideEffectKind

    kinds = {known.value.replace(" ", "-"): known for known in SideEffectKind}
    if kind not in kinds:
        raise typer.BadParameter(f"choose one of {', '.join(kinds)}", param_hint="KIND")
    if severity not in [known.value for known in SideEffectSeverity]:
        raise typer.BadParameter("choose mild, moderate or severe", param_hint="--severity")
    with open_records() as desk:
        effect = SideEffect(
            kinds[kind],
            moment(since, desk.policy, "--since"),
            moment(until, desk.policy, "--until") if until else None,
            region,
        )
        reported = report_side_effect(
            desk,
            client_id_of(desk, client),
            effect,
            severity=SideEffectSeverity(severity),
            action=action,
        )
    notice = reported.notice.sentence if reported.notice else None

    def say() -> None:
        if notice:
            typer.echo(f"URGENT: {notice}")
        typer.echo(f"Side effect {reported.id} is kept.")

    answer("side_effect", {"id": reported.id, "urgent": notice}, json_file, say)


@app.command()
def ended(
    *,
    client: ClientWord,
    number: Annotated[int, typer.Argument(help="Of the side effect, as it was said.")],
    at: At = None,
    json_file: JsonFile = None,
) -> None:
    """Note that a side effect is over."""
    from tracking.health import side_effect_ended

    with open_records() as desk:
        over = moment(at, desk.policy)
        side_effect_ended(desk, client_id_of(desk, client), number, over)
    answer(
        "side_effect",
        {"id": number, "ended": over.isoformat()},
        json_file,
        lambda: typer.echo(f"Side effect {number} is over."),
    )
