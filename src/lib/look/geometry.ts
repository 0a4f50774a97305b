import type { Hex } from './colour.ts'

/** A point as x and y; x grows to the right, y downward, as in SVG. */
export type Point = readonly [x: number, y: number]

/** The course of a stream: corner points, and for each inner corner the radius its centre line turns with. */
export type Course = { points: readonly Point[]; radii: readonly number[] }

/** Neighbouring lanes overlap by this much, so that no ground shines through between them. */
const OVERLAP = 0.7

/** A number as SVG writes it here: one decimal. */
export function svgNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Parallel lanes along one course, one per colour, with concentric corners; `centre` shifts them all to the right of travel. */
export function ribbon(course: Course, colours: readonly Hex[], laneWidth: number, centre = 0): string {
  const middle = (colours.length - 1) / 2
  return colours
    .map((colour, index) =>
      stroke(lanePath(course, centre + (index - middle) * laneWidth), colour, laneWidth + OVERLAP),
    )
    .join('')
}

/** One lane along a course. */
export function lane(course: Course, colour: Hex, width: number): string {
  return stroke(lanePath(course, 0), colour, width + OVERLAP)
}

/** A straight line from one point to another. */
export function line([x1, y1]: Point, [x2, y2]: Point, colour: Hex, width: number): string {
  return stroke(`M${svgNumber(x1)} ${svgNumber(y1)}L${svgNumber(x2)} ${svgNumber(y2)}`, colour, width)
}

/** A filled circle. */
export function disc([x, y]: Point, radius: number, colour: Hex): string {
  return `<circle stroke="none" cx="${svgNumber(x)}" cy="${svgNumber(y)}" r="${svgNumber(radius)}" fill="${colour}"/>`
}

function stroke(path: string, colour: Hex, width: number): string {
  return `<path d="${path}" stroke="${colour}" stroke-width="${svgNumber(width)}"/>`
}

/**
 * The path that runs parallel to a course, `offset` to the right of travel. Corners are arcs about one common centre, so a lane
 * on the inside turns tighter by exactly its offset and lanes never pinch or gape.
 */
function lanePath({ points, radii }: Course, offset: number): string {
  const legs = points.slice(1).map((point, index) => direction(at(points, index), point))
  const beside = ([x, y]: Point, [dx, dy]: Point, along: number): Point => [
    x + dx * along - dy * offset,
    y + dy * along + dx * offset,
  ]
  const first = beside(at(points, 0), at(legs, 0), 0)
  let path = `M${svgNumber(first[0])} ${svgNumber(first[1])}`
  for (let corner = 1; corner < points.length - 1; corner += 1) {
    const before = at(legs, corner - 1)
    const after = at(legs, corner)
    const cross = before[0] * after[1] - before[1] * after[0]
    const dot = before[0] * after[0] + before[1] * after[1]
    const radius = at(radii, corner - 1)
    const tangent = radius * Math.tan(Math.atan2(Math.abs(cross), dot) / 2)
    const from = beside(at(points, corner), before, -tangent)
    const to = beside(at(points, corner), after, tangent)
    const own = svgNumber(Math.max(0.1, radius - Math.sign(cross) * offset))
    path += `L${svgNumber(from[0])} ${svgNumber(from[1])}`
    path += `A${own} ${own} 0 0 ${cross > 0 ? 1 : 0} ${svgNumber(to[0])} ${svgNumber(to[1])}`
  }
  const last = beside(at(points, points.length - 1), at(legs, legs.length - 1), 0)
  return `${path}L${svgNumber(last[0])} ${svgNumber(last[1])}`
}

function direction(from: Point, to: Point): Point {
  const x = to[0] - from[0]
  const y = to[1] - from[1]
  const length = Math.hypot(x, y) || 1
  return [x / length, y / length]
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError('a course needs one radius for each inner corner')
  return item
}
