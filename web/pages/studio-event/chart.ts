/** One bar of the chart, in the units of its drawing. */
export type Bar = { date: string; sold: number; x: number; y: number; width: number; height: number }

export type Chart = {
  width: number
  height: number
  bars: Bar[]
  /** Lines across, each with its number. */
  lines: { value: number; y: number }[]
  /** Where the lines begin, and the foot of the bars. */
  left: number
  foot: number
}

const WIDTH = 640
const HEIGHT = 250
const LEFT = 40
const TOP = 30
const FOOT = 220
const BAR_SHARE = 0.66

/** Lays out counts per day as bars on a scale of whole steps from zero. */
export function layOut(days: readonly { date: string; sold: number }[]): Chart {
  const step = stepFor(Math.max(1, ...days.map(({ sold }) => sold)))
  const most = step * Math.max(1, Math.ceil(Math.max(...days.map(({ sold }) => sold)) / step))
  const scale = (FOOT - TOP) / most
  const column = (WIDTH - LEFT) / Math.max(1, days.length)
  const bars = days.map(({ date, sold }, index) => ({
    date,
    sold,
    x: round(LEFT + column * (index + (1 - BAR_SHARE) / 2)),
    y: round(FOOT - sold * scale),
    width: round(column * BAR_SHARE),
    height: round(sold * scale),
  }))
  const lines = Array.from({ length: most / step + 1 }, (_, index) => ({
    value: index * step,
    y: round(FOOT - index * step * scale),
  }))
  return { width: WIDTH, height: HEIGHT, bars, lines, left: LEFT, foot: FOOT }
}

/** The step of 1, 2 or 5 times a power of ten that needs at most four of them. */
function stepFor(most: number): number {
  const least = most / 4
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least) ?? 10
  return factor * power
}

const round = (value: number) => Math.round(value * 10) / 10
