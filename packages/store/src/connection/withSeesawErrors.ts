import { toSeesawError } from './toSeesawError.ts';

type Method = (...args: never[]) => Promise<unknown>;

/** The same methods, but whatever Postgres, the driver or the network throws arrives as a SeesawError. */
export function withSeesawErrors<Methods extends { readonly [name in keyof Methods]: Method }>(
  methods: Methods,
): Methods {
  const wrapped: Partial<Record<keyof Methods, Method>> = {};
  for (const name of Object.keys(methods) as (keyof Methods)[]) {
    const method = methods[name];
    wrapped[name] = async (...args) => {
      try {
        return await method(...args);
      } catch (error) {
        throw toSeesawError(error);
      }
    };
  }
  return wrapped as Methods;
}
