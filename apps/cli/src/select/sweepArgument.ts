/** How a sweep can be named, for help texts. */
export const sweepArgument = 'id, name, unique beginning of either, or latest';
