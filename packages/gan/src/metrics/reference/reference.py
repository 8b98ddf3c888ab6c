"""
Reference values of the quality metrics from implementations that have nothing to do with Seesaw's: run it again with

    python3 -m venv /tmp/reference
    /tmp/reference/bin/pip install -r packages/gan/src/metrics/reference/requirements.txt
    /tmp/reference/bin/python packages/gan/src/metrics/reference/reference.py
    npx biome format --write packages/gan/src/metrics/reference/reference.json

Numbers are multiples of 1/64 or whole, so float32 and float64 hold the same ones and the file stays short.
"""

import json
from pathlib import Path

import numpy as np
import prdc
import scipy.linalg
import scipy.stats
from scipy.spatial import cKDTree
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics.pairwise import polynomial_kernel

NEIGHBOURS = 5
draw = np.random.default_rng(2026)


def features(count, size, shift, spread):
    """Like activations: correlated, not below 0, some always 0."""
    mixing = np.random.default_rng(7).normal(size=(size, size)) / np.sqrt(size)
    values = np.maximum(0, (draw.normal(size=(count, size)) * spread) @ mixing + shift)
    values[:, 0] = 0
    return np.round(values * 64) / 64


def frechet(real, generated):
    root = scipy.linalg.sqrtm(np.cov(real, rowvar=False) @ np.cov(generated, rowvar=False)).real
    mean = real.mean(axis=0) - generated.mean(axis=0)
    return mean @ mean + np.trace(np.cov(real, rowvar=False) + np.cov(generated, rowvar=False) - 2 * root)


def kid(real, generated):
    def k(a, b):
        return polynomial_kernel(a, b, degree=3, gamma=1 / a.shape[1], coef0=1)

    def within(a):
        matrix = k(a, a)
        return (matrix.sum() - np.trace(matrix)) / (len(a) * (len(a) - 1))

    return within(real) + within(generated) - 2 * k(real, generated).mean()


def neighbours(real, generated):
    """The authors' package, and beside it the definitions on a k-d tree: both have to say the same."""
    found = {name: float(value) for name, value in prdc.compute_prdc(real, generated, nearest_k=NEIGHBOURS).items()}
    real_tree, generated_tree = cKDTree(real), cKDTree(generated)
    real_reach = real_tree.query(real, NEIGHBOURS + 1)[0][:, -1]
    generated_reach = generated_tree.query(generated, NEIGHBOURS + 1)[0][:, -1]
    inside = np.linalg.norm(real[:, None] - generated[None], axis=2)
    own = {
        "precision": (inside < real_reach[:, None]).any(axis=0).mean(),
        "recall": (inside < generated_reach[None]).any(axis=1).mean(),
        "density": (inside < real_reach[:, None]).sum(axis=0).mean() / NEIGHBOURS,
        "coverage": (real_tree.query(real, NEIGHBOURS + 1)[0][:, -1] > generated_tree.query(real, 1)[0]).mean(),
    }
    assert all(np.isclose(found[name], own[name]) for name in own), (found, own)
    return found


def swd(real, generated, directions):
    return np.mean([scipy.stats.wasserstein_distance(real @ one, generated @ one) for one in directions])


def compared(real, generated):
    directions = draw.normal(size=(9, real.shape[1]))
    # Not of length 1 after rounding; the distance along them is what is compared.
    directions = np.round(directions / np.linalg.norm(directions, axis=1, keepdims=True) * 64) / 64
    return {
        "real": real.tolist(),
        "generated": generated.tolist(),
        "directions": directions.tolist(),
        # SciPy's root is not accurate for singular matrices; what is constant in both adds nothing.
        "frechet": frechet(real[:, 1:], generated[:, 1:]),
        "kid": kid(real, generated),
        **neighbours(real, generated),
        "swd": swd(real, generated, directions),
    }


def classified(samples, labels):
    logits = draw.normal(size=(samples, labels)) * 3 + np.linspace(2, -2, labels)
    values = np.round(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True) * 1024) / 1024
    values[:, 0] += 1 - values.sum(axis=1)
    divergence = np.mean([scipy.stats.entropy(row, values.mean(axis=0)) for row in values])
    counts = np.bincount(values.argmax(axis=1), minlength=labels)
    return {
        "probabilities": values.tolist(),
        "score": np.exp(divergence),
        "confidence": values.max(axis=1).mean(),
        "least": counts.min() / samples,
        "held": int((counts >= 0.03 * samples).sum()),
    }


def paired(height, width, channels):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    shapes = [np.sin(x / (3 + c)) * np.cos(y / (4 - c)) * 100 + 128 for c in range(channels)]
    one = np.clip(np.round(np.stack(shapes, axis=-1)), 0, 255)
    other = np.clip(np.round(one * 0.8 + draw.normal(size=one.shape) * 20), 0, 255)
    return {
        "shape": [height, width, channels],
        "a": one.flatten().astype(int).tolist(),
        "b": other.flatten().astype(int).tolist(),
        "psnr": peak_signal_noise_ratio(one, other, data_range=255),
        "ssim": structural_similarity(
            one,
            other,
            data_range=255,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
            channel_axis=-1,
        ),
    }


def mixture(centres, sigma, spread, weights, count):
    """Points around modes of uneven weight, some of them far from all; judged by a k-d tree, NumPy and SciPy."""
    which = draw.choice(len(centres), size=count, p=np.array(weights) / np.sum(weights))
    points = np.round((centres[which] + draw.normal(size=(count, 2)) * sigma * spread) * 1024) / 1024
    distance, nearest = cKDTree(centres).query(points)
    counts = np.bincount(nearest[distance <= 3 * sigma], minlength=len(centres))
    share = counts.sum() / count
    divergence = scipy.stats.entropy(counts, np.ones(len(centres)))
    return {
        "points": points.flatten().tolist(),
        "modes": int((counts > 0).sum()),
        "held": int((counts >= 0.03 * count).sum()),
        "share": share,
        "reverseKl": divergence,
        "score": divergence + (1 - share),
    }


def stacked(items, planes, labels):
    values = np.round(draw.dirichlet(np.linspace(0.2, 1.5, labels), size=(items, planes)) * 1024) / 1024
    shown = np.ravel_multi_index(values.argmax(axis=2).T, [labels] * planes)
    counts = np.bincount(shown, minlength=labels**planes)
    return {
        "shape": [items, planes, labels],
        "probabilities": values.flatten().tolist(),
        "modes": int((counts > 0).sum()),
        "reverseKl": scipy.stats.entropy(counts, np.ones(labels**planes)),
    }


angle = 2 * np.pi * np.arange(8) / 8
ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
grid = np.array([(x, y) for x in (-4, -2, 0, 2, 4) for y in (-4, -2, 0, 2, 4)], dtype=float)

reference = {
    "features": {
        "apart": compared(features(40, 8, 0.3, 1), features(33, 8, 0.5, 0.8)),
        "collapsed": compared(features(30, 4, 0.3, 1), features(40, 4, 0.3, 0.3)),
    },
    "classes": classified(50, 6),
    "images": [paired(28, 28, 1), paired(16, 20, 3)],
    "mixtures": {
        "ring": mixture(ring, 0.01, 1.6, [8, 7, 6, 5, 4, 0.5, 0.5, 0], 150),
        "grid": mixture(grid, 0.05, 1.2, np.arange(25) ** 2, 200),
    },
    "stacks": stacked(60, 3, 4),
}
Path(__file__).with_name("reference.json").write_text(json.dumps(reference))
