/** The part of pngjs 7 that is used here; the package ships no types. */
declare module 'pngjs' {
  export interface PngOptions {
    readonly width?: number;
    readonly height?: number;
    /** 0 grey, 2 RGB, 6 RGBA. */
    readonly colorType?: 0 | 2 | 6;
  }

  export class PNG {
    constructor(options: PngOptions);
    readonly width: number;
    readonly height: number;
    /** RGBA, row by row. */
    readonly data: Uint8Array;
    static readonly sync: {
      write(png: PNG, options?: PngOptions): Uint8Array;
      read(bytes: Uint8Array): PNG;
    };
  }
}
