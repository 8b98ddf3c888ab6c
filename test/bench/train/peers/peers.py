"""
Steps of a GAN in JAX (`jit`), in TensorFlow (`jit_compile=True`) and in PyTorch (operation by operation), as `pythonPeers.ts` asks
for them: `python peers.py jax|tensorflow|pytorch`, one JSON order a line in, one JSON answer a line out; `python peers.py versions`
says which can be imported. Same nets, batches, losses and Adam as Seesaw's; z is drawn on the device.
"""

import importlib.metadata
import importlib.util
import json
import sys
import time

import numpy as np

BETA1, EPSILON = 0.5, 1e-8
# Batches that are made before anything is timed; a step takes the next.
POOL = 64


def first_weights(case, rng):
    def dense(inputs, outputs):
        return [rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs)), np.zeros(outputs)]

    def kernel(size, inputs, outputs, fan_in):
        return rng.normal(0, np.sqrt(2 / fan_in), (size, size, inputs, outputs))

    z, width, features = case["z"], case["width"], case["features"]
    if case["net"] == "mlp":
        g = [*dense(z, width), *dense(width, width), *dense(width, features)]
        d = [*dense(features, width), *dense(width, width), *dense(width, 1)]
    else:
        wide = 2 * width
        norm = lambda channels: [np.ones(channels), np.zeros(channels)]
        g = [*dense(z, 49 * wide), *norm(wide)]
        g += [kernel(4, width, wide, 4 * wide), np.zeros(width), *norm(width)]
        g += [kernel(4, 1, width, 4 * width), np.zeros(1)]
        d = [kernel(4, 1, width, 16), np.zeros(width)]
        d += [kernel(4, width, wide, 16 * width), np.zeros(wide), *dense(49 * wide, 1)]
    return [[np.asarray(w, np.float32) for w in player] for player in (g, d)]


def batches(case, rng):
    shape = (POOL, case["batch"], case["features"])
    if case["net"] == "mlp" and case["features"] == 2:
        angle = 2 * np.pi * rng.integers(0, 8, shape[:2]) / 8
        points = np.stack([np.cos(angle), np.sin(angle)], -1) + rng.normal(0, 0.01, shape)
        return points.astype(np.float32)
    return rng.uniform(-1, 1, shape).astype(np.float32)


def networks(case, op):
    """G and D as functions of their weights, written once for both libraries."""

    def leaky(x):
        return op.maximum(x, 0.2 * x)

    def norm(x, gain, shift):
        mean = op.mean(x, (0, 1, 2))
        variance = op.mean(op.square(x - mean), (0, 1, 2))
        return (x - mean) * op.rsqrt(variance + 1e-5) * gain + shift

    def mlp(w, x, between):
        h = between(op.matmul(x, w[0]) + w[1])
        h = between(op.matmul(h, w[2]) + w[3])
        return op.matmul(h, w[4]) + w[5]

    if case["net"] == "mlp":
        last = op.tanh if case["features"] > 2 else lambda x: x
        return (lambda w, z: last(mlp(w, z, op.relu))), (lambda w, x: mlp(w, x, leaky))

    wide = 2 * case["width"]

    def g(w, z):
        h = op.reshape(op.matmul(z, w[0]) + w[1], (-1, 7, 7, wide))
        h = op.relu(norm(h, w[2], w[3]))
        h = op.relu(norm(op.upwards(h, w[4], 14) + w[5], w[6], w[7]))
        return op.reshape(op.tanh(op.upwards(h, w[8], 28) + w[9]), (-1, case["features"]))

    def d(w, x):
        h = leaky(op.conv(op.reshape(x, (-1, 28, 28, 1)), w[0]) + w[1])
        h = leaky(op.conv(h, w[2]) + w[3])
        return op.matmul(op.reshape(h, (-1, 49 * wide)), w[4]) + w[5]

    return g, d


def adam(op, case, rate, t, weights, gradients, m, v):
    beta2 = case["beta2"]
    m = [BETA1 * a + (1 - BETA1) * g for a, g in zip(m, gradients)]
    v = [beta2 * a + (1 - beta2) * op.square(g) for a, g in zip(v, gradients)]
    rate = rate / (1 - op.power(BETA1, t))
    unbias = 1 / (1 - op.power(beta2, t))
    moved = [w - rate * a / (op.sqrt(b * unbias) + EPSILON) for w, a, b in zip(weights, m, v)]
    return moved, m, v


def losses_of(case, op):
    """D's loss of (its weights, real, fake, step) and G's of (its weights, D's weights, latent)."""
    g, d = networks(case, op)
    batch = case["batch"]

    def loss_of_d(w, real, fake, step):
        both = d(w, op.concat([real, fake]))
        on_real, on_fake = both[:batch], both[batch:]
        if case["loss"] == "nonsaturating":
            return op.mean(op.softplus(-on_real)) + op.mean(op.softplus(on_fake))
        if case["loss"] == "hinge":
            return op.mean(op.relu(1 - on_real)) + op.mean(op.relu(1 + on_fake))
        between = real + op.uniform((batch, 1), step, 3) * (fake - real)
        slope = op.gradient(lambda x: op.sum(d(w, x)), between)
        length = op.sqrt(op.sum(op.square(slope), 1) + 1e-12)
        return op.mean(on_fake) - op.mean(on_real) + 10 * op.mean(op.square(length - 1))

    def loss_of_g(w, weights_d, latent):
        on_fake = d(weights_d, g(w, latent))
        return op.mean(op.softplus(-on_fake)) if case["loss"] == "nonsaturating" else -op.mean(on_fake)

    return loss_of_d, loss_of_g


def round_of(case, op):
    """(state, a batch for each update of D, step) → (state, losses); state is g, d and the two moments of each."""
    g, _ = networks(case, op)
    loss_of_d, loss_of_g = losses_of(case, op)
    batch, z, d_steps = case["batch"], case["z"], case["dSteps"]

    def play(state, reals, step):
        wg, wd, mg, vg, md, vd = state
        t = op.number(step) + 1
        for update in range(d_steps):
            fake = op.constant(g(wg, op.normal((batch, z), step, 10 + update)))
            d_loss, slope = op.value_and_gradient(lambda w: loss_of_d(w, reals[update], fake, step), wd)
            wd, md, vd = adam(op, case, case["rate"], d_steps * (t - 1) + update + 1, wd, slope, md, vd)
        latent = op.normal((batch, z), step, 2)
        g_loss, slope = op.value_and_gradient(lambda w: loss_of_g(w, wd, latent), wg)
        wg, mg, vg = adam(op, case, case["rate"] * case["rateRatio"], t, wg, slope, mg, vg)
        return (wg, wd, mg, vg, md, vd), (d_loss, g_loss)

    return play


def first_of(case, step):
    """Where in the pool the batches of a step begin."""
    return step * case["dSteps"] % (POOL - case["dSteps"] + 1)


def first_state(case, rng):
    g, d = first_weights(case, rng)
    zeros = lambda ws: [np.zeros_like(w) for w in ws]
    return g, d, zeros(g), zeros(g), zeros(d), zeros(d)


def weights_of(case):
    players = first_weights(case, np.random.default_rng(1))
    return sum(weight.size for player in players for weight in player)


def batches_of(game, axis=0):
    first = first_of(game.case, game.step)
    return game.host.take(range(first, first + game.case["dSteps"]), axis)


def total(losses):
    """Of one trial, or of all lanes."""
    return float(np.asarray(losses).sum())


class Jax:
    def __init__(self, case):
        import jax
        import jax.numpy as jnp
        from jax import lax

        lanes = case.get("lanes")
        rng = np.random.default_rng(1)
        base = jax.random.key(1)
        lane_key = [base]
        numbers = ("NHWC", "HWIO", "NHWC")

        def draw_key(step, what):
            return jax.random.fold_in(jax.random.fold_in(lane_key[0], what), step)

        class op:
            maximum, tanh, square, sqrt, sum = jnp.maximum, jnp.tanh, jnp.square, jnp.sqrt, jnp.sum
            matmul, reshape, mean, power = jnp.matmul, jnp.reshape, jnp.mean, jnp.power
            relu, softplus, rsqrt, concat = jax.nn.relu, jax.nn.softplus, lax.rsqrt, jnp.concatenate
            value_and_gradient = staticmethod(lambda f, w: jax.value_and_grad(f)(w))
            gradient = staticmethod(lambda f, x: jax.grad(f)(x))
            constant = staticmethod(lax.stop_gradient)
            number = staticmethod(lambda step: step.astype(jnp.float32))
            conv = staticmethod(lambda x, w: lax.conv_general_dilated(x, w, (2, 2), "SAME", dimension_numbers=numbers))
            upwards = staticmethod(
                lambda x, w, _: lax.conv_transpose(
                    x, w, (2, 2), "SAME", dimension_numbers=numbers, transpose_kernel=True
                )
            )
            normal = staticmethod(
                lambda shape, step, what: jax.random.normal(draw_key(step, what), shape)
            )
            uniform = staticmethod(
                lambda shape, step, what: jax.random.uniform(draw_key(step, what), shape)
            )

        of_one = round_of(case, op)

        def of_lane(state, reals, step, lane):
            # Read while this is traced: each lane draws with a key of its own.
            lane_key[0] = jax.random.fold_in(base, lane)
            return of_one(state, reals, step)

        def packed(state, reals, step):
            return jax.vmap(of_lane, in_axes=(0, 0, None, 0))(state, reals, step, jnp.arange(lanes))

        play = of_one if lanes is None else packed
        # In front of the batches of a step are the lanes.
        axis = 0 if lanes is None else 1
        self.jax, self.case, self.step, self.axis = jax, case, 0, axis
        if lanes is None:
            self.host, state = batches(case, rng), first_state(case, rng)
        else:
            self.host = np.stack([batches(case, rng) for _ in range(lanes)])
            state = jax.tree.map(lambda *each: np.stack(each), *[first_state(case, rng) for _ in range(lanes)])
        self.data = jnp.asarray(self.host)
        self.state = jax.tree.map(jnp.asarray, state)
        self.one = jax.jit(play, donate_argnums=0)

        def many(state, data, first, steps):
            def body(state, step):
                return play(state, lax.dynamic_slice_in_dim(data, first_of(case, step), case["dSteps"], axis), step)

            return lax.scan(body, state, first + jnp.arange(steps, dtype=jnp.int32))

        self.many = jax.jit(many, static_argnums=3, donate_argnums=0)

    def single(self, steps):
        for _ in range(steps):
            self.state, (d, g) = self.one(self.state, batches_of(self, self.axis), np.int32(self.step))
            self.step += 1
            losses = total(d), total(g)
        return losses

    def together(self, steps):
        self.state, (d, g) = self.many(self.state, self.data, np.int32(self.step), steps)
        self.step += steps
        return total(d[-1]), total(g[-1])


class TensorFlow:
    def __init__(self, case):
        import tensorflow as tf

        rng = np.random.default_rng(1)

        def value_and_gradient(f, w):
            with tf.GradientTape() as tape:
                tape.watch(w)
                value = f(w)
            return value, tape.gradient(value, w)

        class op:
            maximum, tanh, square, sqrt, rsqrt = tf.maximum, tf.tanh, tf.square, tf.sqrt, tf.math.rsqrt
            matmul, reshape, mean, sum = tf.matmul, tf.reshape, tf.reduce_mean, tf.reduce_sum
            relu, softplus, power = tf.nn.relu, tf.nn.softplus, tf.pow
            concat = staticmethod(lambda parts: tf.concat(parts, 0))
            gradient = staticmethod(lambda f, x: value_and_gradient(f, x)[1])
            constant = staticmethod(tf.stop_gradient)
            number = staticmethod(lambda step: tf.cast(step, tf.float32))
            conv = staticmethod(lambda x, w: tf.nn.conv2d(x, w, 2, "SAME"))
            upwards = staticmethod(
                lambda x, w, size: tf.nn.conv2d_transpose(x, w, (case["batch"], size, size, w.shape[2]), 2, "SAME")
            )
            normal = staticmethod(lambda shape, step, what: tf.random.stateless_normal(shape, tf.stack([what, step])))
            uniform = staticmethod(lambda shape, step, what: tf.random.stateless_uniform(shape, tf.stack([what, step])))

        op.value_and_gradient = staticmethod(value_and_gradient)
        play = round_of(case, op)
        self.tf, self.case, self.step = tf, case, 0
        self.host = batches(case, rng)
        data = tf.constant(self.host)
        variables = tf.nest.map_structure(tf.Variable, first_state(case, rng))
        plain = lambda state: tf.nest.map_structure(tf.identity, state)

        def assign(state):
            tf.nest.map_structure(lambda variable, value: variable.assign(value), variables, state)

        reals = tf.TensorSpec((case["dSteps"], case["batch"], case["features"]))
        count = tf.TensorSpec((), tf.int32)

        @tf.function(jit_compile=True, input_signature=[reals, count])
        def one(reals, step):
            state, losses = play(plain(variables), reals, step)
            assign(state)
            return losses

        @tf.function(jit_compile=True, input_signature=[count, count])
        def many(first, steps):
            def body(index, state, _):
                step = first + index
                first_batch = first_of(case, step)
                # A slice would have to begin at a number that XLA knows: it compiled anew at every call.
                state, losses = play(state, tf.gather(data, first_batch + tf.range(case["dSteps"])), step)
                return index + 1, state, losses

            zero = tf.constant(0.0)
            begin = (tf.constant(0), plain(variables), (zero, zero))
            _, state, losses = tf.while_loop(lambda index, *_: index < steps, body, begin)
            assign(state)
            return losses

        self.one, self.many = one, many

    def single(self, steps):
        for _ in range(steps):
            losses = self.one(batches_of(self), np.int32(self.step))
            self.step += 1
            losses = tuple(float(loss) for loss in losses)
        return losses

    def together(self, steps):
        losses = self.many(np.int32(self.step), np.int32(steps))
        self.step += steps
        return tuple(float(loss) for loss in losses)


class PyTorch:
    def __init__(self, case):
        import torch
        import torch.nn.functional as F

        on = "cuda" if torch.cuda.is_available() else "cpu"
        torch.set_num_threads(1)
        # What JAX and TensorFlow do by themselves where the device can.
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.allow_tf32 = True
        rng = np.random.default_rng(1)

        def gradient(f, x):
            x = x.detach().requires_grad_()
            return torch.autograd.grad(f(x), x, create_graph=True)[0]

        class op:
            tanh, square, sqrt, rsqrt = torch.tanh, torch.square, torch.sqrt, torch.rsqrt
            matmul, relu, softplus = torch.matmul, torch.relu, F.softplus
            reshape, concat = torch.reshape, torch.cat
            maximum = staticmethod(lambda x, y: torch.maximum(x, y))
            mean = staticmethod(lambda x, over=None: torch.mean(x) if over is None else torch.mean(x, over))
            sum = staticmethod(lambda x, over=None: torch.sum(x) if over is None else torch.sum(x, over))
            conv = staticmethod(
                lambda x, w: F.conv2d(x.permute(0, 3, 1, 2), w.permute(3, 2, 0, 1), stride=2, padding=1).permute(0, 2, 3, 1)
            )
            upwards = staticmethod(
                lambda x, w, _: F.conv_transpose2d(
                    x.permute(0, 3, 1, 2), w.permute(3, 2, 0, 1), stride=2, padding=1
                ).permute(0, 2, 3, 1)
            )
            uniform = staticmethod(lambda shape, *_: torch.rand(shape, device=on))

        op.gradient = staticmethod(gradient)
        g, _ = networks(case, op)
        loss_of_d, loss_of_g = losses_of(case, op)
        weights = [[torch.tensor(w, device=on, requires_grad=True) for w in player] for player in first_weights(case, rng)]
        wg, wd = weights
        adams = [
            torch.optim.Adam(player, rate, (BETA1, case["beta2"]), EPSILON, fused=on == "cuda")
            for player, rate in zip(weights, (case["rate"] * case["rateRatio"], case["rate"]))
        ]
        size = (case["batch"], case["z"])

        def move(adam, player, loss):
            # Of this player alone: G's loss also depends on D's weights.
            for weight, slope in zip(player, torch.autograd.grad(loss, player)):
                # The fused Adam wants a slope to lie in memory like its weight.
                weight.grad = slope.contiguous()
            adam.step()
            return loss.detach()

        def play(reals):
            for real in reals:
                with torch.no_grad():
                    fake = g(wg, torch.randn(size, device=on))
                d_loss = move(adams[1], wd, loss_of_d(wd, real, fake, None))
            return d_loss, move(adams[0], wg, loss_of_g(wg, wd, torch.randn(size, device=on)))

        self.play, self.on, self.torch, self.case, self.step = play, on, torch, case, 0
        self.host = batches(case, rng)
        self.data = torch.tensor(self.host, device=on)

    def single(self, steps):
        for _ in range(steps):
            losses = tuple(float(loss) for loss in self.play(self.torch.from_numpy(batches_of(self)).to(self.on)))
            self.step += 1
        return losses

    def together(self, steps):
        for _ in range(steps):
            first = first_of(self.case, self.step)
            losses = self.play(self.data[first : first + self.case["dSteps"]])
            self.step += 1
        return tuple(float(loss) for loss in losses)


LIBRARIES = {"jax": Jax, "tensorflow": TensorFlow, "pytorch": PyTorch}
PACKAGES = {"jax": "jax", "tensorflow": "tensorflow", "pytorch": "torch"}


def version(package):
    for name in (package, f"{package}-cpu"):
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return "unknown"


def main():
    if sys.argv[1] == "versions":
        found = {name: package for name, package in PACKAGES.items() if importlib.util.find_spec(package)}
        print(json.dumps({name: version(package) for name, package in found.items()}))
        return
    library = LIBRARIES[sys.argv[1]]
    games = {}
    for line in sys.stdin:
        order = json.loads(line)
        case, steps = order["case"], order["steps"]
        if case["name"] not in games:
            games[case["name"]] = library(case)
        run = getattr(games[case["name"]], order["column"])
        wall, processor = time.perf_counter(), time.process_time()
        losses = run(steps)
        answer = {
            "ms": 1000 * (time.perf_counter() - wall) / steps / case.get("lanes", 1),
            "cpuMs": 1000 * (time.process_time() - processor) / steps / case.get("lanes", 1),
            "losses": losses,
            "weights": weights_of(case),
        }
        print(json.dumps(answer), flush=True)


main()
