/** The standard normal distribution, exact enough (1e-14) to take differences and logarithms of. */

const SQRT_2_PI = Math.sqrt(2 * Math.PI);
const LOG_SQRT_2_PI = Math.log(SQRT_2_PI);

/** φ(x). */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / SQRT_2_PI;
}

/** ln φ(x). */
export function logNormalDensity(x: number): number {
  return (-x * x) / 2 - LOG_SQRT_2_PI;
}

/** Φ(x). */
export function normalCdf(x: number): number {
  const tail = Math.exp((-x * x) / 2) * scaledTail(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}

/** Φ(b) - Φ(a) for a ≤ b, without cancellation where both lie in the same tail. */
export function normalMass(a: number, b: number): number {
  return a >= 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a);
}

/** Mills' ratio Φ(-x) / φ(x) for x ≥ 0: falls like 1/x. */
export function millsRatio(x: number): number {
  return scaledTail(x) * SQRT_2_PI;
}

/** Φ(-x) exp(x²/2) for x ≥ 0: Hart 1968, algorithm 5666, in the arrangement of West 2005. */
function scaledTail(x: number): number {
  if (x > 7.07106781186547) {
    return 1 / ((x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) * SQRT_2_PI);
  }
  let above = 3.52624965998911e-2 * x + 0.700383064443688;
  above = above * x + 6.37396220353165;
  above = above * x + 33.912866078383;
  above = above * x + 112.079291497871;
  above = above * x + 221.213596169931;
  above = above * x + 220.206867912376;
  let below = 8.83883476483184e-2 * x + 1.75566716318264;
  below = below * x + 16.064177579207;
  below = below * x + 86.7807322029461;
  below = below * x + 296.564248779674;
  below = below * x + 637.333633378831;
  below = below * x + 793.826512519948;
  below = below * x + 440.413735824752;
  return above / below;
}

/**
 * x with Φ(x) = p: Wichura 1988, algorithm AS 241 (PPND16).
 *
 * @param p in [0, 1]; the ends give ∓Infinity
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  if (r === Number.POSITIVE_INFINITY) return q < 0 ? -r : r;
  const x = r <= 5 ? ratio(r - 1.6, MIDDLE) : ratio(r - 5, TAIL);
  return q < 0 ? -x : x;
}

type Ratio = readonly [above: readonly number[], below: readonly number[]];

const CENTRE: Ratio = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
];
const MIDDLE: Ratio = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
];
const TAIL: Ratio = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

function ratio(x: number, [above, below]: Ratio): number {
  const at = (coefficients: readonly number[]) => coefficients.reduceRight((sum, c) => sum * x + c, 0);
  return at(above) / at(below);
}
