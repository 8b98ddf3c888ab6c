import { InvalidArgumentError } from 'commander';

/** More is a slip of the finger, wherever there is no limit of its own. */
const most = 999_999_999;

/** A reader of whole numbers for commander: it throws an InvalidArgumentError that says which are taken. */
export function wholeNumber({ min, max = most }: { min: number; max?: number }): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`expected a whole number from ${min}${max === most ? '' : ` to ${max}`}`);
  };
}
