export interface Need {
  name: string;
  ok: boolean;
  version: string | undefined;
  where: string | undefined;
  problem: string | undefined;
  fix: string | undefined;
}

export function checkNeeds(env: NodeJS.ProcessEnv, cache: string): Promise<Need[]>;
