/** The part of pngjs 7 that is used here; the package ships no types. */
declare module 'pngjs' {
  export interface PngOptions {
    readonly width?: number;
    readonly height?: number;
    /** 0 grey, 2 RGB, 6 RGBA. */
    readonly colorType?: 0 | 2 | 6;
    /** What `data` has, 6 unless said; nothing is converted where both are the same. */
    readonly inputColorType?: 0 | 2 | 6;
    /** 0 none; −1 tries all in each row. */
    readonly filterType?: -1 | 0 | 1 | 2 | 3 | 4;
    /** As zlib's level and strategy. */
    readonly deflateLevel?: number;
    readonly deflateStrategy?: number;
  }

  export class PNG {
    constructor(options: PngOptions);
    readonly width: number;
    readonly height: number;
    /** RGBA, or what `inputColorType` says, row by row. */
    data: Uint8Array;
    static readonly sync: {
      write(png: PNG, options?: PngOptions): Uint8Array;
      read(bytes: Uint8Array): PNG;
    };
  }
}
