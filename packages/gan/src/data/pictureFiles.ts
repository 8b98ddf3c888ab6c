/** Files with these endings are meant to be pictures: what cannot be read among them is an error, other files are left alone. */
const endings = 'png jpg jpeg gif bmp webp tif tiff avif heic jxl ppm pgm'.split(' ');

export function isPictureFile(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && endings.includes(name.slice(dot + 1).toLowerCase());
}
