import { readFileSync } from 'node:fs';
import type { LossEntry, RegulariserEntry } from '@seesaw/shared/catalog';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';

const page = readFileSync(new URL('../../../../docs/gan/losses.md', import.meta.url), 'utf8');
const tables = page.slice(0, page.indexOf('What does not go together'));
const rows = tables
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.replace(/ +/g, ' '));

test('docs/gan/losses.md has exactly the losses and regularisers of the catalog, word for word', () => {
  expect(rows).toEqual([...catalog.losses.map(lossRow), ...catalog.regularisers.map(regulariserRow)]);
});

function lossRow({ name, formulaD, formulaG, undecided, decision, source }: LossEntry): string {
  const decides = decision.kind === 'threshold' ? `above ${decision.at}` : decision.kind;
  return row([`\`${name}\``, formulaD, formulaG, `${show(undecided.d)} / ${show(undecided.g)}`, decides, source]);
}

function regulariserRow({ name, title, formula, hyperparameters, source }: RegulariserEntry): string {
  const knobs = hyperparameters.map((knob) => `\`${knob.name}\``).join(', ');
  return row([`\`${name}\``, title, formula, knobs, source]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/ +/g, ' ')).join(' | ')} |`;
}

function show(value: number): string {
  return String(Number(value.toFixed(3)));
}
