import { Fragment } from 'react';

/** A sentence in which `settings in backticks` stand in code type. */
export function CodeText(props: { text: string }) {
  return props.text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  );
}
