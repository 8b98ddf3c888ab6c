/** For a page to evaluate: of every chart's two layers the first, that of its lines, holds a pixel. */
export const everyChartHasLines = `[...document.querySelectorAll('.u-over')].every((over) => {
  const canvas = over.parentElement.querySelector('canvas.curve-layer');
  if (canvas === null) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value !== 0);
})`;
