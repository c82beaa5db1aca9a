import stat

import pytest

from linli.ground.accounts.errors import ChannelError
from linli.ground.accounts.senders import CodeMessage, deliver_message, open_message, seal_message
from linli.ground.privacy.contacts import Contact
from linli.ground.privacy.errors import DecryptionError

SMS = CodeMessage(Contact("phone", "+8613812345678"), "012345", "en", "柳岸社区")
MAIL = CodeMessage(Contact("mail", "zhang@example.com"), "012345", "en", "柳岸社区")


@pytest.mark.parametrize("message", [SMS, MAIL])
def test_deliver_message_writes_a_file_for_its_owner_alone(message, tmp_path, capsys):
    deliver_message(message)
    (path,) = (tmp_path / "outbox").iterdir()
    assert path.read_text() == (
        f"To: {message.contact.value}\n"
        "Subject: Your sign-in code for 柳岸社区\n\n"
        "Your sign-in code for 柳岸社区 is 012345. It is valid for 10 minutes. "
        "Nobody from the community will ever ask you for it.\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert capsys.readouterr().out == f"Message written to {path}\n"


def test_deliver_message_writes_no_file_in_production(settings, tmp_path):
    settings.LINLI_PRODUCTION = True
    with pytest.raises(ChannelError) as caught:
        deliver_message(SMS)
    assert caught.value.code == "channel_unavailable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["", "carrier-pigeon://x", "smtp://host", "ftp://host/x"])
def test_deliver_message_refuses_unknown_carriers_of_text_messages(settings, url):
    settings.LINLI_SMS_URL = url
    with pytest.raises(ChannelError) as caught:
        deliver_message(SMS)
    assert caught.value.code == "channel_unavailable"


@pytest.mark.parametrize("url", ["", "https://host/x"])
def test_deliver_message_refuses_unknown_carriers_of_mail(settings, url):
    settings.LINLI_MAIL_URL = url
    with pytest.raises(ChannelError):
        deliver_message(MAIL)


def test_message_subject_does_not_hold_the_code():
    assert "012345" not in SMS.subject


@pytest.mark.parametrize("message", [SMS, MAIL])
def test_seal_message_hides_and_open_message_restores(message):
    sealed = seal_message(message)
    assert message.code not in sealed
    assert open_message(sealed) == message
    with pytest.raises(DecryptionError):
        open_message(sealed[:-1])
