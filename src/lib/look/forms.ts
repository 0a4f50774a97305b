import type { Hex } from './colour.ts'
import { contrast } from './colour.ts'
import type { Course, Point } from './geometry.ts'
import { disc, lane, line, ribbon } from './geometry.ts'
import type { Palette } from './palette.ts'
import type { Random } from './random.ts'

/** Draws streams that meet, from left to right in a landscape box, as SVG elements without a wrapper. */
export type Form = (draw: Random, palette: Palette, width: number, height: number) => string

/** The five ways streams meet. The order is part of every cover: append, never reorder. */
export const FORMS: readonly Form[] = [merge, wave, delta, weave, bend]

/** Tributaries from three edges lock into one trunk that leaves by the top or the bottom. */
function merge(draw: Random, palette: Palette, width: number, height: number): string {
  const count = draw.whole(7, 9)
  const lanes = height * draw.between(0.062, 0.078)
  const colours = laneColours(draw, palette, count)
  const upper = draw.whole(2, 3)
  const lower = draw.whole(2, 3)
  const y = height * draw.between(0.46, 0.56)
  const rises = draw.chance(0.5)
  const far = 4 * height
  const trunkAt = draw.between(0.66, 0.8)
  const trunkRadius = (count * lanes) / 2 + lanes * draw.between(0.6, 1.6)
  const upperX = width * draw.between(0.1, 0.2)
  const lowerX = width * draw.between(0.16, 0.32)
  const feedRadius = lanes * draw.between(2, 2.8)
  const nearestTrunk = Math.max(upperX, lowerX) + feedRadius + trunkRadius + 1.6 * lanes
  const wanted = Math.max(width * trunkAt, nearestTrunk)
  const trunkX = wanted > width * 1.02 ? width * 5 : wanted
  const side = rises ? -1 : 1

  const run = (from: Point[], radii: number[], start: number, size: number): string => {
    const shift = (start + (size - 1) / 2 - (count - 1) / 2) * lanes
    const x = trunkX - side * shift
    const points: Point[] = [...from, [x, y + shift], [x, rises ? -far : far]]
    const course = { points, radii: [...radii, trunkRadius - side * shift] }
    return ribbon(course, colours.slice(start, start + size), lanes)
  }
  const heightOf = (start: number, size: number) => y + (start + (size - 1) / 2 - (count - 1) / 2) * lanes

  const sunX = width * (rises ? draw.between(0.42, 0.5) : draw.between(0.44, 0.55))
  const sunY = height * (rises ? draw.between(0.86, 1) : draw.between(0.02, 0.14))
  const sun = disc([sunX, sunY], height * draw.between(0.17, 0.24), draw.pick(colours))

  const middle = count - upper - lower
  const upperFeed: Point[] = [
    [upperX, -far],
    [upperX, heightOf(0, upper)],
  ]
  const lowerFeed: Point[] = [
    [lowerX, far],
    [lowerX, heightOf(upper + middle, lower)],
  ]
  return [
    sun,
    middle > 0 ? run([[-far, heightOf(upper, middle)]], [], upper, middle) : '',
    run(upperFeed, [feedRadius], 0, upper),
    run(lowerFeed, [feedRadius], upper + middle, lower),
  ].join('')
}

/** One thick bundle swings up and down; every turn holds a disc. */
function wave(draw: Random, palette: Palette, width: number, height: number): string {
  const radius = height * draw.between(0.235, 0.275)
  const count = draw.whole(4, 6)
  const lanes = (radius * draw.between(1.25, 1.45)) / count
  const colours = laneColours(draw, palette, count)
  const y = height * 0.5
  const left = -radius * draw.between(1.3, 3)
  const turns = Math.ceil((width + 6 * radius) / (2 * radius))
  const startsLow = draw.chance(0.5)

  const points: Point[] = [[left, y + (startsLow ? 3 : -3) * radius]]
  for (let turn = 0; turn < turns; turn += 1) {
    const x = left + turn * 2 * radius
    const crest = y + (startsLow === (turn % 2 === 0) ? -radius : radius)
    points.push([x, crest], [x + 2 * radius, crest])
  }
  const endsLow = startsLow === (turns % 2 === 0)
  points.push([left + turns * 2 * radius, y + (endsLow ? -4 : 4) * radius])

  const free = innerColours(colours)
  const odd = draw.pick(free)
  const even = draw.pick(free)
  const discRadius = radius - (count * lanes) / 2 + 0.5
  const discs = Array.from({ length: turns }, (_, turn) =>
    disc([left + (2 * turn + 1) * radius, y], discRadius, turn % 2 === 1 ? odd : even),
  )
  const radii = Array.from({ length: 2 * turns }, () => radius)
  return discs.join('') + ribbon({ points, radii }, colours, lanes)
}

/** Lanes spread over the whole edge swing in at 45 degrees and run on as one. */
function delta(draw: Random, palette: Palette, width: number, height: number): string {
  const count = draw.whole(6, 8)
  const lanes = height * draw.between(0.066, 0.08)
  const colours = laneColours(draw, palette, count)
  const y = height * draw.between(0.36, 0.64)
  const joinX = width * draw.between(0.5, 0.62)
  const far = 3 * height
  const gap = (height * 1.12) / count
  const sunX = width * draw.between(0.8, 0.9)
  const sunY = height * (y < height / 2 ? draw.between(0.84, 0.95) : draw.between(0.05, 0.16))
  const sun = disc([sunX, sunY], height * draw.between(0.15, 0.22), draw.pick(colours))

  const streams = colours.map((colour, index) => {
    const place = index - (count - 1) / 2
    const from = height * 0.5 + place * gap * 1.06
    const to = y + place * lanes
    const drop = Math.abs(to - from)
    if (drop < 2)
      return lane(
        {
          points: [
            [-far, to],
            [width + far, to],
          ],
          radii: [],
        },
        colour,
        lanes,
      )
    const turnX = joinX - Math.abs(place) * lanes * 0.41
    const radius = Math.min(drop * 1.2, lanes * 4)
    const points: Point[] = [
      [-far, from],
      [turnX - drop, from],
      [turnX, to],
      [width + far, to],
    ]
    return lane({ points, radii: [radius, radius] }, colour, lanes)
  })
  return sun + streams.join('')
}

/** Two bundles interlace, over and under, then leave side by side. */
function weave(draw: Random, palette: Palette, width: number, height: number): string {
  const count = 4
  const lanes = height * draw.between(0.085, 0.1)
  const pitch = lanes * 1.5
  const across = laneColours(draw, palette, count)
  const down = laneColours(draw, palette, count)
  const x = width * draw.between(0.3, 0.44)
  const y = height * draw.between(0.42, 0.5)
  const far = 3 * height
  const offset = (index: number) => (index - (count - 1) / 2) * pitch
  const exitY = y + pitch * (count + 1.2)
  const turnRadius = (pitch * count) / 2 + lanes * 0.4

  const level = across.map((colour, index) =>
    line([-far, y + offset(index)], [width + far, y + offset(index)], colour, lanes),
  )
  const falling = down.map((colour, index) => {
    const shift = offset(index)
    const points: Point[] = [
      [x + shift, -far],
      [x + shift, exitY - shift],
      [width + far, exitY - shift],
    ]
    return lane({ points, radii: [turnRadius - shift] }, colour, lanes - 0.7)
  })
  const overpasses = across.flatMap((colour, row) =>
    down.map((_, column) => {
      const middle = x + offset(column)
      const over = (row + column) % 2 === 1
      const reach = lanes * 0.62
      return over ? line([middle - reach, y + offset(row)], [middle + reach, y + offset(row)], colour, lanes) : ''
    }),
  )
  const sunX = width * draw.between(0.74, 0.86)
  const sunY = y + (draw.chance(0.5) ? 0 : pitch * 0.5)
  const sun = disc([sunX, sunY], lanes * draw.between(2.1, 2.9), draw.pick(across))
  return [...level, ...falling, ...overpasses, sun].join('')
}

/** Two quarter-turn bundles come from both sides and kiss back to back. */
function bend(draw: Random, palette: Palette, width: number, height: number): string {
  const count = draw.whole(4, 6)
  const lanes = (height * draw.between(0.075, 0.1) * 5) / count
  const left = laneColours(draw, palette, count)
  const right = laneColours(draw, palette, count)
  const far = 3 * height
  const half = (count * lanes) / 2
  const x = width * draw.between(0.44, 0.56)
  const radius = half + lanes * draw.between(0.5, 1.6)
  const leftY = height * draw.between(0.24, 0.34)
  const rightY = leftY + half * 2 * draw.between(0.42, 0.5) + radius * 0.7
  const fromLeft: Course = {
    points: [
      [-far, leftY],
      [x - half, leftY],
      [x - half, far],
    ],
    radii: [radius],
  }
  const fromRight: Course = {
    points: [
      [width + far, rightY],
      [x + half, rightY],
      [x + half, far],
    ],
    radii: [radius],
  }

  const sunRadius = height * draw.between(0.14, 0.2)
  const sun = disc([x + half * 0.2 + radius, leftY - radius * 0.1], sunRadius, draw.pick(innerColours(right)))
  const moonX = Math.max(lanes, x - half - radius - half * 0.9)
  const moonRadius = Math.max(lanes * 0.8, height * draw.between(0.11, 0.17))
  const moon = disc([moonX, leftY + radius + half], moonRadius, draw.pick(innerColours(left)))
  return sun + ribbon(fromRight, right, lanes) + ribbon(fromLeft, left, lanes) + moon
}

/** Colours for lanes side by side: neighbours differ, and none comes close to the ground. */
function laneColours(draw: Random, palette: Palette, count: number): Hex[] {
  const usable = [...palette.inks, palette.paper, palette.black].filter((c) => contrast(c, palette.ground) > 1.35)
  const chosen: Hex[] = []
  let bag: Hex[] = []
  while (chosen.length < count) {
    if (bag.length === 0) bag = shuffled(draw, usable)
    const different = bag.findIndex((colour) => colour !== chosen.at(-1))
    chosen.push(...bag.splice(Math.max(0, different), 1))
  }
  return chosen
}

/** The colours a disc may take when it touches the outer lanes of a bundle. */
function innerColours(colours: readonly Hex[]): readonly Hex[] {
  const inner = colours.filter((colour) => colour !== colours[0] && colour !== colours.at(-1))
  return inner.length > 0 ? inner : colours
}

function shuffled<T>(draw: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: draw.next() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item)
}
