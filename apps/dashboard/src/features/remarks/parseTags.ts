/** `paper, good ` → ['paper', 'good']: each once, at most 40 characters, as the server takes them. */
export function parseTags(text: string): string[] {
  const tags = text.split(/[,\n]/).map((tag) => tag.trim().slice(0, 40));
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
