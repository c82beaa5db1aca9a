"""A signed-in browser that calls a WSGI application in its own process, and a stopwatch on it."""

import io
import re
import time
from collections.abc import Callable, Iterable, Mapping
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

HOST = "127.0.0.1:8000"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# What comes back is Django's response, which iterates over its body and can be closed.
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


class Answer(NamedTuple):
    """What came back, and what it cost this process: CPU and wall time in seconds."""

    status: int
    headers: Mapping[str, str]
    body: str
    cpu: float
    wall: float


class Browser:
    """Keeps cookies.  Every answer must have the status that is asked for, else AssertionError."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self.cookies: dict[str, str] = {}

    def get(self, path: str, *, status: int = 200) -> Answer:
        return self._call("GET", path, b"", status)

    def post(self, path: str, values: Mapping[str, str], *, status: int = 302) -> Answer:
        return self._call("POST", path, urlencode(values).encode(), status)

    def token(self, path: str) -> str:
        """The CSRF token of the form on that page."""
        found = TOKEN.search(self.get(path).body)
        assert found, path
        return found[1]

    def sign_in(self, account: object) -> None:
        """Becomes that person through the page for trying out."""
        token = self.token("/demo")
        self.post("/demo", {"account": str(account), "csrfmiddlewaretoken": token})

    def _call(self, method: str, path: str, body: bytes, status: int) -> Answer:
        environ = self._environ(method, path, body)
        seen: list[Any] = []
        wall, cpu = time.perf_counter(), time.process_time()
        chunks = self._application(environ, lambda *given: seen.extend(given))
        text = b"".join(chunks)
        chunks.close()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        answer = Answer(int(seen[0][:3]), dict(seen[1]), text.decode(), cpu, wall)
        assert answer.status == status, (path, answer.status, answer.body[-2000:])
        self._keep_cookies(seen[1])
        return answer

    def _keep_cookies(self, headers: Iterable[tuple[str, str]]) -> None:
        for name, value in headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        where, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": where,
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": HOST,
            "HTTP_ACCEPT": "text/html,application/json;q=0.9,*/*;q=0.8",
            "HTTP_ACCEPT_ENCODING": "gzip, br",
            "HTTP_USER_AGENT": "benchmark",
            "HTTP_COOKIE": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
        }
