import type uPlot from 'uplot';
import { cssColour } from './cssColour.ts';
import type { PlotArea } from './plotArea.ts';

const nowhere = { min: 0, max: 1, isLog: false, start: 0, end: 1 };

/** Two canvases between the axes of a chart and its cursor: all lines, and the one that is lit up. */
export class PlotLayers {
  readonly lines: CanvasRenderingContext2D;
  readonly highlight: CanvasRenderingContext2D;
  area: PlotArea = { x: nowhere, y: nowhere };
  readonly #plot: uPlot;

  constructor(plot: uPlot) {
    this.#plot = plot;
    this.lines = this.#layer();
    this.highlight = this.#layer();
  }

  /** Puts both over the plot as it is now; their pixels are those of the device. */
  fit({ isLog, isLogX }: { isLog: boolean; isLogX: boolean }): PlotArea {
    const { bbox, scales } = this.#plot;
    const [width, height] = [Math.round(bbox.width), Math.round(bbox.height)];
    for (const { canvas } of [this.lines, this.highlight]) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      Object.assign(canvas.style, {
        left: `${bbox.left / devicePixelRatio}px`,
        top: `${bbox.top / devicePixelRatio}px`,
        width: `${bbox.width / devicePixelRatio}px`,
        height: `${bbox.height / devicePixelRatio}px`,
      });
    }
    const { x, y } = scales;
    this.area = {
      x: { min: x?.min ?? 0, max: x?.max ?? 1, isLog: isLogX, start: 0, end: width },
      y: { min: y?.min ?? 0, max: y?.max ?? 1, isLog, start: height, end: 0 },
    };
    return this.area;
  }

  /** Steps back behind the highlight, far where many lines compete with it. */
  dim(isDimmed: boolean, far: boolean): void {
    this.lines.canvas.style.opacity = isDimmed ? (far ? '0.35' : '0.5') : '1';
  }

  /** Axes and lines on the colour of the page. */
  picture(): HTMLCanvasElement {
    const { ctx, bbox } = this.#plot;
    const canvas = document.createElement('canvas');
    canvas.width = ctx.canvas.width;
    canvas.height = ctx.canvas.height;
    const drawing = canvas.getContext('2d');
    if (drawing === null) return ctx.canvas;
    drawing.fillStyle = cssColour('var(--panel)');
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(ctx.canvas, 0, 0);
    drawing.drawImage(this.lines.canvas, bbox.left, bbox.top);
    return canvas;
  }

  #layer(): CanvasRenderingContext2D {
    const canvas = document.createElement('canvas');
    canvas.className = 'curve-layer';
    this.#plot.over.before(canvas);
    const ctx = canvas.getContext('2d');
    if (ctx === null) throw new Error('This browser draws no canvas.');
    return ctx;
  }
}
