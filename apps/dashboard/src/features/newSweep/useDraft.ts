import { useState } from 'react';

const key = 'seesaw-new-sweep';

/** The text being written; it survives a reload of the tab. Storage may be switched off: then it does not. */
export function useDraft(initial: string | undefined): readonly [string | undefined, (text: string) => void] {
  const [draft, setDraft] = useState<string | undefined>(() => initial ?? stored());
  const keep = (text: string) => {
    setDraft(text);
    try {
      sessionStorage.setItem(key, text);
    } catch (error) {
      console.warn('The draft is not kept over a reload:', error);
    }
  };
  return [draft, keep];
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(key);
  } catch (error) {
    console.warn('The draft cannot be removed:', error);
  }
}

function stored(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch (error) {
    console.warn('No draft can be read:', error);
    return undefined;
  }
}
