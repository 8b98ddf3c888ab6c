/** One field of a CSV line (RFC 4180). */
export function csvField(text: string): string {
  // A spreadsheet runs a text that begins like a formula; numbers such as -1 are no danger.
  const safe = /^[=+@\t\r]|^-(?![\d.]|Infinity$)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
