"""Where things lie in this checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
PYTHON = VENV_BIN / "python"
REQUIREMENTS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"
PACKAGE = ROOT / "src" / "linli"
FRONTEND = PACKAGE / "site" / "frontend"
BUILT = PACKAGE / "site" / "static" / "built"
LOCALE = PACKAGE / "locale"
SETUP_LOCK = ROOT / ".tools" / "setup.lock"


def site_packages() -> Path:
    """The folder of installed packages in the project's environment."""
    return next((VENV / "lib").glob("python*/site-packages"))
