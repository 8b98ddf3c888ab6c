import { type Interpolation, interpolations } from '@seesaw/gan/latent/interpolate';
import { drawGenerated } from '@seesaw/gan/pictures/drawGenerated';
import type { Picture } from '@seesaw/gan/pictures/picture';
import type { SampleShape } from '@seesaw/shared/checkpointManifest';
import { openGenerator } from './openGenerator.ts';

export interface Position {
  /** Seeds of the latent vectors at both ends. */
  readonly from: number;
  readonly to: number;
  /** 0 is the first, 1 the second. */
  readonly share: number;
  readonly path: Interpolation;
  /** Added to the first coordinates. */
  readonly offsets: readonly number[];
  readonly label: number;
}

/** A generator that stays open, so that a moved slider costs one pass through it. */
export interface LatentWalk {
  readonly kind: SampleShape['kind'];
  readonly zDim: number;
  readonly classes: number;
  /** One picture; of points, the way up to there, which a single point would not show. */
  draw(position: Position): Promise<Picture>;
  /** Frees its memory; what is being drawn is drawn to its end first. */
  close(): Promise<void>;
}

/** Points on the way. */
const pathPoints = 400;

export async function openLatentWalk(checkpointId: number): Promise<LatentWalk> {
  const generator = await openGenerator(checkpointId);
  const { zDim, classes, sample } = generator;
  const ends = new Map<number, Float32Array>();
  const latentOf = async (seed: number) => {
    const known = ends.get(seed);
    if (known !== undefined) return known;
    const { z } = await generator.generate({ count: 1, seed });
    ends.set(seed, z);
    return z;
  };
  // One after the other: positions of a slider that is moved fast come faster than pictures.
  let drawing: Promise<Picture | undefined> = Promise.resolve(undefined);
  return {
    kind: sample.kind,
    zDim,
    classes,
    draw: (position) => {
      const next = drawing.then(
        () => drawAt(position),
        () => drawAt(position),
      );
      drawing = next;
      return next;
    },
    async close() {
      await drawing.catch(() => undefined);
      generator.dispose();
    },
  };

  async function drawAt({ from, to, share, path, offsets, label }: Position): Promise<Picture> {
    const [first, second] = [await latentOf(from), await latentOf(to)];
    const count = sample.kind === 'points' ? pathPoints : 1;
    const z = new Float32Array(count * zDim);
    for (let i = 0; i < count; i++) {
      const at = count === 1 ? share : (share * i) / (count - 1);
      const vector = interpolations[path](first, second, at);
      for (const [k, offset] of offsets.slice(0, zDim).entries()) vector[k] = (vector[k] ?? 0) + offset;
      z.set(vector, i * zDim);
    }
    return drawGenerated(await generator.generate({ count, seed: from, z, ...(classes > 0 && { label }) }));
  }
}
