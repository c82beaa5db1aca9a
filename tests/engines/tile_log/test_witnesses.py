import pytest

from linli.engines.tile_log import (
    WITNESS_KEY,
    Checkpoint,
    Cosignature,
    FormatError,
    Note,
    SignatureError,
    WitnessPolicy,
    make_signer,
    open_checkpoint,
    sign_checkpoint,
)
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER

WITNESSES = [
    make_signer(f"witness.example/{number}", seed=bytes([number] * 32), kind=WITNESS_KEY)
    for number in range(3)
]
KEYS = tuple(witness.verifier for witness in WITNESSES)
SIGNED = sign_checkpoint(Checkpoint(ORIGIN, 5, bytes(32)), [SIGNER])


def cosigned(*witnesses, time=100):
    lines = tuple(witness.cosign(SIGNED.text, time=time) for witness in witnesses)
    return Note(SIGNED.text, (*SIGNED.signatures, *lines))


def test_policy_gives_the_known_witnesses_and_their_times():
    found = open_checkpoint(
        cosigned(WITNESSES[2], WITNESSES[0]).encode(),
        [VERIFIER],
        policy=WitnessPolicy(KEYS[:2], 1),
    )
    assert found.cosignatures == (Cosignature(KEYS[0], 100),)


@pytest.mark.parametrize(("present", "required"), [(0, 1), (1, 2), (2, 3)])
def test_policy_refuses_too_few_witnesses(present, required):
    policy = WitnessPolicy(KEYS, required)
    with pytest.raises(SignatureError) as refused:
        policy.check(cosigned(*WITNESSES[:present]))
    assert refused.value.code == "witnesses"
    assert len(policy.check(cosigned(*WITNESSES[:required]))) == required


def test_policy_counts_a_witness_that_signed_twice_once():
    with pytest.raises(SignatureError):
        WitnessPolicy(KEYS, 2).check(cosigned(WITNESSES[0], WITNESSES[0]))


def test_policy_refuses_a_known_witness_whose_signature_does_not_fit():
    other = WITNESSES[0].cosign("other\n", time=1)
    with pytest.raises(SignatureError) as refused:
        WitnessPolicy(KEYS).check(Note(SIGNED.text, (other,)))
    assert refused.value.code == "signature"


@pytest.mark.parametrize(
    ("witnesses", "required"),
    [((VERIFIER,), 1), (KEYS, 4), (KEYS, -1), ((KEYS[0], KEYS[0]), 1)],
)
def test_policy_that_cannot_be_meant_is_refused(witnesses, required):
    with pytest.raises(FormatError) as refused:
        WitnessPolicy(witnesses, required)
    assert refused.value.code == "policy"


def test_policy_refuses_one_key_under_two_names():
    again = make_signer("another.example", seed=bytes(32), kind=WITNESS_KEY).verifier
    with pytest.raises(FormatError):
        WitnessPolicy((KEYS[0], again), 2)
