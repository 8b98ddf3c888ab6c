/** What both learning rates are multiplied by at a step (1, 2, …): 1 at the first step, `end` at the last. */
export type RateSchedule = (step: number) => number;

export type ScheduleName = keyof typeof schedules;

/** After `done` of `total` steps, from 1 to `end`. */
const schedules = {
  linear: (done: number, total: number, end: number) => 1 + ((end - 1) * done) / total,
  // Loshchilov & Hutter 2017, equation 5, one period.
  cosine: (done: number, total: number, end: number) =>
    end + ((1 - end) * (1 + Math.cos((Math.PI * done) / total))) / 2,
} as const;

export function rateSchedule(name: ScheduleName, end: number, steps: number): RateSchedule {
  return (step) => (steps === 1 ? 1 : schedules[name](step - 1, steps - 1, end));
}

export function isScheduleName(name: string): name is ScheduleName {
  return name in schedules;
}
