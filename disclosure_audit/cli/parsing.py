"""What the parser of arguments refuses, said our way and in both languages."""

from __future__ import annotations

from difflib import get_close_matches

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text


def explain(error: BaseException) -> UsageError:
    """Return what a parser's exception says as a ``UsageError`` with a hint."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "disclosure-audit")
    see = Text(f"see `{command} --help`", f"见 `{command} --help`")
    if kind == "NoSuchOption":
        return _no_option(error, see)
    if kind == "MissingParameter":
        name = str(getattr(getattr(error, "param", None), "name", None) or "?").upper()
        return UsageError(Text(f"{name} is missing", f"缺少 {name}"), see)
    message = str(getattr(error, "message", error)).rstrip(".")
    if message.startswith("No such command"):
        return _no_command(message, context, see)
    if message.startswith("Got unexpected extra argument"):
        extra = message.partition(" (")[2].removesuffix(")")
        return UsageError(Text(f"too many arguments: {extra}", f"多余的参数：{extra}"), see)
    whole = error.format_message().rstrip(".")  # type: ignore[attr-defined]  # a click error
    return UsageError(Text(whole, f"参数有误：{whole}"), see)


def _no_option(error: BaseException, see: Text) -> UsageError:
    name = getattr(error, "option_name", "?")
    near = list(getattr(error, "possibilities", None) or ())
    return UsageError(
        Text("there is no option {name}", "没有选项 {name}").fill(name=name),
        Text(f"did you mean {', '.join(near)}?", f"是否指 {'、'.join(near)}？") if near else see,
    )


def _no_command(message: str, context: object, see: Text) -> UsageError:
    name = message.split("'")[1] if message.count("'") > 1 else "?"
    commands = list(getattr(getattr(context, "command", None), "commands", {}))
    near = get_close_matches(name, commands, n=1)
    choices = ", ".join(commands)
    return UsageError(
        Text("there is no command “{name}”", "没有命令“{name}”").fill(name=name),
        Text(f"did you mean {near[0]}?", f"是否指 {near[0]}？")
        if near
        else Text(f"commands: {choices}", f"可用命令：{choices}")
        if commands
        else see,
    )
