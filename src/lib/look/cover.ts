import { FORMS } from './forms.ts'
import { svgNumber } from './geometry.ts'
import type { Palette } from './palette.ts'
import { hash, random } from './random.ts'

/**
 * Cover art as an SVG document: streams that flow together on the palette's ground. Pure: the same seed, palette and size in
 * pixels give the same text on every machine. It composes for the ratio asked, so ask for the size shown; do not crop or stretch.
 */
export function cover(seed: string, palette: Palette, width: number, height: number): string {
  const form = FORMS[hash(`form:${seed}`) % FORMS.length]
  if (!form) throw new RangeError('there is no form')
  const draw = random(`cover:${seed}`)
  const isTall = height > width * 1.15
  const [long, short] = isTall ? [height, width] : [width, height]
  const mirrorX = draw.chance(0.5)
  const mirrorY = draw.chance(0.5)
  const art = form(draw, palette, long, short)
  const transform = [
    ...(isTall ? ['matrix(0 1 1 0 0 0)'] : []),
    `translate(${mirrorX ? svgNumber(long) : 0} ${mirrorY ? svgNumber(short) : 0})`,
    `scale(${mirrorX ? -1 : 1} ${mirrorY ? -1 : 1})`,
  ].join(' ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${palette.ground}"/>`,
    `<g fill="none" transform="${transform}">${art}</g></svg>`,
  ].join('')
}
