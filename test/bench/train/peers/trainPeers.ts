import { type ExecutionMode, executionModes } from '@seesaw/shared/executionMode';
import { stayOnOneCore } from '../../oneCore.ts';
import { type BenchDevice, startOneThread } from '../../oneThread.ts';
import { median, rounded } from '../../search/spread.ts';
import { say } from '../../suite.ts';
import { type Column, gameCases, type Played, type TimedCase } from './gameCase.ts';
import { medianInterval } from './medianInterval.ts';
import type { OwnOrder } from './ownCase.ts';
import { ensurePeers, importablePeers, type Peer, startPeer } from './pythonPeers.ts';

/** `alone` is a single one of the trials that are packed. */
type Player = `seesaw ${ExecutionMode}` | `seesaw ${ExecutionMode} alone` | Peer;

interface Measured {
  readonly ms: number;
  readonly cpuMs: number;
  readonly msOfRounds: readonly number[];
}

interface Compared {
  readonly players: Readonly<Partial<Record<Player, Measured>>>;
  readonly fastestPeer: Peer;
  /** Milliseconds of a step to those of the fastest peer; on a CPU Seesaw trains as a graph by default. */
  readonly ofPeer: Readonly<Record<CompiledMode, Ratio>>;
  /** Where trials are packed: milliseconds of a step of one of them to those of a step alone, in the same mode. */
  readonly ofAlone?: Readonly<Record<CompiledMode, Ratio>>;
}

interface Ratio {
  readonly ratio: number;
  /** 95 %, from the ratios of the rounds. */
  readonly interval: readonly [number, number];
}

type CompiledMode = Exclude<ExecutionMode, 'eager'>;

const own = executionModes.map((mode) => `seesaw ${mode}` as const);
const compiledModes = executionModes.filter((mode): mode is CompiledMode => mode !== 'eager');
const packed = compiledModes.flatMap((mode) => [`seesaw ${mode}`, `seesaw ${mode} alone`] as const);

export interface PeersOptions {
  rounds: number;
  /** Names of cases, all where it is absent. */
  only?: readonly string[] | undefined;
  short: boolean;
  device: BenchDevice;
  /** A Python that has some of the peers; undefined: an environment of our own with JAX and TensorFlow. */
  python: string | undefined;
}

/** The same games in Seesaw and its peers, in turns, all on one core (JAX keeps part of a second one busy where it can) or on one GPU. */
export async function comparePeers({ rounds, only, short, device, python: given }: PeersOptions): Promise<unknown> {
  const python = given ?? (await ensurePeers(say));
  const isPinned = device === 'cpu' && stayOnOneCore();
  const versions = await importablePeers(python);
  const peers = Object.keys(versions) as Peer[];
  if (peers.length === 0) throw new Error(`${python} can import neither JAX nor TensorFlow nor PyTorch.`);
  const seesaw = await startOneThread<OwnOrder, Played>(new URL('./ownCase.ts', import.meta.url), device);
  const others = new Map(peers.map((peer) => [peer, startPeer(python, peer, device)]));
  const play = (player: Player, one: TimedCase, column: Column) => {
    const peer = others.get(player as Peer);
    // Operation by operation a step takes several times as long.
    const share = (player === 'seesaw eager' ? 0.2 : 1) * (short ? 0.2 : 1);
    const order = { case: one, column, steps: Math.max(2, Math.round(one.stepsPerRound * share)) };
    if (peer !== undefined) return peer.ask(order);
    const [, execution, alone] = player.split(' ') as [string, ExecutionMode, string | undefined];
    if (alone === undefined) return seesaw.ask({ ...order, execution });
    const { lanes = 1, name, ...single } = one;
    return seesaw.ask({ ...order, case: { ...single, name: `${name}, alone` }, steps: order.steps * lanes, execution });
  };
  try {
    const cases: Record<string, Partial<Record<Column, Compared>>> = {};
    for (const one of gameCases.filter(({ name }) => only?.some((part) => name.includes(part)) ?? true)) {
      const columns: Column[] = one.looped || device === 'cuda' ? ['single', 'together'] : ['single'];
      cases[one.name] = {};
      for (const column of columns) {
        const isPacked = one.lanes !== undefined;
        // Of the peers only JAX has a `vmap`.
        const against = isPacked ? peers.filter((peer) => peer === 'jax') : peers;
        if (against.length === 0) continue;
        const seesaws: readonly Player[] = isPacked ? packed : own;
        const found = await compare(rounds, seesaws, against, (player) => play(player, one, column));
        cases[one.name]![column] = found;
        const text = Object.entries(found.players).map(([player, { ms }]) => `${player} ${ms}`);
        const ratios = [
          wordsOf(found.ofPeer, found.fastestPeer),
          ...(found.ofAlone ? [wordsOf(found.ofAlone, 'alone')] : []),
        ];
        say(`${one.name}, ${column}: ${text.join(', ')} ms; ${ratios.join('; ')}`);
      }
    }
    return { suite: 'train --peers', device, threads: 1, isPinned, rounds, versions, ...(short && { short }), cases };
  } finally {
    seesaw.stop();
    for (const peer of others.values()) peer.stop();
  }
}

async function compare(
  rounds: number,
  seesaws: readonly Player[],
  peers: readonly Peer[],
  play: (player: Player) => Promise<Played>,
): Promise<Compared> {
  const players: Player[] = [...seesaws, ...peers];
  const found = new Map<Player, Played[]>(players.map((player) => [player, []]));
  let weights: number | undefined;
  // The first two compile.
  for (let round = -2; round < rounds; round += 1) {
    const first = Math.abs(round) % players.length;
    for (const player of [...players.slice(first), ...players.slice(0, first)]) {
      const played = await play(player);
      if (!played.losses.every(Number.isFinite)) throw new Error(`${player} left the numbers.`);
      weights ??= played.weights;
      if (played.weights !== weights) throw new Error(`${player} has ${played.weights} weights, others ${weights}.`);
      if (round >= 0) found.get(player)!.push(played);
    }
  }
  const msOf = (player: Player) => found.get(player)!.map(({ ms }) => ms);
  const measured = players.map((player): [Player, Measured] => [
    player,
    {
      ms: rounded(median(msOf(player))),
      cpuMs: rounded(median(found.get(player)!.map(({ cpuMs }) => cpuMs))),
      msOfRounds: msOf(player).map(rounded),
    },
  ]);
  const fastestPeer = peers.reduce((a, b) => (median(msOf(b)) < median(msOf(a)) ? b : a));
  const ratioOf = (player: Player, other: Player): Ratio => {
    const others = msOf(other);
    const ratios = msOf(player).map((ms, round) => ms / others[round]!);
    const [low, high] = medianInterval(ratios);
    return { ratio: rounded(median(ratios)), interval: [rounded(low), rounded(high)] };
  };
  const ratiosTo = (other: (mode: CompiledMode) => Player) =>
    Object.fromEntries(
      compiledModes.map((mode) => [mode, ratioOf(`seesaw ${mode}`, other(mode))]),
    ) as Compared['ofPeer'];
  return {
    players: Object.fromEntries(measured),
    fastestPeer,
    ofPeer: ratiosTo(() => fastestPeer),
    ...(players.includes('seesaw graph alone') && { ofAlone: ratiosTo((mode) => `seesaw ${mode} alone`) }),
  };
}

function wordsOf(ratios: Compared['ofPeer'], whose: string): string {
  return Object.entries(ratios)
    .map(([mode, { ratio, interval }]) => `${mode} ${ratio} of ${whose} (${interval.join(' to ')})`)
    .join(', ');
}
