/** An outline as drawing programs have it, of lines and quadratic curves. */
export interface Path {
  commands: readonly { command: string; args: readonly number[] }[]
}

/** The outline of a glyph as a `glyf` table has it (OpenType), every coordinate in two bytes: what comes of it is compressed. */
export function glyphOf({ commands }: Path): Buffer {
  const ends: number[] = []
  const points: { x: number; y: number; isOnCurve: boolean }[] = []
  for (const { command, args } of commands) {
    if (command === 'closePath') ends.push(points.length - 1)
    for (let at = 0; at < args.length; at += 2) {
      const [x, y] = [Math.round(args[at] ?? 0), Math.round(args[at + 1] ?? 0)]
      points.push({ x, y, isOnCurve: at === args.length - 2 })
    }
  }
  if (points.length === 0) return Buffer.alloc(0)
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const steps = (values: number[]) => values.map((value, index) => value - (values[index - 1] ?? 0))
  const flags = points.map(({ isOnCurve }, index) => (isOnCurve ? 1 : 0) | (index === 0 ? overlapping : 0))
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  const noInstructions = 0
  return padded([
    words([ends.length, ...box, ...ends, noInstructions]),
    Buffer.from(flags),
    words([...steps(xs), ...steps(ys)]),
  ])
}

/** Contours may overlap, as they do in fonts that hold several weights. */
const overlapping = 0x40

/** Numbers of two bytes each, of either sign. */
function words(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 2)
  for (const [index, number] of numbers.entries()) bytes.writeInt16BE(number, index * 2)
  return bytes
}

function padded(parts: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(parts)
  return Buffer.concat([bytes], Math.ceil(bytes.length / 4) * 4)
}
