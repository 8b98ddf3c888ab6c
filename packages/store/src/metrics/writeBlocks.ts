import type { Sql } from '../connection/database.ts';
import { lastStepOf, RecordWriter, toRecords } from './bucketRecords.ts';
import { blockBits, curveBits } from './curveLevels.ts';
import { addFold, addPoint, type Fold, foldOf } from './fold.ts';
import { type PackedPoints, packedPoints, type SeriesPoints, unpackPoints } from './seriesPoints.ts';

interface Stretch {
  readonly trialId: number;
  readonly keyIds: readonly number[];
  /** Inclusive; a multiple of the steps of a finest block, like `to`. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

interface Block {
  readonly keyId: number;
  readonly block: number;
  readonly fold: Fold;
  readonly buckets: Uint8Array;
}

/**
 * Folds a stretch of these series, which has no blocks yet, into blocks: the finest from the points, each coarser level from
 * the one below where four blocks of it are complete now. The trial's row must be locked.
 */
export async function writeBlocks(sql: Sql, stretch: Stretch): Promise<void> {
  for (const [level, bits] of curveBits.entries()) {
    const shift = bits + blockBits;
    const first = stretch.from >> shift;
    const end = stretch.to >> shift;
    if (end <= first) return;
    const range = { ...stretch, bits, first, end };
    const finerBits = curveBits[level - 1];
    const blocks = finerBits === undefined ? await foldPoints(sql, range) : await foldFiner(sql, range, finerBits);
    await insertBlocks(sql, stretch.trialId, bits, blocks);
  }
}

/** Drops the blocks of these series (of all when `keyIds` is null) that reach step `from` or lie beyond. */
export async function dropBlocks(
  sql: Sql,
  { trialId, keyIds, from }: { trialId: number; keyIds: readonly number[] | null; from: number },
): Promise<void> {
  const chosen = keyIds === null ? sql`` : sql`and key_id = any(${keyIds as number[]}::integer[])`;
  await sql`
    delete from metric_blocks
    where trial_id = ${trialId} ${chosen} and block >= ${from}::integer >> (bits + ${blockBits}::integer)`;
}

interface BlockRange {
  readonly trialId: number;
  readonly keyIds: readonly number[];
  readonly bits: number;
  /** Inclusive. */
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

async function foldPoints(sql: Sql, { trialId, keyIds, bits, first, end }: BlockRange): Promise<Block[]> {
  const shift = bits + blockBits;
  const rows = await sql<({ keyId: number } & PackedPoints)[]>`
    select key_id, ${packedPoints(sql)} from metric_points p
    where trial_id = ${trialId} and key_id = any(${keyIds as number[]}::integer[])
      and step >= ${first << shift}::integer and step < ${end * 2 ** shift}::bigint
    group by key_id`;
  return rows.flatMap((row) => blocksOfPoints(row.keyId, unpackPoints(row), bits));
}

function blocksOfPoints(keyId: number, points: SeriesPoints, bits: number): Block[] {
  const blocks: Block[] = [];
  let open: { block: number; fold: Fold; writer: RecordWriter } | undefined;
  const close = () => {
    if (open !== undefined) blocks.push({ keyId, block: open.block, fold: open.fold, buckets: open.writer.bytes() });
  };
  for (let index = 0; index < points.length; index += 1) {
    const step = points.step(index);
    const value = points.value(index);
    const block = step >> (bits + blockBits);
    if (open?.block === block) addPoint(open.fold, step, value);
    else {
      close();
      open = { block, fold: foldOf(step, value), writer: new RecordWriter() };
    }
    open.writer.addPoint(step >> bits, step, value);
  }
  close();
  return blocks;
}

interface StoredBlock extends Fold {
  readonly keyId: number;
  readonly block: number;
  readonly buckets: Uint8Array;
}

async function foldFiner(sql: Sql, range: BlockRange, finerBits: number): Promise<Block[]> {
  const { trialId, keyIds, bits, first, end } = range;
  const shift = bits - finerBits;
  const rows = await sql<StoredBlock[]>`
    select key_id, block, last, last_step, min, min_step, max, max_step, count, buckets from metric_blocks
    where trial_id = ${trialId} and bits = ${finerBits} and key_id = any(${keyIds as number[]}::integer[])
      and block >= ${first << shift}::integer and block < ${end << shift}::integer
    order by key_id, block`;
  const blocks: { keyId: number; block: number; fold: Fold; writer: RecordWriter }[] = [];
  for (const { keyId, block: finer, buckets, ...fold } of rows) {
    const block = finer >> shift;
    let open = blocks.at(-1);
    if (open?.keyId === keyId && open.block === block) addFold(open.fold, fold);
    else {
      open = { keyId, block, fold, writer: new RecordWriter() };
      blocks.push(open);
    }
    const records = toRecords(buckets);
    for (let index = 0; index < records.length; index += 1) {
      open.writer.addRecord(lastStepOf(records, index) >> bits, records, index);
    }
  }
  return blocks.map(({ writer, ...block }) => ({ ...block, buckets: writer.bytes() }));
}

async function insertBlocks(sql: Sql, trialId: number, bits: number, blocks: readonly Block[]): Promise<void> {
  if (blocks.length === 0) return;
  const column = (name: keyof Fold) => blocks.map((block) => block.fold[name]);
  await sql`
    insert into metric_blocks
      (trial_id, bits, key_id, block, last, last_step, min, min_step, max, max_step, count, buckets)
    select ${trialId}::integer, ${bits}::smallint, b.key_id, b.block, b.last, b.last_step, b.min, b.min_step, b.max, b.max_step,
      b.count, decode(b.buckets, 'hex')
    from unnest(
      ${blocks.map((block) => block.keyId)}::integer[], ${blocks.map((block) => block.block)}::integer[],
      ${column('last')}::double precision[], ${column('lastStep')}::integer[],
      ${column('min')}::double precision[], ${column('minStep')}::integer[],
      ${column('max')}::double precision[], ${column('maxStep')}::integer[], ${column('count')}::integer[],
      ${blocks.map((block) => Buffer.from(block.buckets).toString('hex'))}::text[]
    ) as b(key_id, block, last, last_step, min, min_step, max, max_step, count, buckets)`;
}
