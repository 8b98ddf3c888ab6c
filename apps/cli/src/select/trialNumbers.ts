import { InvalidArgumentError } from 'commander';

/** More than a sweep may have are a slip of the finger. */
const most = 100_000;

/** `3,7,10-12` → 3, 7, 10, 11, 12. For commander: throws an InvalidArgumentError. */
export function trialNumbers(text: string): number[] {
  const numbers = new Set<number>();
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, first, last] = /^#?([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/.exec(part) ?? [];
    if (first === undefined) throw new InvalidArgumentError('expected numbers such as 3,7 or 10-12');
    const end = Number(last ?? first);
    if (end < Number(first)) throw new InvalidArgumentError(`${part} runs backwards`);
    if (end - Number(first) >= most) throw new InvalidArgumentError(`${part} are more than ${most} trials`);
    for (let number = Number(first); number <= end; number += 1) numbers.add(number);
  }
  return [...numbers];
}

/** 3, 7, 10, 11, 12 → `3, 7, 10-12`: what {@link trialNumbers} reads. Ascending. */
export function numberRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
