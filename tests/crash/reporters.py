"""People who report while the server is killed, and who try again until they are answered."""

import json
import re
import secrets
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PAUSE = 0.05
TIMEOUT = 60
HIDDEN = r'name="{}" value="([^"]+)"'
NUMBER = re.compile(r"[A-Z]{2}-\d{4}-[0-9A-HJKMNP-TV-Z]{4,8}")
SECRET = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b")
CATEGORY = "roads.lamp"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A report that was answered: what was said, the receipt, how often it had to be sent."""

    words: str
    number: str
    secret: str
    sent: int


class WrongAnswerError(Exception):
    """The server answered, but not as it should."""


class Reporter(threading.Thread):
    """Reports by the form or by the API, one after the other, until it is told to finish."""

    def __init__(self, name: str, port: int, place: str, *, by_form: bool) -> None:
        super().__init__(name=name, daemon=True)
        self.acknowledged: list[Acknowledged] = []
        self.error: Exception | None = None
        self._port, self._place, self._by_form = port, place, by_form
        self._finish = threading.Event()
        self._connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self._tries = 0

    def run(self) -> None:
        try:
            while not self._finish.is_set():
                words = f"{self.name}, {len(self.acknowledged) + 1}"
                report = self._by_page if self._by_form else self._by_programme
                number, secret = report(words)
                self.acknowledged.append(Acknowledged(words, number, secret, self._tries))
        except (WrongAnswerError, LookupError, ValueError) as error:
            self.error = error
        finally:
            self._connection.close()

    def finish(self) -> None:
        """Lets it get the answer to what it is about to report, and no more."""
        self._finish.set()

    def _by_page(self, words: str) -> tuple[str, str]:
        """Opens the form, sends it, reads the receipt; each as often as it takes.

        The receipt is shown once: whoever did not get that page sends the form again.
        """
        cookies: dict[str, str] = {}
        form = self._ask("GET", "/report", cookies, expected={200})
        values = {
            "csrfmiddlewaretoken": _hidden(form, "csrfmiddlewaretoken"),
            "idempotency_key": _hidden(form, "idempotency_key"),
            "category": CATEGORY,
            "words": words,
            "place": self._place,
            "nearby": "seen",
            "alike": "seen",
        }
        sent, receipt = 0, ""
        while not receipt:
            self._ask("POST", "/report", cookies, urlencode(values), FORM, expected={302})
            sent += self._tries
            receipt = self._ask("GET", "/receipt/new", cookies, expected={200, 302})
        self._tries = sent
        return _found(NUMBER, receipt), _found(SECRET, receipt)

    def _by_programme(self, words: str) -> tuple[str, str]:
        body = json.dumps({"category": CATEGORY, "words": words, "place": self._place})
        headers = {"Content-Type": "application/json", "Idempotency-Key": secrets.token_urlsafe(18)}
        answer = json.loads(self._ask("POST", "/api/v1/cases", {}, body, headers, expected={201}))
        return answer["receipt"]["number"], answer["receipt"]["secret"]

    def _ask(
        self,
        method: str,
        path: str,
        cookies: dict[str, str],
        body: str = "",
        headers: dict[str, str] | None = None,
        *,
        expected: set[int],
    ) -> str:
        """The same request again and again until there is an answer."""
        self._tries = 0
        while True:
            self._tries += 1
            jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
            try:
                self._connection.request(
                    method, path, body.encode(), {**(headers or {}), "Cookie": jar}
                )
                response = self._connection.getresponse()
                text = response.read().decode()
            except (OSError, HTTPException):
                self._connection.close()
                time.sleep(PAUSE)
                continue
            if response.status not in expected:
                raise WrongAnswerError(f"{method} {path}: {response.status} {text[-1000:]}")
            _keep(cookies, response)
            return text


def _keep(cookies: dict[str, str], response: HTTPResponse) -> None:
    for value in response.headers.get_all("Set-Cookie") or []:
        cookies |= {key: one.value for key, one in SimpleCookie(value).items()}


def _hidden(page: str, name: str) -> str:
    return _found(re.compile(HIDDEN.format(name)), page, group=1)


def _found(pattern: "re.Pattern[str]", page: str, *, group: int = 0) -> str:
    match = pattern.search(page)
    if match is None:
        raise WrongAnswerError(f"{pattern.pattern} is not on the page: {page[-1000:]}")
    return match[group]
