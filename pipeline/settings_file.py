"""The settings file: options of a command in TOML, for those who set the same ones every time.

Its keys are the names of the options without ``--``; what the command line says goes before it::

    ner = "spacy"
    jobs = 4
    xlsx = false
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import OptionInfo

from pipeline.errors import ZhengceError

DEFAULT = "zhengce.toml"
"""The file that is read from the working folder where none is named."""

_ITSELF = "settings"
# What a value must be in TOML for an option of this type, and how to say so.
_KINDS: Mapping[type, tuple[tuple[type, ...], str]] = {
    bool: ((bool,), "true 或 or false"),
    int: ((int,), "整数 a whole number"),
    float: ((int, float), "数 a number"),
    str: ((str,), "加引号的文字 text in quotes"),
    Path: ((str,), "加引号的文字 text in quotes"),
}


class SettingsFileError(ZhengceError):
    """A settings file cannot be read or says what no option takes; the message names file, key and value."""


@dataclass(frozen=True, slots=True)
class _Option:
    parameter: str
    type: type
    least: float | None


def read_settings(path: Path, command: Callable[..., Any]) -> dict[str, Any]:
    """The settings of ``path`` by parameter of the Typer command, each checked as its option would be.

    Raises ``SettingsFileError``.
    """
    options = dict(_options(command))
    found: dict[str, Any] = {}
    for key, value in _load(path).items():
        option = options.get(key)
        if option is None:
            raise SettingsFileError(
                f"{path}: 没有此设置项 no such setting: {key}; 可用的有 there are: {', '.join(options)}"
            )
        if wanted := _wanted(option, value):
            raise SettingsFileError(f"{path}: {key} = {_shown(value)}: 取值不对，应为 bad value, should be {wanted}")
        found[option.parameter] = value
    return found


def _options(command: Callable[..., Any]) -> Iterator[tuple[str, _Option]]:
    """The options of a command that a settings file may hold, by name."""
    for parameter, hint in get_type_hints(command, include_extras=True).items():
        info = next((told for told in get_args(hint)[1:] if isinstance(told, OptionInfo)), None)
        if info is not None and parameter != _ITSELF:
            plain = get_args(hint)[0]
            kind = next((one for one in get_args(plain) if one is not type(None)), plain)
            yield parameter.replace("_", "-"), _Option(parameter, kind, info.min)


def _wanted(option: _Option, value: Any) -> str:
    """What the value of an option should be; empty where it is that."""
    types, told = _KINDS[option.type]
    if not _is_one_of(value, types) or (isinstance(value, bool) and option.type is not bool):
        return told
    if isinstance(value, float) and not math.isfinite(value):
        return told
    return f">= {option.least}" if option.least is not None and value < option.least else ""


def _is_one_of(value: Any, types: tuple[type, ...]) -> bool:
    return isinstance(value, types)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _load(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsFileError(f"没有此设置文件 no such settings file: {path}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsFileError(f"{path}: 不是UTF-8编码的TOML is not TOML in UTF-8: {error}") from error
    except OSError as error:
        raise SettingsFileError(f"{path}: 设置文件无法读取 cannot be read: {error.strerror}") from error
