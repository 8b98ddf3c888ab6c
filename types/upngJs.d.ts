/** The part of upng-js 2 that is used here; the package ships no types. */
declare module 'upng-js' {
  interface Picture {
    readonly width: number;
    readonly height: number;
  }

  const UPNG: {
    decode(bytes: Uint8Array): Picture;
    /** A frame each; RGBA, row by row. */
    toRGBA8(picture: Picture): ArrayBuffer[];
    /** `colours`: at most so many, in a palette; 0 keeps all. */
    encode(frames: readonly ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer;
  };
  export default UPNG;
}
