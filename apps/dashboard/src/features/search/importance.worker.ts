import { type ImportanceQuestion, importanceOf } from './importance.ts';

/** Grown beside the page, which goes on answering meanwhile. */
self.onmessage = ({ data }: MessageEvent<ImportanceQuestion>) => self.postMessage(importanceOf(data));
