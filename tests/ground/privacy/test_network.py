import uuid

import pytest

from linli.ground.privacy.network import get_network, index_network, read_client_address


@pytest.mark.parametrize(
    ("meta", "hops", "address"),
    [
        ({"REMOTE_ADDR": "203.0.113.9"}, 0, "203.0.113.9"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 0, "10.0.0.1"),
        (
            {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.9"},
            1,
            "203.0.113.9",
        ),
        (
            {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.2"},
            2,
            "203.0.113.9",
        ),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 2, "unknown"),
        ({"REMOTE_ADDR": "10.0.0.1"}, 1, "unknown"),
        ({"REMOTE_ADDR": ""}, 0, "unknown"),
        ({}, 0, "unknown"),
    ],
)
def test_read_client_address_believes_own_proxies_only(meta, hops, address):
    assert read_client_address(meta, proxy_hops=hops) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_get_network_counts_households(address, network):
    assert get_network(address) == network


def test_index_network_is_one_for_a_household_and_hides_it():
    one = uuid.UUID(int=1)
    first = index_network("2001:db8:1:2:aaaa::1", community_id=one)
    assert first == index_network("2001:db8:1:2:bbbb::2", community_id=one)
    assert first != index_network("2001:db8:1:3::1", community_id=one)
    assert first != index_network("2001:db8:1:2::1", community_id=uuid.UUID(int=2))
    assert "2001" not in first
