/** Percent as people type it, `19`, `7.5` or `7,5`, in parts per 100,000; undefined for what is none from 0 to 100 with three decimals at most. */
export function parsePercent(typed: string): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(typed.trim()) ?? []
  if (whole === '') return undefined
  const parts = Number(whole) * 1000 + Number(fraction.padEnd(3, '0'))
  return parts <= 100_000 ? parts : undefined
}

/** Parts per 100,000 as one would type the percent: `7.5`. */
export const typedPercent = (parts: number): string => String(parts / 1000)
