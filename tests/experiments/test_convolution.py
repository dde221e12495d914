"""A convolutional network: features at a small output scale, rest at a large one."""


def test_kernel_and_both_pairs_change_at_a_small_scale_and_rest_at_a_large_one(quick):
    found = {effect.name: effect for effect in quick("convolution").effects}
    assert found["tanh-features-kernel"].value > 0.6
    assert found["tanh-features-last-pair"].value > 0.2
    assert found["tanh-features-convolutions"].value > 0.2
    assert found["tanh-features-rescaling"].value > 0.1
    for name in ("kernel", "last-pair", "convolutions", "rescaling"):
        assert found[f"tanh-rest-{name}"].value < 0.05
