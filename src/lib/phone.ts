/**
 * A telephone number in E.164, as `+351211234567`, from what people write: with a plus or 00 and the country's code, spaces, dots, hyphens,
 * brackets. Null for what is none.
 */
export function phoneOf(text: string): string | null {
  const number = text
    .replace(/\(0\)/, '')
    .replace(/[\s().\-/]/g, '')
    .replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null
}
