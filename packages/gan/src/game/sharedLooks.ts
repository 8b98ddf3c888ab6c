import type { CompiledProgram } from '../native/compiler.ts';
import type { Feeding } from './feeding.ts';

/** A program of a look, with what it is fed for the game that it was made with. */
export interface LookProgram {
  readonly program: CompiledProgram;
  readonly feeding: Pick<Feeding, 'told' | 'of'>;
}

/** Programs of looks that trainings of one structure use, beside each other and one after the other. */
export interface SharedLooks {
  /**
   * That of a structure, made where there is none; to be released. One that runs operation by operation is its first caller's
   * alone.
   */
  take(structure: string, make: () => LookProgram): LookProgram;
  release(look: LookProgram): void;
  /** Of those too that were not released. */
  dispose(): void;
}

/** As many as two structures have. */
const mostUnused = 8;

export function sharedLooks(): SharedLooks {
  /** The longest unused first. */
  const looks = new Map<string, { readonly look: LookProgram; users: number }>();
  const drop = (structure: string) => {
    looks.get(structure)!.look.program.dispose();
    looks.delete(structure);
  };
  return {
    take(structure, make) {
      const found = looks.get(structure);
      if (found !== undefined) {
        found.users += 1;
        return found.look;
      }
      const look = make();
      if (look.program.mode !== 'eager') looks.set(structure, { look, users: 1 });
      return look;
    },

    release(look) {
      const [structure, found] = [...looks].find(([, one]) => one.look === look) ?? [];
      if (structure === undefined || found === undefined) {
        look.program.dispose();
        return;
      }
      found.users -= 1;
      looks.delete(structure);
      looks.set(structure, found);
      const unused = [...looks.keys()].filter((key) => looks.get(key)!.users === 0);
      for (const key of unused.slice(0, -mostUnused)) drop(key);
    },

    dispose() {
      for (const structure of [...looks.keys()]) drop(structure);
    },
  };
}
