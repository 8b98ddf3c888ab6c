/** Colours as `0xAABBGGRR`, as they lie in the memory of a picture. */
export interface Palette {
  readonly colours: readonly number[];
  /** The place in `colours` of what stands for each colour of the picture. */
  readonly placeOf: ReadonlyMap<number, number>;
}

interface Colour {
  readonly colour: number;
  /** Red, green, blue. */
  readonly parts: readonly [number, number, number];
  readonly weight: number;
}

interface Box {
  readonly colours: readonly Colour[];
  readonly mean: readonly [number, number, number];
  /** Along which part its colours differ most, and how much, weighted. */
  readonly widest: 0 | 1 | 2;
  readonly spread: number;
}

/** Surfaces, lines and the ink of texts: what there is most of stays exactly as it is. */
const commonest = 16;

/**
 * The commonest colours of a picture and those that mean something as they are, and at most so many for all others, which are cut into
 * boxes along the part in which they differ most, the widest box first. A colour weighs far less than its pixels, or a few would become those of a
 * large area.
 */
export function paletteOf(pixels: Uint32Array, mostOthers: number, meaningful: readonly number[]): Palette {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1]);
  const kept = new Set([
    ...common.slice(0, commonest).map(([colour]) => colour),
    ...meaningful.filter((colour) => counts.has(colour)),
  ]);
  const colours = [...kept];
  const placeOf = new Map(colours.map((colour, place) => [colour, place]));
  const others = common
    .filter(([colour]) => !kept.has(colour))
    .map(([colour, count]) => ({
      colour,
      parts: [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255] as const,
      weight: Math.cbrt(count),
    }));
  for (const { colours: some, mean } of boxesOf(others, mostOthers)) {
    for (const { colour } of some) placeOf.set(colour, colours.length);
    const [red, green, blue] = mean.map(Math.round) as [number, number, number];
    colours.push((0xff000000 | (blue << 16) | (green << 8) | red) >>> 0);
  }
  return { colours, placeOf };
}

function boxesOf(colours: readonly Colour[], most: number): readonly Box[] {
  if (colours.length === 0) return [];
  const boxes = [boxOf(colours)];
  while (boxes.length < most) {
    const at = boxes.reduce((widest, box, place) => (box.spread > boxes[widest]!.spread ? place : widest), 0);
    const { colours: some, mean, widest, spread } = boxes[at]!;
    if (spread === 0) break;
    const isLow = ({ parts }: Colour) => parts[widest] <= mean[widest];
    boxes.splice(at, 1, boxOf(some.filter(isLow)), boxOf(some.filter((one) => !isLow(one))));
  }
  return boxes;
}

function boxOf(colours: readonly Colour[]): Box {
  const weight = colours.reduce((sum, one) => sum + one.weight, 0);
  const mean = parts((part) => colours.reduce((sum, one) => sum + one.weight * one.parts[part], 0) / weight);
  const spreads = parts((part) =>
    colours.reduce((sum, one) => sum + one.weight * (one.parts[part] - mean[part]) ** 2, 0),
  );
  const spread = colours.length === 1 ? 0 : Math.max(...spreads);
  return { colours, mean, widest: Math.max(0, spreads.indexOf(spread)) as 0 | 1 | 2, spread };
}

function parts(of: (part: 0 | 1 | 2) => number): [number, number, number] {
  return [of(0), of(1), of(2)];
}
