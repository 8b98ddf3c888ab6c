import type { CompiledProgram } from '../native/compiler.ts';

/** Programs of looks that trainings of one structure use, beside each other and one after the other. */
export interface SharedLooks {
  /**
   * The program of a structure, made where there is none; to be released. One that runs operation by operation is its first
   * caller's alone.
   */
  take(structure: string, make: () => CompiledProgram): CompiledProgram;
  release(program: CompiledProgram): void;
  /** Of those too that were not released. */
  dispose(): void;
}

/** As many as two structures have. */
const mostUnused = 8;

export function sharedLooks(): SharedLooks {
  /** The longest unused first. */
  const programs = new Map<string, { readonly program: CompiledProgram; users: number }>();
  const drop = (structure: string) => {
    programs.get(structure)!.program.dispose();
    programs.delete(structure);
  };
  return {
    take(structure, make) {
      const found = programs.get(structure);
      if (found !== undefined) {
        found.users += 1;
        return found.program;
      }
      const program = make();
      if (program.mode !== 'eager') programs.set(structure, { program, users: 1 });
      return program;
    },

    release(program) {
      const [structure, found] = [...programs].find(([, one]) => one.program === program) ?? [];
      if (structure === undefined || found === undefined) {
        program.dispose();
        return;
      }
      found.users -= 1;
      programs.delete(structure);
      programs.set(structure, found);
      const unused = [...programs.keys()].filter((key) => programs.get(key)!.users === 0);
      for (const key of unused.slice(0, -mostUnused)) drop(key);
    },

    dispose() {
      for (const structure of [...programs.keys()]) drop(structure);
    },
  };
}
