import type { Wish } from '@seesaw/gan/generator';
import { drawGenerated, tensorsOfGenerated } from '@seesaw/gan/pictures/drawGenerated';
import type { Picture } from '@seesaw/gan/pictures/picture';
import { encodeSafetensors } from '@seesaw/gan/state/safetensors';
import type { SampleShape } from '@seesaw/shared/checkpointManifest';
import { openGenerator } from './openGenerator.ts';

export interface DrawnInPage {
  readonly step: number;
  readonly kind: SampleShape['kind'];
  readonly picture: Picture;
  /** Every number, as safetensors. */
  readonly tensors: Uint8Array;
}

/** Opens the generator of a checkpoint, draws once, and lets go of it. */
export async function drawInPage(checkpointId: number, wish: Wish): Promise<DrawnInPage> {
  const generator = await openGenerator(checkpointId);
  try {
    const generated = await generator.generate(wish, () => new Promise((resolve) => setTimeout(resolve)));
    return {
      step: generator.step,
      kind: generated.sample.kind,
      picture: drawGenerated(generated),
      tensors: encodeSafetensors(tensorsOfGenerated(generated)),
    };
  } finally {
    generator.dispose();
  }
}
