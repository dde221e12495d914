"""A convolutional network: features at a small output scale, rest at a large one."""

import numpy as np

from symfeat.training import Convolutional, digits, law


def test_kernel_and_both_pairs_change_at_a_small_scale_and_rest_at_a_large_one(quick):
    found = {effect.name: effect for effect in quick("convolution").effects}
    assert found["tanh-features-kernel"].value > 0.6
    assert found["tanh-features-last-pair"].value > 0.2
    assert found["tanh-features-convolutions"].value > 0.2
    assert found["tanh-features-rescaling"].value > 0.1
    for name in ("kernel", "last-pair", "convolutions", "rescaling"):
        assert found[f"tanh-rest-{name}"].value < 0.05


def test_convolutions_as_products_of_matrices_are_convolutions(module):
    images = digits(12, images=True).x.astype(np.float32)
    for activation in ("tanh", "relu"):
        plain = Convolutional(8, 6, 10, activation=activation)
        unfolded = module("convolution").Unfolded(8, 6, 10, activation=activation)
        weights = [layer[0].astype(np.float32) for layer in law(plain).draw(plain, (3,))]
        np.testing.assert_allclose(unfolded(weights, images), plain(weights, images), rtol=2e-4, atol=2e-4)
