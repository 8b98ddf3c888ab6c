const words =
  /OOM when allocating|RESOURCE_EXHAUSTED|ResourceExhausted|Array buffer allocation failed|bad_alloc|out of memory/i;

/** Whether a message of TensorFlow or Node says that memory could not be had. */
export function saysOutOfMemory(message: string): boolean {
  return words.test(message);
}
