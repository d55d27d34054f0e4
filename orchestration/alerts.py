"""Telling someone that a night failed: a file under the home, and an e-mail when a mail server is configured.

Belongs here: the message and its ways out. Does not belong here: finding out that a run failed (`sensors`, `night`). A
message never holds a value of a child's row, because a `Problem` never does.
"""

from __future__ import annotations

import os
import smtplib
from email.message import EmailMessage
from pathlib import Path

from orchestration.problems import Problem
from orchestration.settings import Home

SERVER_VARIABLE = "SCORECARDS_SMTP_HOST"  # host or host:port
TO_VARIABLE = "SCORECARDS_ALERT_TO"  # addresses, separated by commas
FROM_VARIABLE = "SCORECARDS_ALERT_FROM"
PATIENCE_SECONDS = 10


def raise_alert(home: Home, run_id: str, problem: Problem) -> Path | None:
    """Write `alerts/<run id>.txt` and send it; None when this run was reported before. A mail server that is down
    costs the e-mail, which the file then says, and nothing else."""
    path = home.make(home.root / "alerts") / f"{run_id}.txt"
    if path.exists():
        return None
    text = f"No edition was published by run {run_id}.\n\n{problem.text()}\n\nThe edition before it still stands.\n"
    path.write_text(text, encoding="utf-8")
    try:
        _send(text)
    except (OSError, smtplib.SMTPException) as error:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nThe e-mail could not be sent: {type(error).__name__}.\n")
    return path


def _send(text: str) -> None:
    server, to = os.environ.get(SERVER_VARIABLE), os.environ.get(TO_VARIABLE)
    if not server or not to:
        return
    message = EmailMessage()
    message["Subject"] = "Scorecards: the night failed, nothing new was published"
    message["From"] = os.environ.get(FROM_VARIABLE, "scorecards@localhost")
    message["To"] = to
    message.set_content(text)
    host, _, port = server.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=PATIENCE_SECONDS) as connection:
        connection.send_message(message)
