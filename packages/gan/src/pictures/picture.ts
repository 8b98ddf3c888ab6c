/** A drawing in memory: RGBA, 8 bit, row by row from the top. For an encoder of PNG as for a canvas. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}
