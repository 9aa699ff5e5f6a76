import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.sealing import SealBrokenError, new_key, seal, unseal

KEY = new_key()


@given(st.binary(max_size=200), st.lists(st.text(), max_size=3))
def test_what_is_sealed_opens_under_its_key_and_context(data, context):
    assert unseal(KEY, seal(KEY, data, *context), *context) == data


def test_the_same_bytes_never_look_the_same():
    assert seal(KEY, b"wrinkle") != seal(KEY, b"wrinkle")
    assert b"wrinkle" not in seal(KEY, b"wrinkle")


def test_every_flipped_bit_is_found():
    sealed = seal(KEY, b"a photo", "client-1")
    for position in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[position] ^= 1 << bit
            with pytest.raises(SealBrokenError):
                unseal(KEY, bytes(changed), "client-1")


def test_every_cut_is_found():
    sealed = seal(KEY, b"a photo")
    for length in range(len(sealed)):
        with pytest.raises(SealBrokenError):
            unseal(KEY, sealed[:length])


@pytest.mark.parametrize("context", [(), ("client-2",), ("client-1", ""), ("client", "-1")])
def test_bytes_moved_to_another_place_do_not_open(context):
    with pytest.raises(SealBrokenError):
        unseal(KEY, seal(KEY, b"a photo", "client-1"), *context)


def test_another_key_does_not_open():
    with pytest.raises(SealBrokenError):
        unseal(new_key(), seal(KEY, b"a photo"))
