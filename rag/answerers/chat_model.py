"""The language model: built from settings, and read as a stream of text whose every failure is a ModelError."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.errors import ModelError, SettingsError
from rag.settings import Settings
from rag.types import Bilingual, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk

Message = tuple[str, str]  # (role, content), role "system" or "user"; LangChain takes such pairs

_PLACEHOLDER_KEY = "not-needed"  # servers that ask for no key still get a header, which the client insists on
WITHOUT_MODEL = Bilingual(
    "或者不设 CLAUSEWISE_MODEL，不用语言模型回答", "or unset CLAUSEWISE_MODEL to answer without a language model"
)
# The base classes by which the libraries under a chat model report failure, looked up among what is loaded: a library
# that is not loaded raised nothing. openai speaks through httpx2 since 3.0, through httpx before.
_FAILURES = (
    ("langchain_core.exceptions", "LangChainException"),
    ("openai", "OpenAIError"),
    ("anthropic", "AnthropicError"),
    ("httpx", "HTTPError"),
    ("httpx2", "HTTPError"),
)
_CONNECTIONS = (
    ("langchain_core.exceptions", "ModelConnectionError"),
    ("openai", "APIConnectionError"),
    ("anthropic", "APIConnectionError"),
    ("httpx", "TransportError"),
    ("httpx2", "TransportError"),
)
_TIMEOUTS = (  # each also one of the connection failures
    ("langchain_core.exceptions", "ModelTimeoutError"),
    ("openai", "APITimeoutError"),
    ("anthropic", "APITimeoutError"),
    ("httpx", "TimeoutException"),
    ("httpx2", "TimeoutException"),
)
# What a client raises that met JSON of the wrong shape. ValueError: broken JSON, failed validation, a stream with no
# chunk. LookupError, TypeError, AttributeError: a string or null where the client looked for an object.
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError)


@dataclass(slots=True)
class Meter:
    """What a reply cost so far, and how it ended, as the server says: None and "" while it has not said."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    finish: str = ""
    pieces: int = 0

    def count(self, chunk: "BaseMessageChunk") -> None:
        self.pieces += bool(chunk.text)
        usage = getattr(chunk, "usage_metadata", None)
        if usage:
            self.prompt_tokens = (self.prompt_tokens or 0) + usage["input_tokens"]
            self.completion_tokens = (self.completion_tokens or 0) + usage["output_tokens"]
        ended = chunk.response_metadata
        self.finish = str(ended.get("finish_reason") or ended.get("stop_reason") or self.finish)

    def usage(self, model: str, seconds: float, *, max_tokens: int = 0, max_seconds: float = 0.0) -> Usage:
        return Usage(model, seconds, self.prompt_tokens, self.completion_tokens, max_tokens, max_seconds)


def load_chat_model(settings: Settings) -> "BaseChatModel":
    """The chat model that `settings` names.

    With a `base_url` the server there speaks the OpenAI interface (OpenAI, DeepSeek, Qwen, vLLM, Ollama …) and gets
    the name as it is, less an "openai:" prefix; it gets `settings.api_key` or a placeholder, never OPENAI_API_KEY,
    which belongs to another server. Otherwise LangChain's `init_chat_model` finds the provider, whose own variables
    give the key where the settings do not.

    Raises SettingsError for no model, an unknown provider, a missing package or a missing key. Contacts no server.
    """
    if not settings.model:
        raise SettingsError('no language model is set; set CLAUSEWISE_MODEL (--model), e.g. "openai:gpt-4o-mini"')
    try:
        return _compatible(settings) if settings.base_url else _by_provider(settings)
    except ImportError as error:
        raise SettingsError(f"CLAUSEWISE_MODEL is {settings.model!r}, but a package is missing: {error}") from error
    except _any_failure() as error:
        raise SettingsError(_unbuildable(settings, error)) from None  # pydantic's message can quote the key


def stream_text(
    model: "BaseChatModel", messages: Sequence[Message], *, meter: Meter | None = None, max_seconds: float = 0.0
) -> Iterator[str]:
    """The model's reply in pieces as they arrive, none of them empty; no piece where the reply is empty.

    `meter` counts the tokens that the server reports. Raises ModelError, before or after the first piece, when the
    server is unreachable, slow, refuses, breaks off or answers with something else, and when the reply takes more than
    `max_seconds` (0: no limit) or as many tokens as it may; its message never holds a key.
    """
    start, meter = time.monotonic(), meter or Meter()
    try:
        for chunk in model.stream(list(messages)):
            meter.count(chunk)
            if chunk.text:
                yield str(chunk.text)
            if max_seconds and time.monotonic() - start > max_seconds:
                raise failure(
                    model,
                    f"took longer than {max_seconds:g} s; raise CLAUSEWISE_MAX_SECONDS, choose a faster model",
                    f"用时超过 {max_seconds:g} 秒；请调高 CLAUSEWISE_MAX_SECONDS，或换用更快的模型",
                )
        _check_finish(model, meter)
    except _any_failure() as error:
        raise _model_error(model, error) from None  # the server's words in the cause can quote the key


def _check_finish(model: "BaseChatModel", meter: Meter) -> None:
    """Raise ModelError for a reply that was cut at its limit, or that ended without the server's word that it ended."""
    if meter.finish in ("length", "max_tokens"):
        raise failure(
            model,
            "used up the tokens an answer may have; raise CLAUSEWISE_MAX_TOKENS",
            "用完了一次回答可用的词元；请调高 CLAUSEWISE_MAX_TOKENS",
        )
    if not meter.finish and meter.pieces and hasattr(model, "openai_api_base"):
        raise failure(
            model,
            "broke off in the middle; ask again, look into the server's log",
            "中途断开；请再问一次，或查看服务器日志",
        )


def _compatible(settings: Settings) -> "BaseChatModel":
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=settings.model.removeprefix("openai:"),
        base_url=settings.base_url,
        api_key=SecretStr(settings.api_key or _PLACEHOLDER_KEY),
        temperature=settings.temperature,
        timeout=settings.timeout,
        max_retries=settings.retries,
        stream_usage=True,
        extra_body={"max_tokens": settings.max_tokens} if settings.max_tokens else None,  # the name all servers know
        use_responses_api=False,  # the one interface that all such servers share is chat completions
    )


def _by_provider(settings: Settings) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "temperature": settings.temperature,
        "timeout": settings.timeout,
        "max_retries": settings.retries,
    }
    if settings.max_tokens:
        options["max_tokens"] = settings.max_tokens
    if settings.api_key:
        options["api_key"] = settings.api_key
    model: BaseChatModel = init_chat_model(settings.model, **options)
    return model


def _unbuildable(settings: Settings, error: Exception) -> str:
    provider = settings.model.partition(":")[0]
    if any(sign in str(error).lower() for sign in ("api_key", "api key", "credential")):
        remedy = f"no key is set: set CLAUSEWISE_API_KEY or the variable of {provider!r} (OPENAI_API_KEY for OpenAI)"
    else:
        remedy = (
            "LangChain knows no such provider or model: write provider:name, such as openai:gpt-4o-mini; "
            "for a server of your own set CLAUSEWISE_BASE_URL too"
        )
    return f"CLAUSEWISE_MODEL is {settings.model!r}, but {remedy}"


def _failures(table: Sequence[tuple[str, str]] = _FAILURES) -> tuple[type[Exception], ...]:
    """The exception classes of `table` whose library is loaded."""
    found = (getattr(sys.modules.get(library), name, None) for library, name in table)
    return tuple(kind for kind in found if kind is not None)


def _any_failure() -> tuple[type[Exception], ...]:
    return (OSError, *_MALFORMED, *_failures())


def failure(model: "BaseChatModel", en: str, zh: str) -> ModelError:
    """What went wrong with a model and what to do, in both languages."""
    name = describe(model)
    return ModelError(
        f"{name} {en}, {WITHOUT_MODEL.en}", f"{name.replace('language model', '语言模型')} {zh}，{WITHOUT_MODEL.zh}"
    )


def _model_error(model: "BaseChatModel", error: Exception) -> ModelError:
    if isinstance(error, (TimeoutError, *_failures(_TIMEOUTS))):
        return failure(
            model,
            "did not answer in time; raise CLAUSEWISE_TIMEOUT, choose a faster model",
            "没有及时应答；请调高 CLAUSEWISE_TIMEOUT，或换用更快的模型",
        )
    if isinstance(error, (OSError, *_failures(_CONNECTIONS))):
        return failure(
            model,
            "cannot be reached, or broke off; check that the server runs, CLAUSEWISE_BASE_URL, and proxy settings "
            "(NO_PROXY for a local server)",
            "无法连接，或连接中断；请检查服务器是否在运行、CLAUSEWISE_BASE_URL 和代理设置（本机服务器用 NO_PROXY）",
        )
    if isinstance(error, _MALFORMED):
        return failure(
            model,
            f"sent no readable reply ({type(error).__name__}); check that the address is an OpenAI-compatible interface "
            "(often it ends in /v1)",
            f"的应答无法读取（{type(error).__name__}）；请检查该地址是否为 OpenAI 兼容接口（通常以 /v1 结尾）",
        )
    status = getattr(error, "status_code", None)
    (what, remedy), (what_zh, remedy_zh) = _by_status(status)
    words = "" if status in (401, 403) else _words(model, error)
    return failure(model, f"{what}{words}; {remedy}", f"{what_zh}{words}；{remedy_zh}")


def _by_status(status: int | None) -> tuple[tuple[str, str], tuple[str, str]]:
    """What a server's HTTP status says, and the remedy, in English and in Chinese; None: it failed inside a stream."""
    at, at_zh = (f" (HTTP {status})", f"（HTTP {status}）") if status is not None else ("", "")
    if status in (401, 403):
        return (
            (f"refused the key{at}", "set CLAUSEWISE_API_KEY to a key that this server and model accept"),
            (f"不接受密钥{at_zh}", "请把 CLAUSEWISE_API_KEY 设为该服务器和模型可用的密钥"),
        )
    if status == 404:
        return (
            (f"was not found{at}", "check CLAUSEWISE_MODEL and CLAUSEWISE_BASE_URL (often it ends in /v1)"),
            (f"不存在{at_zh}", "请检查 CLAUSEWISE_MODEL 和 CLAUSEWISE_BASE_URL（通常以 /v1 结尾）"),
        )
    if status == 429:
        return (
            (f"is out of quota or gets too many requests{at}", "wait and ask again, check the key's plan"),
            (f"额度用完或请求过多{at_zh}", "请稍后再问，或检查密钥的套餐"),
        )
    if status is not None and status < 500:
        return (
            (f"refused the request{at}", "check CLAUSEWISE_MODEL and CLAUSEWISE_TEMPERATURE, lower --k"),
            (f"拒绝了请求{at_zh}", "请检查 CLAUSEWISE_MODEL 和 CLAUSEWISE_TEMPERATURE，或调低 --k"),
        )
    return (f"failed{at}", "ask again, look into the server's log"), (f"出错{at_zh}", "请再问一次，或查看服务器日志")


def _words(model: "BaseChatModel", error: Exception) -> str:
    """The start of the server's own message, keys masked; "" where it said nothing."""
    text = " ".join(str(error).split())
    for secret in _secrets(model):
        text = text.replace(secret, "***")
    return f": {text[:200]}" if text else ""


def _secrets(model: "BaseChatModel") -> list[str]:
    values: list[Any] = list(vars(model).values())
    return [value.get_secret_value() for value in values if hasattr(value, "get_secret_value")]


def describe(model: "BaseChatModel") -> str:
    """What people call the model in messages: 'language model "qwen2.5" at http://localhost:11434/v1'."""
    name = getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__
    address = getattr(model, "openai_api_base", None)
    return f'language model "{name}"' + (f" at {address}" if address else "")
